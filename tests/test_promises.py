"""The promises of the design, each with reports that would show its breach."""

from __future__ import annotations

import string
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import plain_report
from saidso.errors import InputError
from saidso.language.parse import Parse
from saidso.reader import Reader
from saidso.reading.attributions.chains import Chains
from saidso.record import Claim, Record
from saidso.store.checks import problems

RIVALS = (
    "A bomb went off at a bus stop in Lahore on Sunday. Police said five people were killed.\n\n"
    "A hospital doctor said eight people had been killed. The interior ministry denied that a bomb"
    " had exploded."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def read(reader: Reader) -> Callable[..., Record]:
    def record(text: str, published: str | None = None) -> Record:
        return reader.read(plain_report(text, published))

    return record


def claims(record: Record, slot: str) -> list[Claim]:
    return [c for c in record.claims if c.slot == slot]


def test_nothing_without_its_words_and_speakers(read: Callable[..., Record]) -> None:
    record = read(RIVALS, "2019-05-07")
    assert record.claims
    assert list(problems(record)) == []


SUMS = (
    "Gunmen killed nine soldiers in Homs on Monday, police said.\n\nThe army sent more troops.\n\n"
    "The conflict has killed more than 40,000 people since 2011, a monitor said. An aid group said that"
    " 86 nurses have been killed this year."
)


def test_what_a_war_has_cost_keeps_its_words_and_voice(read: Callable[..., Record]) -> None:
    """It is no harm of the day, and no voice is lost: it is a tally of who says it."""
    record = read(SUMS, "2019-05-07")
    (incident,) = record.incidents
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (9, 9)
    said = {c.of: (c.low, c.period, c.attributions != []) for c in claims(record, "tally")}
    assert said == {
        "people killed": (40_001, "since 2011", True),
        "nurses killed": (86, "this year", True),
    }


def test_a_veiled_word_is_no_certain_death(read: Callable[..., Record]) -> None:
    record = read(
        "Troops neutralised 16 insurgents in Homs on Monday, the army said.", "2019-05-07"
    )
    (claim,) = claims(record, "killed")
    assert (claim.value, claim.certainty) == (16, "probable")


def test_rival_values_stand_side_by_side(read: Callable[..., Record]) -> None:
    """Nothing is averaged away; each number keeps its speaker."""
    record = read(RIVALS, "2019-05-07")
    chains = Chains(record)
    killed = {c.value: chains.all(c.attributions)[0][-1] for c in claims(record, "killed")}
    assert "Police" in killed[5]
    assert "doctor" in killed[8]
    tally = record.incidents[0].killed
    assert tally is not None
    assert (tally.low, tally.best, tally.high) == (5, 5, 8)
    assert "rival" in tally.rule


def test_a_denial_stands_beside_what_it_denies(read: Callable[..., Record]) -> None:
    record = read(RIVALS, "2019-05-07")
    stances = {c.stance for c in claims(record, "event")}
    assert stances == {"asserts", "denies"}


def test_no_year_is_guessed(read: Callable[..., Record]) -> None:
    text = "Gunmen killed a judge in Basra on March 3, police said."
    assert read(text).incidents[0].date is not None
    undated = read(text).incidents[0].date
    assert undated is not None
    assert (undated.edtf, undated.earliest) == ("XXXX-03-03", None)
    dated = read(text, "2008-03-05").incidents[0].date
    assert dated is not None
    assert dated.edtf == "2008-03-03"


def test_silence_is_not_zero(read: Callable[..., Record]) -> None:
    silent = read("Shells hit a bridge near Homs on Monday, the army said.", "2013-06-05")
    assert silent.incidents[0].killed is None
    none = read("Shells hit a bridge near Homs on Monday. No one was killed.", "2013-06-05")
    assert none.incidents[0].killed is not None
    assert none.incidents[0].killed.best == 0


def test_an_explicit_unknown_is_a_claim(read: Callable[..., Record]) -> None:
    record = read("A mine killed two farmers in Helmand. It was not clear who had laid the mine.")
    unknown = [c for c in record.claims if c.certainty == "unknown"]
    assert [c.slot for c in unknown] == ["perpetrator"]
    assert unknown[0].value is None


def test_two_persons_of_one_age_are_two_claims(read: Callable[..., Record]) -> None:
    """The same value of the same speaker is one claim only where it is said of the same person."""
    record = read(
        "Gunmen shot dead Ivan Tesk, 31, and Maria Oblo, 31, in Lviv on Monday, police said."
    )
    ages = [c for c in claims(record, "age") if c.value == 31]
    assert len({c.entity for c in ages}) == 2


def test_a_fault_on_one_report_is_named_and_the_others_are_read() -> None:
    class Faulty(Reader):
        def record(self, parse: Parse) -> Record:
            if "Homs" in parse.text:
                raise RecursionError("too deep")
            return super().record(parse)

    reports = [plain_report(f"Shells hit a bridge near {t}.") for t in ("Hama", "Homs", "Idlib")]
    first, second, third = Faulty().read_many(reports)
    assert isinstance(second, InputError)
    assert "RecursionError" in str(second)
    assert isinstance(first, Record)
    assert isinstance(third, Record)


def test_a_report_of_no_incident_has_none(read: Callable[..., Record]) -> None:
    record = read("The council approved a new budget for schools. Parents were pleased.")
    assert record.incidents == []
    assert record.claims == []


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "said",
                    "killed",
                    "Police",
                    "two",
                    "“",
                    "”",
                    '"',
                    ".",
                    ",",
                    "soldiers",
                    "who",
                    "not",
                ),
                *(
                    "on Monday",
                    "in Syria",
                    "according to",
                    "at least",
                    "\n\n",
                    "was",
                    "shot",
                    "the",
                ),
                *("5,000,000,000,000,000,000,000", "he", "it", "no one", "third", "attack", "1999"),
            ]
        ),
        max_size=60,
    )
)
def test_whatever_the_words_the_record_holds(words: list[str]) -> None:
    """Odd word salad breaks no promise and raises nothing."""
    assert list(problems(_reader().read(plain_report(" ".join(words), "2020-02-02")))) == []


@settings(deadline=None, max_examples=15)
@example("FA,h")  # an attribute in the outlet's own voice where there is no claim
@given(st.text(alphabet=string.printable + "“”’—é中\u200b\U0001f600", max_size=400))
def test_whatever_the_text_the_record_holds(text: str) -> None:
    assert list(problems(_reader().read(plain_report(text)))) == []


_kept: list[Reader] = []


def _reader() -> Reader:
    if not _kept:
        _kept.append(Reader())
    return _kept[0]
