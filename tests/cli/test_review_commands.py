"""`saidso reviewer`, `saidso decisions` and what lists show of decisions: real processes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from saidso.decision import Value, decode_decision
from saidso.store import Query, open_store

BLAST = Path(__file__).parents[2] / "src/saidso/samples/market-blast.jsonl"
LOCAL = "market-blast-local"


def saidso(
    *arguments: str, cwd: Path, columns: int = 120, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "saidso", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        env={"COLUMNS": str(columns), "PATH": "", "PYTHONPATH": ":".join(sys.path)},
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the two reports of the blast, on which two people decided."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "reports.jsonl").write_text(BLAST.read_text())
    out = saidso("read", "reports.jsonl", cwd=folder)
    assert out.returncode == 0, out.stderr
    with open_store(folder / "saidso.db") as store:
        (line,) = store.shelf(Query(main=True))
        record = store.account(line.id).records[LOCAL]
        toll = next(c for c in record.claims if c.slot == "killed")
        other = next(c for c in record.claims if c.slot not in ("killed", "event"))
        store.decide.edit(LOCAL, toll.id, Value(value=99), by="Anna", why="the text says so")
        store.decide.reject(LOCAL, other.id, by="Bo")
        store.decide.confirm(line.id, by="Anna")
        store.decide.flag(line.id, by="Bo")
        store.decide.undo(2, by="Anna", why="it does say so")
    return folder


def test_log_is_printed_newest_first(desk: Path) -> None:
    out = saidso("decisions", cwd=desk)
    assert out.returncode == 0, out.stderr
    lines = [line for line in out.stdout.splitlines() if line.strip()[:1].isdigit()]
    assert [int(line.split()[0]) for line in lines][:5] == [5, 4, 3, 2, 1]
    assert "undid 2" in lines[0]
    assert "undone" in lines[3]
    assert "→ 99" in out.stdout
    assert "the text says so" in out.stdout


def test_log_as_json_is_the_entries(desk: Path) -> None:
    out = saidso("decisions", "--json", "--reviewer", "Bo", cwd=desk)
    found = [json.loads(line) for line in out.stdout.splitlines()]
    assert [(d["n"], d["kind"], d["in_force"]) for d in found] == [
        (4, "flag", True),
        (2, "reject", False),
    ]
    for one in found:
        one.pop("in_force")
        assert decode_decision(json.dumps(one)).by == "Bo"


def test_log_of_an_incident(desk: Path) -> None:
    out = saidso("decisions", "--json", "--incident", LOCAL, "--limit", "2", cwd=desk)
    assert [json.loads(line)["n"] for line in out.stdout.splitlines()] == [5, 4]
    assert saidso("decisions", "--incident", "h0000000", cwd=desk).returncode == 1


def test_list_and_page_show_what_people_decided(desk: Path) -> None:
    listed = saidso("incidents", "--status", "confirmed", cwd=desk)
    assert "confirmed" in listed.stdout
    assert "flagged" in listed.stdout
    assert "1 incident " in listed.stdout
    page = saidso("incident", LOCAL, cwd=desk)
    assert "confirmed by Anna" in page.stdout
    assert "edited by Anna" in page.stdout
    one = json.loads(saidso("incident", LOCAL, "--json", cwd=desk).stdout)
    assert (one["status"], one["decided"]["by"]) == ("confirmed", "Anna")


def test_nothing_is_read_otherwise(desk: Path) -> None:
    out = saidso("decisions", "--differences", cwd=desk)
    assert "Nothing is read otherwise" in out.stdout
    assert saidso("decisions", "--differences", "--json", cwd=desk).stdout == ""
    wrong = saidso("decisions", "--differences", "--reviewer", "Bo", cwd=desk)
    assert wrong.returncode == 2


def test_reviewers_are_added_listed_and_deactivated(tmp_path: Path) -> None:
    at = ("--store", "s.db")
    added = saidso(
        *("reviewer", "add", "Anna Ek", "--role", "supervisor", "--password-stdin", *at),
        cwd=tmp_path,
        stdin="a long pass phrase\n",
    )
    assert (added.returncode, added.stdout) == (0, "added Anna Ek, supervisor\n")
    saidso("reviewer", "add", "Bo", "--no-password", *at, cwd=tmp_path)
    assert saidso("reviewer", "deactivate", "Bo", *at, cwd=tmp_path).returncode == 0
    listed = saidso("reviewer", "list", *at, cwd=tmp_path).stdout
    assert "Anna Ek" in listed
    assert "deactivated" in listed
    found = [
        json.loads(line)
        for line in saidso("reviewer", "list", "--json", *at, cwd=tmp_path).stdout.splitlines()
    ]
    assert [(r["name"], r["role"], r["has_password"]) for r in found] == [
        ("Anna Ek", "supervisor", True),
        ("Bo", "coder", False),
    ]
    changed = saidso(
        *("reviewer", "password", "Bo", "--password-stdin", *at),
        cwd=tmp_path,
        stdin="another pass phrase\n",
    )
    assert changed.returncode == 0
    saidso("reviewer", "activate", "Bo", *at, cwd=tmp_path)
    with open_store(tmp_path / "s.db") as store:
        assert store.reviewers.check("Bo", "another pass phrase") is not None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "Cy", "--password-stdin"), "8 to 1024"),
        (("add", "Cy"), "no terminal"),
        (("deactivate", "Cy"), "no reviewer Cy"),
        (("password", "Cy", "--password-stdin"), "no reviewer Cy"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    open_store(tmp_path / "saidso.db").close()
    out = saidso("reviewer", *arguments, cwd=tmp_path, stdin="short\n")
    assert out.returncode == 2
    assert said in out.stderr
    assert len(out.stderr.splitlines()) == 1


def test_agreement_says_when_there_is_too_little(desk: Path) -> None:
    out = saidso("agreement", "Anna", "Bo", cwd=desk)
    assert out.returncode == 0
    assert "nothing that both Anna and Bo decided" in out.stdout
    found = json.loads(saidso("agreement", "Anna", "Bo", "--json", cwd=desk).stdout)
    assert found["overall"]["alpha"] is None
    assert "too little" in found["overall"]["why"]


def test_sample_is_drawn_once_and_listed(desk: Path) -> None:
    assert "no sample yet" in saidso("sample", cwd=desk).stdout
    drawn = saidso("sample", "spring", "--for", "Anna", "Bo", "--count", "5", cwd=desk)
    assert "spring: 1 of 1 incidents for Anna and Bo, seed 1" in drawn.stdout
    listed = [json.loads(one) for one in saidso("sample", "--json", cwd=desk).stdout.splitlines()]
    assert [(s["name"], len(s["incidents"])) for s in listed] == [("spring", 1)]
    assert saidso("sample", "spring", "--for", "Anna", "Bo", cwd=desk).returncode == 2
    assert saidso("agreement", "Anna", "Bo", "--sample", "autumn", cwd=desk).returncode == 2


PAGE = """<html><head><title>Two guards killed at a mill near Gao</title></head><body><article>
<h1>Two guards killed at a mill near Gao</h1>
<p>Gunmen killed two guards at a mill near Gao on Monday, police said.</p>
<p>The guards were asleep when the men came over the wall, the owner of the mill said on Tuesday.</p>
<p>Also read: Gunmen wounded seven people on the road to the mill, the mayor said.</p>
</article></body></html>"""


def test_text_marked_as_body_is_read_the_next_time(tmp_path: Path) -> None:
    """What capture took for a teaser gives claims once somebody says that it is body, and stays so."""
    (tmp_path / "mill.html").write_text(PAGE)

    def injured() -> list[int | str | None]:
        out = saidso("read", "mill.html", "--store", "desk.db", cwd=tmp_path)
        assert out.returncode == 0, out.stderr
        with open_store(tmp_path / "desk.db") as store:
            return [c.value for c in store.record("mill.html").claims if c.slot == "injured"]

    assert injured() == []
    with open_store(tmp_path / "desk.db") as store:
        text = store.record("mill.html").report.text
        span = (text.index("Gunmen wounded"), text.index("the mayor said.") + 15)
        mark = store.decide.mark("mill.html", span, False, by="Anna")
    assert injured() == [7]
    assert injured() == [7]
    with open_store(tmp_path / "desk.db") as store:
        assert not list(store.verify())
        store.decide.undo(mark.n, by="Anna")
    assert injured() == []
