"""Attributions: source, cue, content, kind, stance, chains; in our own sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.language.parse import Parse
from saidso.reading.attributions.attributions import find_attributions
from saidso.reading.clauses.hedges import find_hedges
from saidso.reading.entities.entities import find_entities
from saidso.record import Attribution


def attributions(parse: Parse) -> list[Attribution]:
    return find_attributions(parse, find_entities(parse), find_hedges(parse))


def words(parse: Parse, spans: list[tuple[int, int]]) -> str:
    return " … ".join(parse.text[a:b] for a, b in spans)


def the_one(parse: Parse, cue: str) -> Attribution:
    """Return the attribution with this cue word."""
    found = [a for a in attributions(parse) if cue in words(parse, a.cue.spans).split()]
    assert found, [words(parse, a.cue.spans) for a in attributions(parse)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("The mayor said three houses had burned.", "said", "The mayor", "three houses had burned"),
        (
            "Five soldiers were killed, according to the defence ministry.",
            "according",
            "the defence ministry",
            "Five soldiers were killed",
        ),
        (
            "Witnesses told AFP that gunmen had surrounded the clinic.",
            "told",
            "Witnesses",
            "gunmen had surrounded the clinic",
        ),
        (
            "“They came at night,” said Ruben Alcazar, a farmer.",
            "said",
            "Ruben Alcazar",
            "They came at night",
        ),
        (
            "A video posted online showed armed men beating a prisoner.",
            "showed",
            "A video",
            "armed men beating a prisoner",
        ),
        (
            "The army denied that its troops had crossed the river.",
            "denied",
            "The army",
            "its troops had crossed the river",
        ),
        (
            "The bridge, a spokesman for the governor said, was destroyed.",
            "said",
            "a spokesman for the governor",
            "The bridge",
        ),
    ],
)
def test_parts(parse: Callable[..., Parse], text: str, cue: str, source: str, content: str) -> None:
    found = parse(text)
    one = the_one(found, cue)
    assert one.source is not None
    assert source in words(found, one.source.spans)
    assert content in words(found, one.content.spans)


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("Colonel Adam Reyes said the road was mined.", "said", "named"),
        ("A hospital doctor said two men had died.", "said", "role"),
        ("Reuters reported that the port was closed.", "reported", "outlet"),
        ("The foreign ministry said the talks had failed.", "said", "organisation"),
        ("Footage showed smoke rising over the market.", "showed", "footage"),
        ("Sources said the hostages were alive.", "said", "anonymous"),
        (
            "An official, who spoke on condition of anonymity, said the raid had failed.",
            "said",
            "anonymous",
        ),
    ],
)
def test_kind_of_source(parse: Callable[..., Parse], text: str, cue: str, kind: str) -> None:
    one = the_one(parse(text), cue)
    assert one.source is not None
    assert one.source.kind == kind


@pytest.mark.parametrize(
    ("text", "cue", "stance"),
    [
        ("The rebels denied that they had shelled the camp.", "denied", "denies"),
        ("The envoy demanded that both sides withdraw.", "demanded", "demands"),
        ("The general promised that the men would be freed.", "promised", "promises"),
        ("Police said the fire was an accident.", "said", "asserts"),
    ],
)
def test_stance(parse: Callable[..., Parse], text: str, cue: str, stance: str) -> None:
    assert the_one(parse(text), cue).stance == stance


def test_what_the_agency_was_told_stands_within_the_agency(parse: Callable[..., Parse]) -> None:
    found = parse("The New York Times reported that two officials said the deal was dead.")
    by_source = {
        words(found, a.source.spans): a for a in attributions(found) if a.source is not None
    }
    assert by_source["two officials"].within == by_source["The New York Times"].id


def test_who_was_told(parse: Callable[..., Parse]) -> None:
    found = parse("A border guard told Reuters that four trucks had crossed.")
    cast = find_entities(found)
    one = next(a for a in find_attributions(found, cast, find_hedges(found)) if a.told)
    assert cast.entities[one.told or ""].name == "Reuters"


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ("“We will not leave this valley,” the commander said.", "direct"),
        ("The commander said his men would stay.", "indirect"),
        ("The commander said his men would “never leave” the valley.", "mixed"),
        ("The commander said he “could not burn another village.”", "mixed"),
        ("The nurse said it was “a night without end for everybody here.”", "mixed"),
        ("The commander said that “the valley is ours.”", "direct"),
        ('"We will not leave. Nobody will," the commander said.', "direct"),
    ],
)
def test_quotation(parse: Callable[..., Parse], text: str, quotation: str) -> None:
    assert the_one(parse(text), "said").quotation == quotation


def test_a_long_quote_over_two_sentences_is_all_his(parse: Callable[..., Parse]) -> None:
    found = parse("“We ran to the cellar,” said Ines Coto. “The whole street was burning.”")
    content = words(found, the_one(found, "said").content.spans)
    assert "We ran to the cellar" in content
    assert "The whole street was burning" in content


def test_who_names_somebody_says_the_name(parse: Callable[..., Parse]) -> None:
    found = parse("The dead man, identified by police as Ramon Uld, was a driver.")
    one = the_one(found, "identified")
    assert one.source is not None
    assert words(found, one.source.spans) == "police"
    assert "Ramon Uld" in words(found, one.content.spans)


@pytest.mark.parametrize(
    "text",
    [
        "It will be recalled that in 2014 a bomber killed 46 pupils in the town.",
        "It was announced that two soldiers had died.",
        "It has been reported that rebels took the bridge.",
        "It is believed that the men fled to the hills.",
        "It was alleged that guards beat a prisoner.",
    ],
)
def test_it_is_nobody(parse: Callable[..., Parse], text: str) -> None:
    found = attributions(parse(text))
    assert all(a.source is None or a.source.kind == "implicit" for a in found)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry spoke on Monday. It said that two soldiers had died.",
        "The army denied it. It insisted that its men had left.",
    ],
)
def test_it_is_somebody(parse: Callable[..., Parse], text: str) -> None:
    found = parse(text)
    sources = [words(found, a.source.spans) for a in attributions(found) if a.source]
    assert "It" in sources
