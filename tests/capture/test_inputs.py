"""What the door lets in, and what it says of everything else."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from saidso.capture import Capture, find, inputs, report
from saidso.errors import InputError

STORY = (
    "Two farmers were wounded when gunmen opened fire on a market in the town of Darvo.\n\n"
    "The mayor said that the attackers had fled across the river before police arrived.\n"
)


def one(path: Path | str) -> Capture | InputError:
    found = list(find([str(path)]))
    assert len(found) == 1
    return found[0]


def test_text_file_is_captured_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(STORY.encode())
    found = one(path)
    assert isinstance(found, Capture)
    assert (found.name, found.media, found.data) == ("a.txt", "text", STORY.encode())
    assert report(found).id == found.sha256


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\r\n", "empty"),
    "a.pdf": (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    "hidden.txt": (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    "a.png": (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
    "a.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
    "a.zip": (b"PK\x03\x04\x14\x00", "a zip archive"),
    "a.html": (b"\x1f\x8b\x08\x00", "a gzip file"),
    "nul.txt": (b"some\x00words\x00with\x00holes\x00in\x00them", "binary data"),
    "cut.jsonl": (b'{"id": "x", "text": "It beg', "not valid JSON"),
    "list.jsonl": (b"[1, 2]\n", "not a JSON object"),
    "none.jsonl": (b'{"id": "x", "title": "No words"}\n', 'neither "text" nor "html"'),
    "number.jsonl": (b'{"text": 5}\n', 'neither "text" nor "html"'),
    "empty.jsonl": (b"\n\n", "empty"),
    "table.json": (b'[{"text": "a"}]', "not one object a line"),
    "deep.jsonl": (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deep"),
    "surrogate.jsonl": (b'{"text": "Gunmen \\ud800 fled the town."}', "not valid JSON"),
    "a.warc": (b"WARC/1.0\r\nWARC-Type: response\r\n", "the file ends inside this record"),
    "a.warc.gz": (b"\x1f\x8b\x08\x00", "the file ends inside this record"),
    "warc.txt": (b"WARC/1.1\r\nWARC-Type: response\r\n", "the file ends inside this record"),
    "rss.txt": (b'<rss version="2.0"><channel/></rss>', "holds no items"),
    "rss.xml": (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "holds no items"),
    "atom": (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "holds no items"),
    "map.xml": (b'<?xml version="1.0"?><osm version="0.6"></osm>', "neither a page nor a feed"),
    "a.mhtml": (b"From: <Saved by a browser>", "MHTML pages are not read yet"),
    "mht.txt": (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related;", "MHTML"),
    "a.docx": (b"PK\x03\x04", "office documents are not read"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_named_with_its_reason(tmp_path: Path, name: str) -> None:
    data, reason = BAD[name]
    (tmp_path / name).write_bytes(data)
    found = one(tmp_path / name)
    assert isinstance(found, InputError)
    assert reason in str(found)
    assert "\n" not in str(found)


def test_bad_inputs_do_not_stop_the_good_ones(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(STORY)
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.4")
    found = list(find([str(tmp_path / "missing.txt"), str(tmp_path / "bad.txt"), str(good)]))
    assert [type(f) for f in found] == [InputError, InputError, Capture]
    assert "no such file" in str(found[0])


def test_odd_paths_are_errors_not_crashes() -> None:
    found = list(find(["", "a\x00b", "x" * 5000]))
    assert [type(f) for f in found] == [InputError] * 3


def _without_rights(path: str, said: Any) -> None:
    """Root may read anything, so a child gives its rights up before it looks."""
    if os.geteuid() == 0:
        os.setuid(65534)
    said.send([(type(found).__name__, str(found)) for found in find([path])])


@pytest.mark.parametrize(("shut", "others"), [("a.txt", 1), ("sub", 1)])
def test_what_may_not_be_opened_is_named_and_the_rest_read(shut: str, others: int) -> None:
    fork = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sub").mkdir()
        for path in (folder / "a.txt", folder / "sub" / "b.txt"):
            path.write_text(STORY)
        folder.chmod(0o755)
        (folder / shut).chmod(0)
        receive, send = fork.Pipe(duplex=False)
        child = fork.Process(target=_without_rights, args=(name, send))
        child.start()
        found = receive.recv()
        child.join()
        (folder / shut).chmod(0o755)
    errors = [said for kind, said in found if kind == "InputError"]
    assert len(found) - len(errors) == others
    (error,) = errors
    assert (
        error
        == f"{folder / shut}: cannot be {'opened' if shut == 'sub' else 'read'} (permission denied)"
    )


def test_links_are_followed_once_and_lead_somewhere(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "story.txt").write_text(STORY)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "linked").symlink_to(tmp_path / "a")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = list(find([str(tmp_path)]))
    assert [f.name for f in found if isinstance(f, Capture)] == ["a/story.txt"]
    assert [str(f).split(": ")[0] for f in found if isinstance(f, InputError)] == [
        str(tmp_path / "lost.txt"),
        str(tmp_path / "self.txt"),
    ]


def test_kinds_that_are_not_read_yet_are_named_in_a_folder_too(tmp_path: Path) -> None:
    for name in ("a.txt", "b.docx", "c.pdf", "d.css"):
        (tmp_path / name).write_text(STORY)
    found = list(find([str(tmp_path)]))
    assert [type(f) for f in found] == [Capture, InputError, InputError]


def test_file_that_vanishes_is_named(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    found = find([str(tmp_path)])
    assert isinstance(next(found), Capture)
    (tmp_path / "b.txt").unlink()
    assert "b.txt: cannot be read (no such file" in str(next(found))


def test_names_of_any_bytes_become_names_of_reports(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/two\nlines\xff.txt"
    Path(os.fsdecode(path)).write_text(STORY)
    found = one(os.fsdecode(path))
    assert isinstance(found, Capture)
    assert found.name == "two\nlines\\xff.txt"
    Path(os.fsdecode(path)).write_text("")
    empty = one(os.fsdecode(path))
    assert str(empty) == str(tmp_path) + r"/two\nlines\udcff.txt: the file is empty"


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (found,) = find(["-"])
    assert "standard input is closed" in str(found)


def test_utf_16_without_a_mark_is_text(tmp_path: Path) -> None:
    for charset in ("utf-16-le", "utf-16-be"):
        (tmp_path / "a.txt").write_bytes(STORY.encode(charset))
        found = one(tmp_path / "a.txt")
        assert isinstance(found, Capture)
        assert report(found).text == STORY


def test_size_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_BYTES", 1000)
    big = "word " * 300
    (tmp_path / "a.txt").write_text(big)
    (tmp_path / "b.jsonl").write_text(
        json.dumps({"id": "b1", "text": big}) + "\n" + json.dumps({"id": "b2", "text": STORY})
    )
    found = list(find([str(tmp_path)]))
    assert [type(f) for f in found] == [InputError, InputError, Capture]
    assert "split it" in str(found[0])
    assert "b.jsonl:1" in str(found[1])
    assert found[2].name == "b2"


def test_folder_is_read_sorted_and_recursively(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y.htm", ".hidden/x.txt", "c.xyz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(STORY)
    assert [f.name for f in find([str(tmp_path)])] == ["a/y.htm", "a/z.md", "b.txt"]


def test_folder_without_reports(tmp_path: Path) -> None:
    found = one(tmp_path)
    assert isinstance(found, InputError)
    assert "no reports" in str(found)


def test_unknown_suffix_is_looked_at(tmp_path: Path) -> None:
    for name, data, media in (
        ("a.article", STORY, "text"),
        ("b", f"<html><body><p>{STORY}</p></body></html>", "html"),
        ("c.json", json.dumps({"id": "c1", "text": STORY}), "jsonl"),
        ("d.json", json.dumps({"id": "d1", "text": STORY}, indent=1), "jsonl"),
    ):
        (tmp_path / name).write_text(data)
        found = one(tmp_path / name)
        assert isinstance(found, Capture)
        assert found.media == media


def test_lines_keep_their_own_bytes_and_numbers(tmp_path: Path) -> None:
    first, third = json.dumps({"id": "n1", "text": STORY}), json.dumps({"text": STORY})
    (tmp_path / "a.jsonl").write_text(f"{first}\n{{broken\n\n{third}\n")
    found = list(find([str(tmp_path / "a.jsonl")]))
    assert [getattr(f, "name", None) for f in found] == ["n1", f"{tmp_path}/a.jsonl:2", "a.jsonl:4"]
    assert isinstance(found[1], InputError)
    assert found[0].data == first.encode()


@pytest.mark.parametrize(
    ("data", "media", "number"),
    [
        (STORY, "text", 1),
        (f"<!DOCTYPE html><html><body><p>{STORY}</p></body></html>", "html", 1),
        ((json.dumps({"text": STORY}) + "\n") * 3, "jsonl", 3),
    ],
)
def test_standard_input_is_sniffed(data: str, media: str, number: int) -> None:
    found = list(find(["-"], stdin=io.BytesIO(data.encode())))
    assert [f.media for f in found] == [media] * number


def test_empty_standard_input() -> None:
    (found,) = find(["-"], stdin=io.BytesIO(b""))
    assert isinstance(found, InputError)
