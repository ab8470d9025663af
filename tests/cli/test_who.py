"""`saidso who` as a user meets it, and what it says of who speaks alone."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from conftest import plain_report
from saidso.cli.who import Speaker, show, speakers
from saidso.reader import Reader
from saidso.record import Record

STORY = (
    "Gunmen killed two guards at a mill near Gao in Mali on Monday, police said. "
    "“Four of my men are dead,” Alda Neves, a miller, told Reuters. The army denied that anyone had "
    "died.\n\nAn official, who spoke on condition of anonymity because the case is open, said two guards "
    "had been killed. The Courier reported that police said the attackers had fled."
)


@pytest.fixture(scope="module")
def record() -> Record:
    return Reader().read(plain_report(STORY))


@pytest.fixture(scope="module")
def found(record: Record) -> dict[str, Speaker]:
    return {s.name.lower(): s for s in speakers(record).speakers}


def test_each_speaker_has_kind_and_words(found: dict[str, Speaker]) -> None:
    assert found["police"].kind == "organisation"
    assert found["alda neves"].kind == "named"
    assert found["alda neves"].role == "a miller"
    assert found["an official"].kind == "anonymous"
    assert found["an official"].reason == "because the case is open"
    assert found["alda neves"].says[0].through == ["Reuters"]
    assert found["alda neves"].says[0].quotation == "direct"
    assert found["army"].says[0].stance == "denies"


def test_who_only_passes_on_does_not_say_it_twice(found: dict[str, Speaker]) -> None:
    assert found["courier"].says[0].passes_on == ["police"]


def test_the_police_are_one_speaker_by_any_name() -> None:
    """ "Cops" and "police officials" are the police; "a police officer" is somebody."""
    text = (
        "Cops said two men were shot in Tarvin on Monday. Police said a third man had fled.\n\n"
        "The police officials said they had no suspects. A police officer said he saw a car."
    )
    names = [s.name for s in speakers(Reader().read(plain_report(text))).speakers]
    assert names[:2] == ["Cops", "A police officer"]


def test_claims_alone_are_those_that_nobody_else_makes(
    record: Record, found: dict[str, Speaker]
) -> None:
    slots = {c.id: (c.slot, c.value) for c in record.claims}
    assert ("killed", 2) not in [slots[c] for c in found["police"].alone]
    assert ("killed", 2) in [slots[c] for c in found["police"].claims]
    for speaker in found.values():
        assert set(speaker.alone) <= set(speaker.claims)
    assert {c for s in found.values() for c in s.claims} == set(slots)


def test_a_statement_by_somebody_is_no_second_voice() -> None:
    """What only the ministry and its own statement say rests on the ministry alone."""
    text = (
        "A statement from the Mines Ministry said five miners were killed in an attack in Tarvin on "
        "Monday.\n\nThe Mines Ministry said five miners were killed. The statement said a shaft had burnt."
    )
    record = Reader().read(plain_report(text))
    one = next(s for s in speakers(record).speakers if "Mines Ministry" in s.name)
    killed = {c.id for c in record.claims if c.slot == "killed" and c.low == 5}
    assert len(one.says) == 3
    assert killed
    assert killed <= set(one.alone)


def test_print_says_what_others_say_too_and_what_footage_shows() -> None:
    text = (
        "Gunmen killed two guards at a mill in Tarvin on Monday, police said. A nurse said two guards were "
        "killed in the attack. Part of the video shows men firing at the mill."
    )
    screen = Console(width=100, record=True, file=io.StringIO())
    show(Reader().read(plain_report(text)), screen)
    printed = screen.export_text()
    assert "others say, too: " in printed
    assert "the video  footage\n  shows men firing at the mill" in printed


def test_counts_are_printed_as_everywhere() -> None:
    text = "Many villagers were killed in Gao, Rui Alves, a doctor, said. Guards fled, he said."
    screen = Console(width=120, record=True, file=io.StringIO())
    show(Reader().read(plain_report(text)), screen)
    assert "killed 3 or more" in screen.export_text()


@pytest.mark.parametrize("width", [80, 120])
def test_print_fits_the_screen(record: Record, width: int) -> None:
    screen = Console(width=width, record=True, file=io.StringIO())
    show(record, screen)
    lines = screen.export_text().splitlines()
    assert any("Alda Neves, a miller" in line for line in lines)
    assert any("through Reuters" in line for line in lines)
    assert all(len(line.rstrip()) <= width for line in lines)


def test_command(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "saidso", "who", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True)

    plain = run("story.txt")
    assert plain.returncode == 0, plain.stderr
    assert b"only they say" in plain.stdout
    assert not (tmp_path / "saidso.db").exists()
    found = json.loads(run("story.txt", "--json").stdout)
    assert found["schema"] == "saidso/speakers/1"
    assert found["report"] == "story.txt"
    missing = run("nothing.txt")
    assert missing.returncode == 1
    assert missing.stderr.startswith(b"saidso: ")
