"""Releases: the same store gives the same id; what changed is told claim by claim."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from made_desk import report

from saidso.casefile import CaseFile
from saidso.decision import Value
from saidso.errors import InputError
from saidso.exchange.changes import Changes, Difference
from saidso.exchange.datasets import Dataset
from saidso.exchange.holdings import Holdings
from saidso.exchange.releases import Release, gather
from saidso.exchange.releases import read as read_into
from saidso.linked import decode_incident
from saidso.store import open_store

BY = "anna"


def _add(place: Path, *numbers: int, version: str = "1") -> None:
    with open_store(place) as store:
        for n in numbers:
            record = report(n, town=n % 2, dead=2 + n % 2, hurt=20 + n, version=version)
            data = record.report.text.encode()
            store.add(record, data, media="text", name=record.report.name)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    _add(tmp_path / "s.db", *range(6))
    return tmp_path / "s.db"


def _dataset(place: Path) -> Dataset:
    with open_store(place) as store, Holdings() as found:
        gather(CaseFile(store).every(), found)
        return found.dataset()


def read(folder: Path) -> tuple[Release, Dataset]:
    with Holdings() as found:
        return read_into(folder, found), found.dataset()


def compare(before: Dataset, after: Dataset) -> Changes:
    with Holdings() as old, Holdings() as new:
        old.fill(before)
        new.fill(after)
        with Difference(old, new) as found:
            return found.whole()


def _saidso(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "saidso", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def _changed(place: Path, before: Dataset) -> Changes:
    return compare(before, _dataset(place))


def _ids(place: Path) -> list[str]:
    return [one.id for one in _dataset(place).incidents]


def test_same_store_gives_the_same_release(desk: Path, tmp_path: Path) -> None:
    """Also when the reports came in another order, and when it is released again."""
    _add(tmp_path / "other.db", 5, 3, 1, 0, 2, 4)
    ids = []
    for store, out in (("s.db", "r1"), ("s.db", "r2"), ("other.db", "r3")):
        done = _saidso("release", "--store", store, "--out", out, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        ids.append(json.loads((tmp_path / out / "release.json").read_text())["id"])
        checked = subprocess.run(
            ["sha256sum", "--strict", "-c", "manifest-sha256.txt"], cwd=tmp_path / out
        )
        assert checked.returncode == 0
    assert len(set(ids)) == 1
    assert "nothing changed" in _saidso("diff", "r1", "other.db", cwd=tmp_path).stdout
    second = json.loads((tmp_path / "r2" / "release.json").read_text())
    assert second["previous"] == ids[0]
    whole = _saidso("verify", "--store", "s.db", cwd=tmp_path)
    assert "released" not in whole.stderr


def test_report_more_changes_its_incident(desk: Path) -> None:
    before = _dataset(desk)
    _add(desk, 8)
    found = _changed(desk, before)
    assert (found.added, found.removed, found.merged, found.split) == ([], [], [], [])
    (one,) = found.changed
    assert one.removed == [] or all(c.name != "r8" for c in one.removed)
    assert "r8" in {claim.name for claim in one.added}
    assert [name.split()[0] for name in found.reports_added] == ["r8"]
    assert compare(_dataset(desk), before).reports_removed == found.reports_added


def test_confirmed_incident_is_vetted_and_rejected_one_removed(desk: Path, tmp_path: Path) -> None:
    before = _dataset(desk)
    first, second = _ids(desk)[:2]
    with open_store(desk) as store:
        store.decide.confirm(first, by=BY)
        store.decide.reject_incident(second, by=BY)
    found = _changed(desk, before)
    assert [told.incident.id for told in found.removed] == [second]
    assert found.removed[0].claims
    (one,) = found.changed
    assert [(v.fact, v.old, v.new) for v in one.facts] == [("state", "candidate", "vetted")]
    done = _saidso("release", "--store", "s.db", "--out", "r", "--vetted", cwd=tmp_path)
    assert "1 incidents, 1 of them vetted" in done.stdout, done.stderr
    release, dataset = read(tmp_path / "r")
    assert release.state == "vetted"
    assert [one.id for one in dataset.incidents] == [first]


def test_merged_and_split_are_told_with_redirects(desk: Path, tmp_path: Path) -> None:
    first, second = _ids(desk)[:2]
    _saidso("release", "--store", "s.db", "--out", "r1", cwd=tmp_path)
    before = _dataset(desk)
    with open_store(desk) as store:
        store.decide.merge(first, [second], by=BY)
    found = _changed(desk, before)
    (merged,) = found.merged
    assert merged.old == sorted([first, second])
    assert found.removed == found.added == []
    gone = {first, second} - {merged.new}
    assert set(found.redirects) <= gone
    assert all(found.redirects[id] == [merged.new] for id in found.redirects)
    out = _saidso("release", "--store", "s.db", "--out", "r2", cwd=tmp_path)
    assert "1 merged" in out.stdout, out.stdout + out.stderr
    assert set(json.loads((tmp_path / "r2" / "redirects.json").read_text())) == gone
    with open_store(desk) as store:
        store.decide.undo(1, by=BY)
    back = compare(read(tmp_path / "r2")[1], _dataset(desk))
    (split,) = back.split
    assert sorted(split.new) == sorted([first, second])
    third = _saidso("release", "--store", "s.db", "--out", "r3", cwd=tmp_path)
    assert "1 split" in third.stdout
    assert json.loads((tmp_path / "r3" / "redirects.json").read_text()) == {}
    assert "nothing changed" in _saidso("diff", "r1", "r3", cwd=tmp_path).stdout


def test_edited_claim_is_told_with_both_values(desk: Path, tmp_path: Path) -> None:
    before = _dataset(desk)
    claim = next(c for c in before.claims if c.slot == "killed")
    with open_store(desk) as store:
        own = next(c for c in store.record(claim.name).claims if c.slot == "killed")
        store.decide.edit(claim.name, own.id, Value(value=9, low=9, high=9), by=BY)
    (one,) = _changed(desk, before).changed
    assert ("killed", claim.value) in {(c.slot, c.value) for c in one.removed}
    assert ("killed", 9) in {(c.slot, c.value) for c in one.added}
    _saidso("release", "--store", "s.db", "--out", "r", cwd=tmp_path)
    assert "nothing changed" in _saidso("diff", "s.db", "r", cwd=tmp_path).stdout


def test_diff_of_a_release_and_a_store(desk: Path, tmp_path: Path) -> None:
    _saidso("release", "--store", "s.db", "--out", "r", cwd=tmp_path)
    _add(desk, 8)
    told = _saidso("diff", "r", "s.db", cwd=tmp_path)
    assert told.returncode == 1
    assert "1 changed" in told.stdout
    assert "  + killed" in told.stdout
    machine = _saidso("diff", "r", "s.db", "--json", cwd=tmp_path)
    assert msgspec.json.decode(machine.stdout, type=Changes).reports_added


@pytest.mark.parametrize("name", ["claims.jsonl", "incidents.jsonl", "release.json"])
def test_changed_release_is_refused(desk: Path, tmp_path: Path, name: str) -> None:
    _saidso("release", "--store", "s.db", "--out", "r", cwd=tmp_path)
    data = bytearray((tmp_path / "r" / name).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "r" / name).write_bytes(data)
    with pytest.raises(InputError, match=f"{name} is not the file"):
        read(tmp_path / "r")
    out = _saidso("diff", "r", "s.db", cwd=tmp_path)
    assert (out.returncode, len(out.stderr.splitlines())) == (1, 1)


def test_manifest_that_names_files_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest-sha256.txt").write_text("0" * 64 + "  ../secret\n")
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)


def test_lines_of_a_release_are_incidents_by_the_contract(desk: Path, tmp_path: Path) -> None:
    _saidso("release", "--store", "s.db", "--out", "r", cwd=tmp_path)
    for line in (tmp_path / "r" / "incidents.jsonl").read_bytes().splitlines():
        whole = json.loads(line)
        assert decode_incident(json.dumps(whole["incident"]).encode())
        assert whole["state"] == "candidate"
    reports = (tmp_path / "r" / "reports.jsonl").read_text()
    assert "text" not in json.loads(reports.splitlines()[0])


def test_release_that_was_changed_in_the_store_is_found(desk: Path, tmp_path: Path) -> None:
    from made_records import change

    _saidso("release", "--store", "s.db", "--out", "r", cwd=tmp_path)
    change(str(desk), "UPDATE releases SET state = 'vetted'")
    with open_store(desk) as store:
        assert "release 1 was changed after it was made" in [p.what for p in store.verify()]
    change(str(desk), "DELETE FROM releases")
    with open_store(desk) as store:
        assert any("tells of release 1, which" in p.what for p in store.verify())
