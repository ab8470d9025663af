"""Reports whose news is that somebody was taken, let go, or raided by the police."""

from __future__ import annotations

import pytest

from conftest import plain_report
from saidso.reader import Reader
from saidso.record import Incident, Record


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _record(reader: Reader, *paragraphs: str) -> Record:
    return reader.read(plain_report("\n\n".join(paragraphs), "2017-03-07"))


def _main(record: Record) -> Incident:
    return next(i for i in record.incidents if i.main)


def test_an_arrest_over_a_known_attack_is_the_news(reader: Reader) -> None:
    record = _record(
        reader,
        "Police arrest three over bombing in Velmora",
        "Police in Orlo have arrested three men in connection with a bombing that killed nine people in "
        "Velmora, a spokesman said on Tuesday.",
        "The men were arrested on Monday in a flat in Orlo. The bomb exploded on 18 February at a market in "
        "Velmora, killing nine people.",
    )
    main = _main(record)
    assert main.type == "arrest"
    assert main.date is not None
    assert main.date.edtf == "2017-03-06"
    assert main.killed is None, "the dead are those of the bombing"
    other = next(i for i in record.incidents if not i.main)
    assert other.type == "bombing"
    assert other.killed is not None
    assert other.killed.best == 9


@pytest.mark.parametrize(
    ("paragraphs", "kind"),
    [
        (  # suspects of it
            (
                "Velmora holds suspects over train attack",
                "Four suspects linked to an attack on a train were arrested, the ministry said on Monday.",
            ),
            "arrest",
        ),
        (  # who did it was taken: the deed is the news
            (
                "Gunman kills five in Velmora",
                "A gunman, who was later arrested, shot five people dead at a market in Velmora on Monday.",
            ),
            "shooting",
        ),
        (
            (
                "Man arrested after stabbing four in Velmora",
                "A man stabbed four passengers on a tram in Velmora on Monday and was arrested later.",
            ),
            "assault",
        ),
        (  # a raid of the police is a part of the arrests
            (
                "Police hold nine in dawn raids in Orlo",
                "Police carried out raids across Orlo on Monday against a gang of thieves.",
                "They arrested nine people after officers searched six flats.",
            ),
            "arrest",
        ),
        (  # of whom it was is no news
            (
                "Two nurses kidnapped in Velmora freed",
                "Two nurses who were kidnapped in Velmora in January have been released, their clinic said.",
                "They were abducted by gunmen at a roadblock. The kidnappers had asked for a ransom.",
            ),
            "release",
        ),
        (  # the deed and what came after it
            (
                "Gunmen kidnap nurses in Velmora",
                "Gunmen kidnapped two nurses in Velmora on Monday and released a third one after an hour.",
            ),
            "kidnapping",
        ),
        (  # nor after what
            (
                "Ransom paid for captain, navy says",
                "Pirates freed the captain of a tanker on Monday, two months after they had seized the ship.",
            ),
            "release",
        ),
        (
            (
                "Gunmen free dozens from prison in Orlo",
                "Gunmen stormed a prison in Orlo on Monday and freed 40 inmates, killing two guards.",
            ),
            "prison_break",
        ),
        (
            (
                "Capital of Velmora under military control",
                "Soldiers have taken control of the capital and hold the prime minister.",
            ),
            "coup",
        ),
    ],
)
def test_what_is_news_and_what_is_known(
    reader: Reader, paragraphs: tuple[str, ...], kind: str
) -> None:
    assert _main(_record(reader, *paragraphs)).type == kind


@pytest.mark.parametrize(
    ("paragraphs", "kind", "day", "killed"),
    [
        (  # a court speaks of an act of long ago
            (
                "Man jailed over market bombing in Velmora",
                "A court in Velmora on Monday sentenced a man to 20 years in prison over a bombing at "
                "a market in 2014 that killed 12 people.",
            ),
            "conviction",
            "2017-03-06",
            12,
        ),
        (  # a pact kills nobody
            (
                "Truce signed in Velmora",
                "The government and the Velmora Front signed a truce on Monday to end a war in which "
                "900 people have been killed.",
            ),
            "agreement",
            "2017-03-06",
            900,
        ),
        (
            (
                "EU imposes sanctions on generals over killings",
                "The European Union imposed sanctions on five generals on Monday over a massacre in "
                "Orlo in which 40 villagers were killed in January.",
            ),
            "sanction",
            "2017-03-06",
            40,
        ),
    ],
)
def test_the_dead_are_those_of_the_act(
    reader: Reader, paragraphs: tuple[str, ...], kind: str, day: str, killed: int
) -> None:
    record = _record(reader, *paragraphs)
    main = _main(record)
    assert main.type == kind
    assert main.killed is None
    assert main.date is not None
    assert main.date.edtf == day
    other = next(i for i in record.incidents if not i.main)
    assert other.killed is not None
    assert other.killed.best == killed


