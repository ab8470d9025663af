"""An imported dump of GeoNames is looked up beside the gazetteer of the package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from saidso.cli.gazetteer import command
from saidso.errors import InputError
from saidso.resolving.places import gazetteer, imported, readings
from saidso.resolving.places.places import resolve_places

ROWS = [
    (
        900000001,
        "Zorvenka",
        "Zorvenka",
        "Zorvyenka,Зорвенка",
        48.61,
        37.91,
        "P",
        "PPL",
        "UA",
        "05",
        140,
    ),
    (900000002, "Tel Quraysh", "Tel Quraysh", "", 35.9, 36.6, "T", "HLL", "SY", "12", 0),
    (900000003, "Wadi Harun", "Wadi Harun", "", 33.4, 43.1, "H", "WAD", "IQ", "01", 0),
    (900000004, "Ukraine", "Ukraine", "", 49.0, 32.0, "A", "PCLI", "UA", "00", 41000000),
    (900000005, "Old Zorvenka", "Old Zorvenka", "", 48.7, 37.9, "P", "PPLH", "UA", "05", 0),
]


def line(row: tuple[object, ...]) -> str:
    """Return a line of the table of GeoNames, 19 columns."""
    id_, name, plain, other, lat, lon, sort, code, country, first, people = row
    columns = [id_, name, plain, other, lat, lon, sort, code, country, "", first, "", "", ""]
    return "\t".join(str(c) for c in [*columns, people, "", "", "Europe/Kyiv", "2020-01-01"])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep imported places in a folder of the test, and forget what was looked up before."""
    monkeypatch.setenv("SAIDSO_DATA", str(tmp_path / "data"))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    imported._opened.cache_clear()
    gazetteer.named.cache_clear()
    readings.readings.cache_clear()
    readings.tokens.cache_clear()


@pytest.mark.parametrize("kind", ["txt", "zip"])
def test_an_imported_village_is_found(folder: Path, kind: str) -> None:
    text = "\n".join(line(r) for r in ROWS) + "\n"
    dump = folder / f"dump.{kind}"
    if kind == "txt":
        dump.write_text(text, "utf-8")
    else:
        with ZipFile(dump, "w") as archive:
            archive.writestr("readme.txt", "no places here")
            archive.writestr("UA.txt", text)
    before = "A mine went off near Zorvenka, Ukrainian officials said."
    assert resolve_places(["Zorvenka"], before) == [None]
    forget()
    result = CliRunner().invoke(command, ["import", str(dump)])
    assert result.exit_code == 0, result.output
    assert "3 places of dump" in result.output
    (place,) = resolve_places(["Zorvenka"], before)
    assert place is not None
    assert (place.country, place.admin1, place.gazetteer) == (
        "UKR",
        "Donetsk",
        "geonames:900000001",
    )
    (hill,) = resolve_places(["Tel Quraysh"], "Syrian troops left Tel Quraysh.")
    assert hill is not None
    assert (hill.country, hill.kind) == ("SYR", "region")
    (homs,) = resolve_places(["Homs"], "Shells fell on Homs, Syria.")
    assert homs is not None
    assert homs.kind == "city"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"one\ttwo\n", "2 columns"),
        ("b.txt", b"\xff\xfe\x00", "UTF-8"),
        ("c.txt", b"", "no places"),
        ("d.zip", b"no zip", "cannot be read"),
    ],
)
def test_what_is_no_dump_is_named_and_leaves_nothing(
    folder: Path, name: str, content: bytes, says: str
) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(InputError, match=says):
        imported.import_dump(folder / name, imported.path())
    assert not list((folder / "data").glob("*"))


def test_a_bad_dump_leaves_the_import_before(folder: Path) -> None:
    good = folder / "good.txt"
    good.write_text(line(ROWS[0]) + "\n", "utf-8")
    imported.import_dump(good, imported.path())
    bad = folder / "bad.txt"
    bad.write_text("nothing\n", "utf-8")
    with pytest.raises(InputError):
        imported.import_dump(bad, imported.path())
    forget()
    assert [e.name for e in gazetteer.named("zorvenka")] == ["Zorvenka"]


def test_a_missing_file_is_a_usage_error(folder: Path) -> None:
    result = CliRunner().invoke(command, ["import", str(folder / "nowhere.zip")])
    assert result.exit_code == 2
    assert "there is no file" in result.output
