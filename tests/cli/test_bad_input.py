"""Bad input as a hostile user gives it: one clear line each, everything else read, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from saidso.record import decode

STORY = (
    "Gunmen kidnapped two engineers near the town of Gao in Mali on Monday, the mayor said.\n\n"
    "The foreign ministry said that it was aware of the case and spoke with the families.\n"
)
ACCENTS = STORY.replace("engineers", "café owners — “well known”")
GERMAN = (
    "Die Soldaten wurden am Montag in der Nähe der Grenze beschossen, und drei von ihnen sind nach"
    " Angaben des Ministeriums schwer verletzt worden. "
)
CHINESE = "枪手周一在马里加奥镇附近绑架了两名工程师。" * 9
JAPANESE = "武装集団が月曜日、技術者二人を誘拐したと市長が述べた。" * 9
PAGE = "<html><head><meta charset='utf-8'></head><body><article>{}</article></body></html>"
READ = {
    "cp1252.txt": ACCENTS.encode("cp1252"),
    "declared.html": PAGE.format(f"<p>{ACCENTS * 3}</p>").encode("cp1252"),
    "mixed.txt": ACCENTS.encode() + ACCENTS.encode("cp1252"),
    "utf16.txt": ACCENTS.encode("utf-16"),
    "wide.txt": STORY.encode("utf-16-be"),
    "bytes.txt": STORY.encode() + b"\xff\xfe\x80" + STORY.encode(),
    "nul.txt": STORY.replace("Gao", "G\0ao").encode(),
    "bidi.txt": STORY.replace("two", "\u202eowt\u202c").encode(),
    "quoted.txt": (STORY * 3 + GERMAN).encode(),
}
REFUSED = {
    "binary.txt": (bytes(range(256)) * 50, "binary data"),
    "chinese.txt": (CHINESE.encode("gb18030"), "Chinese"),
    "deep.html": (PAGE.format("<div>" * 50_000 + STORY).encode(), "nested too deep"),
    "deep.jsonl": (b'{"text": "x", "y": ' + b"[" * 100_000, "nested too deep"),
    "empty.txt": (b"", "empty"),
    "german.html": (PAGE.format(f"<p>{GERMAN * 3}</p>").encode(), "German"),
    "half.jsonl": (json.dumps({"text": STORY}).encode()[:-40], "not valid JSON"),
    "large.html": (b"<p>" + b"word " * 5_000_000, "larger than 20 MB"),
    "long.jsonl": (b'{"text": "' + b"word " * 5_000_000, "larger than 20 MB"),
    "paper.pdf": (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    "shell.html": (PAGE.format("<div id=app></div>").encode(), "no article"),
    "sjis.txt": (JAPANESE.encode("shift-jis"), "Japanese"),
    "surrogate.jsonl": (b'{"text": "Gunmen \\ud800 fled"}', "not valid JSON"),
    "token.txt": (b"x" * 1_000_000, "longer than 500,000"),
}


def saidso(*arguments: str, cwd: Path, shell: str = "") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "saidso", *arguments]
    if shell:
        command = ["sh", "-c", f'"$@" {shell}', "sh", *command]
    return subprocess.run(command, cwd=cwd, capture_output=True)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path


def test_a_folder_of_good_and_bad_files(tmp_path: Path) -> None:
    """Every file is read or named once, in order; the store is whole after it."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, data in READ.items():
        (folder / name).write_bytes(data)
    for name, (data, _) in REFUSED.items():
        (folder / name).write_bytes(data)
    out = saidso("read", "folder", "nothing.html", "--json", "--store", "s.db", cwd=tmp_path)
    assert out.returncode == 1
    records = [decode(line) for line in out.stdout.splitlines()]
    assert [r.report.name for r in records] == sorted(READ)
    assert all(r.incidents and r.incidents[0].type == "kidnapping" for r in records)
    accents = [r.report.text for r in records if "café" in r.report.text]
    assert len(accents) == 4
    assert all("café owners — “well known”" in text for text in accents)
    errors = out.stderr.decode().splitlines()
    assert len(errors) == len(REFUSED) + 1, errors
    for name, error in zip(sorted(REFUSED), errors, strict=False):
        assert error.startswith(f"saidso: folder/{name}"), error
        assert REFUSED[name][1] in error
    assert errors[-1].startswith("saidso: nothing.html: there is no such file")
    whole = saidso("verify", "--store", "s.db", cwd=tmp_path)
    assert whole.returncode == 0, whole.stderr
    assert f"{len(READ)} records".encode() in whole.stdout


@pytest.mark.parametrize(
    ("arguments", "shell", "code", "said"),
    [
        (("read", "story.txt", "--json"), "> /dev/full", 1, "cannot be written: no space left"),
        (("read", "story.txt"), "> /dev/full", 1, "cannot be written: no space left"),
        (("schema",), "> /dev/full", 1, "cannot be written: no space left"),
        (("read", "-", "--json"), "<&-", 1, "standard input is closed"),
        (("read", "story.txt", "--json", "--jobs", "2", "--model", "."), "", 1, "lacks encoder"),
        (("read", "story.txt", "--jobs", "2", "--types", "no.yaml"), "", 2, "no.yaml"),
        (("read", "story.txt", "--published", "2017-13-45"), "", 2, "is not a date"),
        (("read", "story.txt", "--store", "."), "", 1, "it is a folder"),
        (("read", "story.txt", "--store", "story.txt"), "", 1, "not a SQLite database"),
        (("read", "story.txt", "--store", "no/s.db"), "", 1, "cannot be opened"),
        (("bench", "speed", "--threads", "x"), "", 2, "no numbers of threads"),
    ],
)
def test_calls_that_go_wrong_say_so_in_one_line(
    story: Path, arguments: tuple[str, ...], shell: str, code: int, said: str
) -> None:
    if "/dev/full" in shell and not os.path.exists("/dev/full"):
        shell = shell.replace("/dev/full", "/dev/null; exit 1")
    out = saidso(*arguments, cwd=story, shell=shell)
    assert out.returncode == code
    (line,) = out.stderr.decode().splitlines()
    assert line.startswith("saidso: ")
    assert said in line


def test_nobody_listens(story: Path) -> None:
    """A closed output, or one that is closed while we write, is no error of ours."""
    assert saidso("read", "story.txt", "--json", cwd=story, shell=">&-").stderr == b""
    assert saidso("schema", cwd=story, shell="| head -c 1").stderr == b""


def test_output_holds_no_control_characters_of_the_page(tmp_path: Path) -> None:
    name = "a\nb\x1b[31m\u202e"
    line = {"id": name, "title": "\x1b]0;x\x07T", "outlet": "[red]P[/red]", "text": STORY}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    read = saidso("read", "a.jsonl", cwd=tmp_path).stdout.decode()
    assert "[red]P[/red]" in read
    for shown in (read, saidso("show", cwd=tmp_path).stdout.decode()):
        assert r"a\nb\x1b[31m\u202e" in shown.replace("\n", "")
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
