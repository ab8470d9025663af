"""Parquet at the door: a row is a report, the same as a line of JSON Lines with its fields."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pyarrow
import pyarrow.parquet
import pytest

from saidso.capture import Capture, find, report
from saidso.errors import InputError

TEXT = "Two farmers were wounded when gunmen opened fire on a market in the town of Darvo."


def written(path: Path, rows: list[dict[str, Any]], **how: Any) -> Path:
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path, **how)
    return path


def found(path: Path) -> list[Capture | InputError]:
    return list(find([str(path)]))


def test_row_is_a_line(tmp_path: Path) -> None:
    """Row groups and compression change nothing of what is captured."""
    rows = [{"id": f"r{n}", "text": f"{TEXT} {n}", "title": None, "crawler": n} for n in range(70)]
    ids = []
    for name, how in (
        ("a.parquet", {"row_group_size": 7, "compression": "zstd"}),
        ("b.parquet", {"compression": "none"}),
    ):
        captures = found(written(tmp_path / name, rows, **how))
        assert [c.name for c in captures] == [f"r{n}" for n in range(70)]
        ids.append([c.sha256 for c in captures if isinstance(c, Capture)])
    assert ids[0] == ids[1]
    (tmp_path / "c.jsonl").write_bytes(msgspec.json.encode({"id": "r0", "text": f"{TEXT} 0"}))
    (line,) = found(tmp_path / "c.jsonl")
    assert isinstance(line, Capture)
    assert line.sha256 == ids[0][0]


@pytest.mark.parametrize(
    "day",
    ["2021-05-04", datetime.date(2021, 5, 4), datetime.datetime(2021, 5, 4, 23, 0)],
    ids=["text", "date", "time"],
)
def test_day_of_publication_of_any_type(tmp_path: Path, day: object) -> None:
    (one,) = found(written(tmp_path / "a.parquet", [{"text": TEXT, "published": day}]))
    assert isinstance(one, Capture)
    assert one.name == "a.parquet:1"
    published = report(one).published
    assert published is not None
    assert published.edtf == "2021-05-04"


def test_html_as_bytes(tmp_path: Path) -> None:
    html = f"<html><body><article><p>{TEXT}</p></article></body></html>".encode()
    (one,) = found(written(tmp_path / "a.parquet", [{"html": html}]))
    assert isinstance(one, Capture)
    assert "gunmen opened fire" in report(one).text


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([{"body": TEXT}], 'neither a column "text" nor "html"'),
        ([{"text": 7}], 'neither "text" nor "html"'),
        ([{"text": Decimal("1.5")}], "this line"),
        ([{"text": None, "html": ""}], 'neither "text" nor "html"'),
        ([{"text": {"a": [1]}}], 'neither "text" nor "html"'),
        ([{"text": "x" * 21_000_000}], "larger than 20 MB"),
    ],
)
def test_row_that_is_no_report(tmp_path: Path, rows: list[dict[str, Any]], what: str) -> None:
    (one,) = found(written(tmp_path / "a.parquet", rows))
    if isinstance(one, Capture):
        with pytest.raises(InputError):
            report(one)
        return
    assert what in str(one)


def test_file_that_is_cut_off_or_none_or_empty(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.parquet", [{"text": TEXT}] * 50).read_bytes()
    for data in (whole[:-20], whole[:40], b"PAR1", b"", whole[:30] + b"\xff" * 60 + whole[90:]):
        (tmp_path / "b.parquet").write_bytes(data)
        problems = [one for one in found(tmp_path / "b.parquet") if isinstance(one, InputError)]
        assert problems, data[:10]
        assert "\n" not in str(problems[0])
    empty = pyarrow.table({"text": pyarrow.array([], pyarrow.string())})
    pyarrow.parquet.write_table(empty, tmp_path / "c.parquet")
    (one,) = found(tmp_path / "c.parquet")
    assert "the file is empty" in str(one)
