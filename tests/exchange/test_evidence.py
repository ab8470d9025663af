"""Evidence packages and the archive as WARC: what leaves a store, checked by others' tools."""

from __future__ import annotations

import hashlib
import itertools
import json
import subprocess
import sys
from pathlib import Path

import bagit
import pytest
from warcio.archiveiterator import ArchiveIterator

from saidso.capture import Capture, find
from saidso.store import open_store

STORY = (
    "Gunmen kidnapped two engineers near the town of {} in Mali on Monday, the mayor said.\n\n"
    "The foreign ministry said that it was aware of the case and spoke with the families.\n"
)


def saidso(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "saidso", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store of a text, a page, a line and a WARC record."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "gao.txt").write_text(STORY.format("Gao"))
    page = "".join(f"<p>{part}</p>" for part in STORY.format("Kidal").split("\n\n"))
    html = f"<html><body><article>{page * 2}</article></body></html>"
    (folder / "kidal ’2’.html").write_text(html)
    line = {"id": "line", "url": "http://news.example/l", "text": STORY.format("Mopti")}
    (folder / "a.jsonl").write_text(json.dumps(line))
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html.replace('Kidal', 'Taoudenni')}"
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Target-URI: http://news.example/w\r\nWARC-Date: 2021-05-04T10:00:00Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    (folder / "a.warc").write_text(head + body + "\r\n\r\n")
    names = ["gao.txt", "kidal ’2’.html", "a.jsonl", "a.warc"]
    out = saidso("read", *names, "--store", "s.db", cwd=folder)
    assert out.returncode == 0, out.stderr
    return folder


def test_package_is_checked_by_sha256sum_and_by_bagit(desk: Path) -> None:
    out = saidso("evidence", "gao.txt", "line", "--store", "s.db", "--out", "bag", cwd=desk)
    assert out.returncode == 0, out.stderr
    bag = desk / "bag"
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        checked = subprocess.run(["sha256sum", "--strict", "-c", manifest], cwd=bag)
        assert checked.returncode == 0
    assert bagit.Bag(str(bag)).validate()
    digest = hashlib.sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest()
    assert digest in out.stdout
    originals = {path.stem: path for path in (bag / "data" / "originals").iterdir()}
    assert all(hashlib.sha256(p.read_bytes()).hexdigest() == id for id, p in originals.items())
    assert (desk / "gao.txt").read_bytes() in [path.read_bytes() for path in originals.values()]
    noted = json.loads(_log(desk)[-1])
    assert noted["action"] == "evidence"
    assert noted["details"]["manifest"] == digest
    (next(iter(originals.values()))).write_text("changed")
    with pytest.raises(bagit.BagError):
        bagit.Bag(str(bag)).validate()


def _log(desk: Path) -> list[bytes]:
    with open_store(desk / "s.db") as store:
        return list(store.log_lines())


def test_chain_can_be_followed_without_what_is_told_of_others(desk: Path) -> None:
    saidso("evidence", "line", "--store", "s.db", "--out", "chain", cwd=desk)
    text = (desk / "chain" / "data" / "custody.jsonl").read_text()
    assert "a.jsonl:1 (line)" in text
    assert "gao.txt" not in text
    assert "news.example/w" not in text
    before = "0" * 64
    for number, line in enumerate(text.splitlines(), 1):
        entry = json.loads(line)
        assert (entry["number"], entry["previous"]) == (number, before)
        before = entry.get("digest") or hashlib.sha256(line.encode()).hexdigest()


def test_log_is_printed(desk: Path) -> None:
    """Its lines are those of the chain; of one report only what is told of it."""
    lines = saidso("custody", "--store", "s.db", "--json", cwd=desk).stdout.splitlines()
    for line, following in itertools.pairwise(lines):
        assert json.loads(following)["previous"] == hashlib.sha256(line.encode()).hexdigest()
    told = saidso("custody", "line", "--store", "s.db", cwd=desk).stdout
    assert "captured" in told
    assert "from a.jsonl:1 (line)" in told
    assert "gao.txt" not in told


def test_incident_brings_its_reports_and_spans_count_the_texts(desk: Path) -> None:
    with open_store(desk / "s.db") as store:
        (one, *_) = store.shelf()
    out = saidso("evidence", one.id, "--store", "s.db", "--out", "incident", cwd=desk)
    assert out.returncode == 0, out.stderr
    data = desk / "incident" / "data"
    (incident,) = (data / "incidents").iterdir()
    told = json.loads(incident.read_text())
    assert told["id"] == one.id
    for path in (data / "records").iterdir():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
        record = json.loads(path.read_text())
        (text,) = (data / "texts").glob(f"{record['report']['id']}-*")
        for claim in record["claims"]:
            for start, end in claim["spans"]:
                assert text.read_text()[start:end] == record["report"]["text"][start:end]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing", "--out", "new"), "there is no incident nothing"),
        (("gao.txt", "--out", "."), "there is something already"),
    ],
)
def test_evidence_that_cannot_be_written(desk: Path, arguments: tuple[str, ...], said: str) -> None:
    out = saidso("evidence", *arguments, "--store", "s.db", cwd=desk)
    assert out.returncode in (1, 2)
    (line,) = out.stderr.splitlines()
    assert said in line


def test_archive_as_warc_is_read_by_warcio_and_gives_the_same_reports(desk: Path) -> None:
    for name in ("one.warc.gz", "two.warc.gz"):
        out = saidso("archive", "--store", "s.db", "--out", name, cwd=desk)
        assert out.returncode == 0, out.stderr
    one = (desk / "one.warc.gz").read_bytes()
    with (desk / "one.warc.gz").open("rb") as stream:
        types = [r.rec_type for r in ArchiveIterator(stream, check_digests="raise")]
    assert types[0] == "warcinfo"
    assert sorted(types) == ["resource", "resource", "resource", "response", "warcinfo"]
    assert one == (desk / "two.warc.gz").read_bytes()
    found = [f for f in find([str(desk / "one.warc.gz")]) if isinstance(f, Capture)]
    with open_store(desk / "s.db") as store:
        kept = {(r.report.id, r.report.name) for r in store.records()}
    assert {(f.sha256, f.name) for f in found} == kept
    again = saidso("archive", "--store", "s.db", "--out", "one.warc.gz", cwd=desk)
    assert again.returncode == 2
    back = saidso("read", "one.warc.gz", "--store", "back.db", cwd=desk)
    assert back.returncode == 0, back.stderr
    assert saidso("verify", "--store", "back.db", cwd=desk).returncode == 0
    same = saidso("diff", "s.db", "back.db", cwd=desk)
    assert "nothing changed" in same.stdout