@pytest.mark.parametrize(
    ("paragraphs", "kind", "day", "before"),
    [
        (
            (
                "Police have confirmed the release of 14 pupils who were kidnapped last month in Velmora.",
                "Gunmen kidnapped about 20 pupils on 3 February. Fourteen were released on Saturday.",
            ),
            "release",
            "2017-03-04",
            ["kidnapping"],
        ),
        (
            (
                "Commandos freed nine hostages in a raid on a camp near Orlo on Sunday, killing three.",
                "The nine were kidnapped on 12 February.",
            ),
            "release",
            "2017-03-05",
            ["kidnapping"],
        ),
        (
            (
                "Special forces stormed a camp near Orlo on Sunday and freed nine hostages.",
                "The nine were kidnapped on 12 February.",
            ),
            "release",
            "2017-03-05",
            ["kidnapping"],
        ),
        (
            (
                "The army secured the release of nine teachers abducted on 12 February, a spokesman said on "
                "Sunday.",
            ),
            "release",
            "2017-03-05",
            ["kidnapping"],
        ),
        (
            ("Four miners trapped for 36 days have been freed, the company said on Sunday.",),
            "rescue",
            "2017-03-05",
            [],
        ),
        (
            (
                "Police rescued a girl on Sunday and arrested two men who had kidnapped her on 12 February.",
            ),
            "rescue",
            "2017-03-05",
            ["kidnapping"],
        ),
    ],
)
def test_a_release_is_not_dated_by_the_taking(
    reader: Reader, paragraphs: tuple[str, ...], kind: str, day: str, before: list[str]
) -> None:
    record = _record(reader, *paragraphs)
    main = _main(record)
    assert main.type == kind
    assert main.date is not None
    assert main.date.edtf == day
    assert [i.type for i in record.incidents if not i.main] == before


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Gunmen kidnapped nine pupils in Orlo on Sunday; two were rescued hours later.",
            "kidnapping",
        ),
        ("A mine collapsed near Orlo on Sunday and nine miners were rescued.", "accident"),
        ("A bomb wrecked a hotel in Orlo on Sunday and rescuers pulled six people out.", "bombing"),
        ("Rebels took nine villagers hostage on Sunday and freed two of them.", "hostage_taking"),
    ],
)
def test_a_taking_of_the_day_is_the_news(reader: Reader, text: str, kind: str) -> None:
    assert _main(_record(reader, text)).type == kind


def test_who_protests_is_whom_a_crackdown_is_done_to(reader: Reader) -> None:
    record = _record(
        reader,
        "Police break up march in Velmora",
        "Thousands of teachers marched in Velmora on Monday. Police fired tear gas at the crowd and "
        "arrested 30 people.",
    )
    main = _main(record)
    names = {e.id: e.name for e in record.entities}
    assert main.type == "crackdown"
    assert [names[e] for e in main.perpetrators] == ["Police"]


def test_a_drone_is_no_target(reader: Reader) -> None:
    record = _record(
        reader, "Drone hits school in Orlo", "A drone hit a school in Orlo and wounded six pupils."
    )
    names = {e.id: e.name.lower() for e in record.entities}
    assert {names[e] for e in _main(record).targets} == {"school"}
    assert {names[e] for e in _main(record).instruments} == {"drone"}


def test_who_claims_an_attack_does_not_count_its_dead(reader: Reader) -> None:
    record = _record(
        reader,
        "Velmora Front claims attack that killed 63",
        "The Velmora Front has claimed an attack on a market in Orlo that killed 63 people on Sunday.",
    )
    main = _main(record)
    sources = {a.id: a.source.kind if a.source else None for a in record.attributions}
    killed = [c for c in record.claims if c.slot == "killed"]
    assert {c.value for c in killed} == {63}
    assert {sources[a] for c in killed for a in c.attributions} == {"author"}
    assert {c.value for c in record.claims if c.slot == "responsibility"} == {"Velmora Front"}
    assert main.perpetrators == [], "who claims an act is not said to have done it"
