"""`saidso incidents` and `saidso incident`: real processes on the sample reports of one blast."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from saidso.linked import decode_incident

BLAST = Path(__file__).parents[2] / "src/saidso/samples/market-blast.jsonl"
COPY = "market-blast-copy"


def saidso(*arguments: str, cwd: Path, columns: int = 80) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "saidso", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={"COLUMNS": str(columns), "PATH": "", "PYTHONPATH": ":".join(sys.path)},
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the two reports of the blast, a copy of the one, and another incident."""
    folder = tmp_path_factory.mktemp("desk")
    wire, local = (json.loads(line) for line in BLAST.read_text().splitlines())
    copy = {**wire, "id": COPY, "outlet": "Delta Post", "published": "2017-06-23"}
    copy["text"] = wire["text"].replace("at least 17", "17")
    other = {
        "id": "clash",
        "outlet": "Delta Post",
        "published": "2019-03-05",
        "text": "Gunmen killed two guards near Gao in Mali on Monday, the mayor said.",
    }
    lines = "".join(json.dumps(r) + "\n" for r in (wire, local, copy, other))
    (folder / "reports.jsonl").write_text(lines)
    out = saidso("read", "reports.jsonl", cwd=folder)
    assert out.returncode == 0, out.stderr
    return folder


def test_json_is_the_contract(desk: Path) -> None:
    out = saidso("incidents", "--json", "--text", "Potiskum", "--main", cwd=desk)
    (line,) = out.stdout.splitlines()
    assert json.loads(line)["schema"] == "saidso/incident/1"
    incident = decode_incident(line)
    assert incident.type == "bombing"
    assert set(incident.reports) == {"market-blast-wire", "market-blast-local", COPY}
    assert sorted(len(o.reports) for o in incident.origins) == [1, 2]
    killed = incident.slots["killed"]
    assert killed.verdict == "differ"
    assert {g.value for g in killed.groups} >= {14, 17, 23}
    assert killed.summary is not None
    assert (killed.summary.low, killed.summary.high) == (14, 23)
    assert "origins" in killed.summary.rule


@pytest.mark.parametrize(
    ("options", "types"),
    [
        (["--country", "Nigeria"], {"bombing"}),
        (["--country", "MLI"], {"killing"}),
        (["--type", "bombing"], {"bombing"}),
        (["--since", "2018-01-01"], {"killing"}),
        (["--until", "2018-01-01"], {"bombing"}),
        (["--text", '"traders\' union"'], {"bombing"}),
        (["--text", "guard* mayor"], {"killing"}),
        (["--limit", "1"], {"killing"}),
        (["--type", "arson"], set()),
    ],
)
def test_filters(desk: Path, options: list[str], types: set[str]) -> None:
    out = saidso("incidents", "--json", "--main", *options, cwd=desk)
    assert out.returncode == 0, out.stderr
    assert {decode_incident(line).type for line in out.stdout.splitlines()} == types


@pytest.mark.parametrize("columns", [80, 120])
def test_list_fits_the_terminal(desk: Path, columns: int) -> None:
    out = saidso("incidents", cwd=desk, columns=columns)
    assert max(map(len, out.stdout.splitlines())) <= columns
    assert "≠ differ" in out.stdout
    assert "Potiskum" in out.stdout


@pytest.mark.parametrize("columns", [80, 120])
def test_matrix_shows_differences_by_word_and_sign(desk: Path, columns: int) -> None:
    out = saidso("incident", "market-blast-wire", cwd=desk, columns=columns)
    assert out.returncode == 0, out.stderr
    assert max(map(len, out.stdout.splitlines())) <= columns
    killed = next(x for x in out.stdout.splitlines() if x.lstrip().startswith("killed    "))
    assert "≠ differ" in killed
    assert "17 (14–23)" in out.stdout
    assert "the same text: one origin" in out.stdout
    assert "2 origins" in out.stdout


def test_what_a_copy_changed_is_shown(desk: Path) -> None:
    """The copy dropped "at least": its number is harder than that of the first print."""
    out = saidso("incident", COPY, cwd=desk, columns=120)
    changed = out.stdout.split("What copies changed")[1]
    assert "modifier, harder" in changed
    assert f"({COPY} against market-blast-wire)" in changed


def test_without_a_speaker(desk: Path) -> None:
    whole = decode_incident(saidso("incident", COPY, "--json", cwd=desk).stdout)
    out = saidso("incident", COPY, "--without", "police", "--json", cwd=desk)
    left = decode_incident(out.stdout)
    assert left.without is not None
    assert left.without.names == ["police"]
    assert left.without.claims > 0
    values = {g.value for g in left.slots["killed"].groups}
    assert values == {g.value for g in whole.slots["killed"].groups} - {14}
    shown = saidso("incident", COPY, "--without", "police", "--without", "B", cwd=desk)
    assert "Without police, B" in shown.stdout


def test_errors_are_one_line_and_say_what_to_do(desk: Path) -> None:
    for arguments, code, said in (
        (["incident", "h0000"], 1, "there is no incident h0000"),
        (["incident", COPY, "--without", "the mayor of Gao"], 2, "nobody called the mayor of Gao"),
        (["incidents", "--country", "Atlantis"], 2, "no such country"),
        (["incidents", "--since", "June"], 2, "give a day like"),
        (["incidents", "--type", "bombs"], 2, "no incident type bombs"),
        (["incidents", "--agreements", "none.yaml"], 2, "cannot be read"),
    ):
        out = saidso(*arguments, cwd=desk)
        assert out.returncode == code, arguments
        assert said in out.stderr
        assert len(out.stderr.splitlines()) == 1
