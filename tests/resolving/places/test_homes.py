"""The home of an outlet tells which of several places is meant where the report names no country."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from saidso.record import Report
from saidso.resolving.countries import countries
from saidso.resolving.places.homes import home_of
from saidso.resolving.places.places import resolve_spans


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://punchng.com/gunmen-raid-village/", "NGA"),
        ("https://www.punchng.com/gunmen-raid-village/", "NGA"),
        ("https://metro.example.com.pk/a", "PAK"),
        ("http://news.example.ng:8080/a", "NGA"),
        ("https://notpunchng.com/a", None),
        ("https://example.co.uk/a", None),
        ("https://example.com/ng", None),
        ("https://example.tv/a", None),
        ("http://[half/", None),
        ("punchng.com", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_tells_the_home(url: str | None, country: str | None) -> None:
    assert home_of(Report(id="0" * 64, name="r", text="", url=url)) == country


def test_homes_are_countries_and_hosts_stand_once() -> None:
    table = yaml.safe_load(
        files("saidso.resolving.places").joinpath("homes.yaml").read_text(encoding="utf-8")
    )
    assert set(table) <= set(countries())
    hosts = [host for row in table.values() for host in row]
    assert len(hosts) == len(set(hosts))


def test_a_home_counts_only_where_no_country_is_named() -> None:
    text = "Gunmen shot two men in Victoria on Monday."
    span = (text.index("Victoria"), text.index(" on Monday"))
    for home in ("CAN", "SYC"):
        (place,) = resolve_spans(text, [span], home=home)
        assert place is not None
        assert place.country == home
    (named,) = resolve_spans(text + " Seychelles police said so.", [(span)], home="CAN")
    assert named is not None
    assert named.country == "SYC"
