"""The room in a browser: what is read, and how it looks to those who do not see it."""

from __future__ import annotations

import http.client
import json
import re
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from review.conftest import Room, served
from review.made_pages import HOSTILE, WIRE, add, blast, hostile, made
from saidso.store import open_store

AXE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TABS = ("", "/matrix", "/sources", "/timeline", "/map", "/history", "/dossier")


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong by WCAG 2.2 AA; the page must be open with bypass_csp."""
    page.evaluate(AXE)
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-ready]")
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(
    reading: Room, open_page: Callable[..., Page], scheme: str
) -> None:
    base = reading.incident("local")
    paths = [
        "/incidents",
        *(base + tab for tab in TABS),
        f"{base}?report=wire&claim=c5",
        "/nowhere",
    ]
    page = open_page(reading.address, scheme=scheme, bypass_csp=True)
    for path in paths:
        page.goto(reading.address + path)
        assert violations(page) == [], path


@pytest.mark.parametrize("tab", TABS)
def test_pages_fit_a_small_screen(reading: Room, open_page: Callable[..., Page], tab: str) -> None:
    page = open_page(reading.address + reading.incident("local") + tab, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_claim_is_read_beside_its_words(reading: Room, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{reading.address}{reading.incident('wire')}?report=wire")
    assert page.locator(".residue [data-block]").inner_text() == "Most read: ten cheap holidays"
    page.keyboard.press("j")
    for _ in range(20):
        if page.locator(".card.current .slot").inner_text() == "killed":
            break
        page.keyboard.press("j")
    card = page.locator(".card.current")
    assert card.locator(".slot").inner_text() == "killed"
    assert "a rescue official" in card.locator("dl").inner_text()
    lit = page.locator("mark.lit")
    assert lit.first.get_attribute("data-tag") == "H"
    assert "killing 17 people" in lit.inner_text()
    mark, box = lit.first.bounding_box(), card.bounding_box()
    assert mark is not None
    assert box is not None
    assert abs(mark["y"] - box["y"]) < 30, "the card stands beside its words"


def test_a_mark_says_where_it_begins_and_ends(
    reading: Room, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{reading.address}{reading.incident('wire')}?report=wire")
    mark = page.locator("mark", has_text="killing 17 people").last
    assert mark.evaluate("m => m.textContent") == "[killed 17: killing 17 people :end of harm]"
    shown = page.locator("#text").evaluate(
        "t => [...t.querySelectorAll('[data-block]')].map(b => { const c = b.cloneNode(true);"
        " for (const s of c.querySelectorAll('.sr')) s.remove(); return c.textContent; })"
    )
    assert shown == [line for line in WIRE.split("\n") if line], "the text itself is untouched"


def test_a_cell_of_the_matrix_leads_to_its_words(
    reading: Room, open_page: Callable[..., Page]
) -> None:
    page = open_page(reading.address + reading.incident("local") + "/matrix")
    row = page.locator("tr.disputed", has_text="killed")
    assert "disputed" in row.locator("th").inner_text()
    assert page.locator("summary").inner_text() == "2 reports print this text"
    row.locator(".entry > a", has_text="19").click()
    page.wait_for_selector(".card.current")
    assert "claim=c6" in page.url
    assert page.locator("mark.lit").inner_text().find("19 bodies") >= 0


def test_chains_are_a_picture_and_a_list(reading: Room, open_page: Callable[..., Page]) -> None:
    page = open_page(reading.address + reading.incident("local") + "/sources")
    boxes = page.locator("svg.chains a title").evaluate_all("e => e.map(t => t.textContent)")
    listed = page.locator(".tree a").all_inner_texts()
    assert {" ".join(re.sub(r" \(.*", "", b).split()) for b in boxes} == set(listed)
    assert "a rescue official" in listed


def test_the_map_draws_circles_not_pins(reading: Room, open_page: Callable[..., Page]) -> None:
    page = open_page(reading.address + reading.incident("guards") + "/map")
    page.wait_for_selector("#map[data-ready]")
    assert page.locator("#map path.circle.vague").count() == 1
    assert page.locator("#map .leaflet-marker-icon").count() == 0
    assert page.locator("#map path.land").count() > 150
    assert "does not say how wide" in page.locator(".spots").inner_text()


def test_incidents_are_filtered_with_the_keyboard(
    reading: Room, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{reading.address}/incidents")
    assert page.locator(".incidents tbody tr").count() == 3
    page.keyboard.press("/")
    page.keyboard.type("traders union")
    page.keyboard.press("Enter")
    expect(page.locator(".incidents tbody tr")).to_have_count(1)
    assert "text=traders" in page.url
    assert page.locator(".incidents tbody th").inner_text() == "Bombing"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "type"


def test_keys_can_be_changed_and_switched_off_and_are_silent_in_fields(
    reading: Room, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{reading.address}{reading.incident('wire')}?report=wire")
    page.keyboard.press("?")
    page.click("[data-remap=next]")
    page.keyboard.press("y")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".card.current").count() == 0
    page.keyboard.press("y")
    assert page.locator(".card.current").count() == 1
    first = page.locator(".card.current").get_attribute("id")
    page.locator("select[name=report]").focus()
    page.keyboard.press("y")
    assert page.locator(".card.current").get_attribute("id") == first
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    assert page.locator(".card.current").get_attribute("id") == first


def test_the_dossier_is_one_file_and_prints(
    reading: Room, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    base = reading.incident("local")
    page = open_page(reading.address + base + "/dossier")
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    with page.expect_download() as waiting:
        page.emulate_media(media="screen")
        page.click("a[download]")
    saved = tmp_path / "dossier.html"
    waiting.value.save_as(saved)
    text = saved.read_text()
    assert not re.search(r"""(?:src|href)=["']?(?!#)[^"'#]""", text), "it fetches nothing"
    assert reading.store.record("local").report.id in text, "the hash of the archived page"
    alone = open_page(saved.as_uri())
    alone.click(".matrix .entry > a >> nth=0")
    assert alone.locator(":target").count() == 1
    assert "within 2.9 km" in alone.inner_text("article")


def test_a_hostile_page_runs_nothing(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    store = open_store(tmp_path / "evil.db")
    add(store, hostile())
    with served(store) as room:
        base = room.incident(hostile().report.name)
        page = open_page(f"{room.address}/incidents?text=guard")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        for path in ("/incidents", *(base + tab for tab in TABS)):
            page.goto(room.address + path)
            assert "run" not in page.title().split()
            assert page.locator("main script, main style, main form[action*=evil]").count() == 0
            assert page.locator("main img, main [onerror], main [onload]").count() == 0
            assert page.locator("a[href^='javascript']").count() == 0
        page.goto(room.address + base)
        shown = page.locator("#text").inner_text()
        assert "<script>document.title" in shown
        assert "{{ 7*7 }}" in shown
        names = page.locator("#text .hidden-character").all_inner_texts()
        assert names == ["RLO", "PDF", "LRI", "U+0000", "U+0007", "ZWSP"]
        assert room.breaches == [], "the page tried nothing that the policy forbids"
        assert all(url.startswith(room.address) for url in asked)
        with page.expect_response("**/csp-report"):  # the witness can speak
            page.evaluate(
                "document.body.append(Object.assign(document.createElement('img'),"
                " {src: 'https://evil.example/x.png'}))"
            )
        assert "img-src" in json.dumps(room.breaches)


def test_a_paragraph_of_ten_megabytes_is_read_in_parts(
    tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    text = "Head\n\n" + "The mayor said nothing. " * 437_000 + "At last 3 men died, the mayor said."
    record = made(
        "long", text, [("killed", 3, "3 men died", "the mayor", "asserts")], type="killing"
    )
    store = open_store(tmp_path / "long.db")
    add(store, record)
    with served(store) as room:
        page = open_page(room.address + room.incident("long"))
        assert page.locator("mark", has_text="3 men died").count() == 1
        assert len(page.locator("#text").inner_text()) < 40_000
        page.click("a[rel=prev] >> nth=0")
        assert "The mayor said nothing." in page.locator("#text").inner_text()
        assert page.locator(".others li").count() == 1


def answer(room: Room, path: str, *, data: bytes | None = None, **headers: str) -> tuple[int, Any]:
    """Return status and headers of an answer."""
    names = {k.replace("_", "-"): v for k, v in headers.items()}
    request = urllib.request.Request(room.address + path, data=data, headers=names)
    try:
        with urllib.request.urlopen(request) as found:
            return found.status, found.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def test_every_answer_carries_the_policy(reading: Room) -> None:
    for path in ("/incidents", "/static/base.css", "/nowhere", "/incidents/nothing"):
        _, headers = answer(reading, path)
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_other_hosts_and_sites_are_refused(reading: Room) -> None:
    assert answer(reading, "/incidents", Host="evil.example")[0] == 403
    post = {"data": b"x"}
    assert answer(reading, "/incidents", **post, Origin="https://evil.example")[0] == 403  # type: ignore[arg-type]
    assert answer(reading, "/incidents", **post, Sec_Fetch_Site="cross-site")[0] == 403  # type: ignore[arg-type]


def test_wrong_addresses_are_told_in_a_sentence(
    reading: Room, open_page: Callable[..., Page]
) -> None:
    assert answer(reading, "/incidents/nothing")[0] == 404
    assert answer(reading, "/incidents?since=soon")[0] == 400
    page = open_page(f"{reading.address}/incidents/nothing")
    assert "no incident nothing" in page.locator("h1").inner_text()


def test_hostile_text_is_what_was_captured(tmp_path: Path) -> None:
    store = blast(tmp_path / "two.db")
    add(store, hostile())
    assert store.record(hostile().report.name).report.text == HOSTILE


def test_a_body_of_unknown_length_is_refused(reading: Room) -> None:
    host, port = reading.address.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    connection.request("POST", "/decide", body=iter([b"a=b"]), encode_chunked=True)
    assert connection.getresponse().status == 411
    connection.close()


def test_a_day_stands_beside_its_label(room: Room, open_page: Callable[..., Page]) -> None:
    """Marks of the timeline are where their words are, above the line and below it."""
    page = open_page(f"{room.address}{room.incident('wire')}/timeline")
    for link in page.locator("svg.timeline a").all():
        mark, label = link.locator("rect").bounding_box(), link.locator("text").bounding_box()
        assert mark is not None
        assert label is not None
        gap = max(label["x"] - mark["x"] - mark["width"], mark["x"] - label["x"] - label["width"])
        assert 0 < gap < 20
        assert abs(mark["y"] - label["y"]) < 12


def test_a_long_speaker_hides_no_value(room: Room, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{room.address}{room.incident('wire')}?report=wire&claim=c1")
    card = page.locator(".card:not(.current)").first
    card.locator(".by").evaluate(
        "e => { e.textContent = 'Col. Ode Marn, spokesman of the '.repeat(6) }"
    )
    assert card.locator(".value").evaluate("e => e.scrollWidth <= e.clientWidth")
