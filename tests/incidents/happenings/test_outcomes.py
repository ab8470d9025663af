"""Whether what an incident tells came about: bombs that are found, marches that are announced."""

from __future__ import annotations

import pytest

from conftest import plain_report
from saidso.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            "Bomb squad defuses device at station in Orlo\n\n"
            "A bomb squad defused an explosive device at the station in Orlo on Monday, police said.\n\n"
            "The bomb had been hidden in a bag. Officers set off a controlled explosion by the river.",
            "bombing",
            "attempted",
        ),
        (
            "Two killed by bomb in Orlo\n\n"
            "A bomb exploded at the railway station in Orlo on Monday and killed two people.\n\n"
            "Police found a second device in a bag and defused it.",
            "bombing",
            "happened",
        ),
        (
            "Demonstration alert: Orlo\n\n"
            "Event: A demonstration is expected to take place on March 9 at 6 p.m. at the town hall.\n\n"
            "Avoid the area of the demonstration. Keep away from large crowds.",
            "protest",
            "planned",
        ),
        (
            "Protest planned for Thursday in Orlo\n\n"
            "Teachers plan to stage a protest at the ministry in Orlo on Thursday, their union said.",
            "protest",
            "planned",
        ),
        (
            "Teachers march in Orlo\n\n"
            "Thousands of teachers marched through Orlo on Monday and plan another protest on Friday.",
            "protest",
            "happened",
        ),
    ],
)
def test_the_status_of_the_news(reader: Reader, text: str, kind: str, status: str) -> None:
    incidents = reader.read(plain_report(text, "2017-03-07")).incidents
    main = next(i for i in incidents if i.main)
    assert (main.type, main.status) == (kind, status)


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("A soldier has defected to the South, an official said on Sunday.", "defection", "soldier"),
        ("Three migrants crossed the border near Orlo on Sunday.", "border_crossing", "migrants"),
        ("Inmates overpowered guards and seized a block of the jail on Sunday.", "riot", "inmates"),
        ("Soldiers raped seven women in raids on two villages on Sunday.", "sexual_violence", "soldiers"),
        ("A bomber blew himself up in Orlo on Sunday, killing ten people. He hit a post and a car.",
         "suicide_bombing", "bomber"),
        ("Troops fired mortar bombs at a village on Sunday, killing two people.", "shelling", "troops"),
    ],
)  # fmt: skip
def test_the_type_of_the_news_and_who_did_it(
    reader: Reader, text: str, kind: str, who: str
) -> None:
    record = reader.read(plain_report(text, "2017-03-07"))
    main = next(i for i in record.incidents if i.main)
    names = {e.id: e.name.lower() for e in record.entities}
    assert main.type == kind
    assert any(who in names[e] for e in main.perpetrators)


def test_who_is_shot_at_the_border_does_nothing(reader: Reader) -> None:
    text = "A soldier ran across the border on Sunday. Guards shot and wounded him."
    record = reader.read(plain_report(text, "2017-03-07"))
    main = next(i for i in record.incidents if i.main)
    names = {e.id: e.name for e in record.entities}
    assert [names[e] for e in main.perpetrators] == ["Guards"]
    assert [names[e] for e in main.victims] == ["soldier"]
