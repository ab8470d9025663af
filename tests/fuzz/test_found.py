"""What fuzzing and soaking found, each as small as it became, and that the invariants themselves bite."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from fuzz.invariants import KINDS, capture_problems, opened, span_problems

from fuzz import seeds
from saidso.capture import Capture, report
from saidso.errors import InputError
from saidso.reader import Reader

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n"


def table(columns: dict[str, list[str]], names: list[str] | None = None) -> bytes:
    """Return a Parquet file, with other names for its columns where they are given."""
    made = pyarrow.table(columns)
    out = io.BytesIO()
    pyarrow.parquet.write_table(made.rename_columns(names) if names else made, out)
    return out.getvalue()


WHOLE = table({"text": [seeds.STORY] * 3})
CAPTURE = {
    "an XML answer that is no feed": ("response", _HEAD + b"x<item>"),
    "a feed that is only a path": ("response", _HEAD + b"/dev/null"),
    "NUL in an address": (
        "warc",
        seeds.CAPTURE["warc"][0].replace(b"news.example/made", b"news.example/m\x00de"),
    ),
    "a Parquet footer that is none": ("parquet", b"PAR1" + bytes(range(200)) + b"\x40\0\0\0PAR1"),
    "a Parquet column with a name that is no text": ("parquet", WHOLE.replace(b"text", b"te\xfft")),
    "two Parquet columns with one name": (
        "parquet",
        table({"a": [seeds.STORY], "b": [seeds.STORY]}, ["text", "text"]),
    ),
    "damaged Parquet pages": ("parquet", WHOLE[:30] + b"\xff" * 60 + WHOLE[90:]),
}
"""As the fuzzer has it: a kind and its bytes."""
SPANS = {
    "marks alone": "“‘’” \" (— ...) ''",
    "one letter beside a mark that joins": "\u200dA\u0301. said",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("case", CAPTURE)
def test_found_by_fuzzing_capture(case: str) -> None:
    kind, data = CAPTURE[case]
    assert list(capture_problems(bytes([KINDS.index(kind)]) + data)) == []
    assert not [f for f in opened(kind, data) if "a fault of saidso" in str(f)]


@pytest.mark.parametrize("case", SPANS)
def test_found_by_fuzzing_spans(reader: Reader, case: str) -> None:
    assert list(span_problems(reader, b"\x00" + SPANS[case].encode())) == []


@pytest.mark.parametrize("kind", seeds.CAPTURE)
def test_where_the_fuzzer_begins_is_read(kind: str) -> None:
    for data in seeds.CAPTURE[kind]:
        assert list(capture_problems(bytes([KINDS.index(kind)]) + data)) == []
        assert any(isinstance(found, Capture) for found in opened(kind, data))


@pytest.mark.parametrize("text", seeds.SPANS)
def test_where_the_fuzzer_begins_holds(reader: Reader, text: bytes) -> None:
    assert list(span_problems(reader, b"\x00" + text)) == []


def test_a_feed_in_an_archive_never_names_a_file_to_open(tmp_path: Path) -> None:
    """feedparser takes bytes for the name of a file first: an archive could have read any file here."""
    secret = tmp_path / "secret.xml"
    secret.write_bytes(seeds.FEED)
    found = list(opened("response", _HEAD + os.fsencode(secret)))
    assert [type(one) for one in found] == [InputError]


def test_parquet_that_unpacks_to_far_too_much_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    schema = pyarrow.schema([("text", pyarrow.string())])
    path = tmp_path / "a.parquet"
    with pyarrow.parquet.ParquetWriter(
        path, schema, compression="zstd", use_dictionary=False
    ) as file:
        for texts in ([seeds.STORY], ["word " * 6_000_000] * 9, [seeds.STORY]):
            file.write_table(pyarrow.table({"text": texts}, schema))
    first, bomb, last = opened("parquet", path.read_bytes())
    assert isinstance(first, Capture)
    assert isinstance(last, Capture)
    assert str(bomb).startswith("made.parquet, rows 2 to 10: they unpack to far more")
    assert last.name == "made.parquet:11"


def test_a_text_of_marks_is_refused_before_it_costs_a_minute() -> None:
    (found,) = opened("txt", (seeds.STORY + "“a ‘b " * 50_000).encode())
    assert isinstance(found, Capture)
    with pytest.raises(InputError, match="more than 120,000 words and marks"):
        report(found)
