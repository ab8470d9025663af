"""Make the pictures of the reading room in the documentation: python docs/screenshots.py

Reads the sample reports into a store that is thrown away, decides a few claims, and takes each page
in a headless chromium (`tools/chromium.sh` installs it).
"""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from saidso.capture import find, report
from saidso.errors import InputError
from saidso.reader import Reader
from saidso.review.app import create_app
from saidso.review.desk import Desk
from saidso.review.server import listen
from saidso.store import Store, open_store

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs/screenshots"
BLAST = "market-blast-wire"
SHOTS = (
    ("read", f"/incidents/{BLAST}?report={BLAST}&claim=KILLED", 1280, 800, "light"),
    ("matrix", f"/incidents/{BLAST}/matrix", 1280, 800, "dark"),
    ("sources", f"/incidents/{BLAST}/sources", 1280, 620, "light"),
    ("list", "/incidents?sort=queue", 1280, 620, "light"),
    ("map", "/incidents/river-crossing-under-fire.txt/map", 1280, 720, "light"),
    ("phone", f"/incidents/{BLAST}?report={BLAST}&claim=KILLED", 390, 844, "dark"),
)
"""Name, page, width and height in pixels, colours."""


def filled(path: Path) -> Store:
    """Return a store with the sample reports and some decisions."""
    store = open_store(path)
    reader = Reader()
    for found in find([str(ROOT / "src/saidso/samples")]):
        assert not isinstance(found, InputError), found
        store.add(reader.read(report(found)), found.data, media=found.media, name=found.name)
    for claim in ("c1", "c2", "c8"):
        store.decide.accept(BLAST, claim, by="Anna Ek")
    store.decide.reject(BLAST, "c3", by="Anna Ek", why="said again in the next sentence")
    return store


def shoot(page: Page, address: str, killed: str, shot: tuple[str, str, int, int, str]) -> None:
    """Take one picture; `killed` is the claim of the dead in the wire's report."""
    name, path, width, height, scheme = shot
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(address + path.replace("KILLED", killed))
    if path.endswith("/map"):
        page.wait_for_selector("#map[data-ready]")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)
    page.screenshot(path=OUT / f"{name}.png")
    print("written:", (OUT / f"{name}.png").relative_to(ROOT))


def main() -> None:
    """Make all pictures."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, filled(Path(folder) / "samples.db") as store:
        listening = listen("127.0.0.1", 0)
        app = create_app(Desk(store), name="Anna Ek")
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        claims = store.record(BLAST).claims
        killed = next(c.id for c in claims if c.slot == "killed")
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            for shot in SHOTS:
                shoot(page, f"http://127.0.0.1:{listening.getsockname()[1]}", killed, shot)
            browser.close()
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
