"""Arrests: reports whose news is that somebody was taken, for an act that they take as known.

"Police arrested three men over last month's bombing" tells of an arrest; the bombing is another
happening. "Police arrested a man who had shot two clerks" tells of the shooting.
"""

from __future__ import annotations

from collections.abc import Sequence

from saidso.incidents.happenings.convicts import on_record
from saidso.incidents.happenings.raids import ARREST, with_raids
from saidso.incidents.occasions.distances import reach
from saidso.incidents.occasions.onsets import verb_of
from saidso.incidents.occasions.situations import FREEING, RELEASE, Situated
from saidso.incidents.ontology import Ontology
from saidso.language.kept import kept
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import EventMention
from saidso.resolving.times.times import Time

_TAKING = ("kidnapping", "hostage_taking", "maritime_incident", "accident", ARREST)
"""What is told of those who are let go, or brought out."""
_CONFIRMS = frozenset(
    {"confirm", "announce", "report", "secure", "welcome", "hail", "obtain", "win", "celebrate"}
)
_CAPTIVES = frozenset({"hostage", "captive", "abductee", "kidnap", "abduct", "captivity", "hijack"})
_COURT = ("prosecution", "conviction")
_CLIMB = 4
"""Steps from a verb up to the relative clause that it is of."""
_REACH = 8
"""Words back from a time to the act that it may be of."""
_NAMED = frozenset({"nmod", "obl", "compound", "nmod:poss", "amod"})
"""Relations of a noun that says no act of its own clause: "over the bombing", "bombing suspects"."""
_DEED = frozenset({"for", "in"})
"""What stands before the deed of who is taken, which the report then tells: "arrested for the robbery"."""
_TAKES = frozenset({"hold", "held", "nab", "detain", "custody", "suspect", "manhunt"})
"""Words of headlines that tell of an arrest without naming one."""
_MEANT = ("planned", "threatened")
_DIES = frozenset({"dead", "die", "kill", "killed", "dies"})


def is_news(parse: Parse, events: Sequence[EventMention], ontology: Ontology) -> bool:
    """Return whether headline and lead tell of an arrest, and of acts only as what it is about."""
    headline, lead = _opening(parse)
    told = [e for e in with_raids(parse, events) if e.sentence == lead or e.sentence in headline]
    if any(e.type in _COURT and e.sentence == lead for e in told):
        return False  # "arrested and charged": the court's case, which tells the crime
    taking = [e for e in told if e.type == ARREST and e.sentence == lead]
    if not any(_tops(parse, e) or _is_decried(parse, e) for e in taking):
        return False
    if headline and not _heads(parse, headline, told):
        return False
    taken = min(e.trigger for e in taking)
    if any(e.type in FREEING and e.trigger < taken and _is_told(parse, e, told) for e in told):
        return False  # "was rescued on Sunday; two of her captors were arrested"
    named: set[int] = set()
    for event in told:
        if ontology.type(event.type).answer or event.status in _MEANT:
            continue  # "arrested two men who were planning an attack"
        if not _is_named(parse, event, named):
            return False
        named.add(event.sentence)
    return True


def tried(parse: Parse, events: Sequence[EventMention], ontology: Ontology, old: set[int]) -> str:
    """Return the type of what a court did, where that is the news and its acts are of another year.

    `old` are triggers of acts of another year; "" where the news is something else.
    """
    headline, lead = _opening(parse)
    told = [e for e in events if e.sentence == lead or e.sentence in headline]
    kind = next(
        (e.type for e in told if e.type in _COURT and e.sentence == lead and _tops(parse, e)), ""
    )
    acts = [e for e in told if not ontology.type(e.type).answer and e.type != "death"]
    if not kind or old.isdisjoint(e.trigger[0] for e in acts):
        return ""
    for event in acts:
        token = parse.tokens[event.trigger[0]]
        named = token.rel in _NAMED or token.rel.startswith("acl") or token.text.endswith("ing")
        if not (named or event.trigger[0] in old):
            return ""
    return kind


def is_of_act(parse: Parse, time: Time, events: Sequence[Situated], ontology: Ontology) -> bool:
    """Return whether a time is that of an act for which somebody was taken: "after a riot on Sunday"."""
    told = reach(parse, time)  # "two days after Sunday's escape, police took nine"
    if any(s.event.type == ARREST and s.event.trigger[0] in told for s in events):
        return False
    acts = {s.event.trigger[0] for s in events if not ontology.type(s.event.type).answer}
    start = at = min(parse.token_at(time.span[0]), len(parse.tokens) - 1)
    sentence = parse.tokens[at].sentence
    inside = {ontology.type(s.event.type).answer for s in events if s.event.sentence == sentence}
    for _ in range(_CLIMB):
        above = parse.tokens[at].head
        if above == at:
            break
        at = above
        if at in acts:
            return True
    return inside == {False} or _follows(parse, start, acts)


def is_of_retaking(parse: Parse, time: Time, events: Sequence[EventMention], kind: str) -> bool:
    """Return whether a time is when those who broke out of a prison, the main `kind`, were taken again."""
    verb = verb_of(parse, time) if kind == "prison_break" else -1
    own = {k for e in events if e.type == kind for k in range(*e.trigger)}
    if parse.tokens[parse.token_at(time.span[0])].head in own:
        return False  # "after Sunday's escape, police recaptured nine"
    return any(e.type in (ARREST, "seizure") and verb in range(*e.trigger) for e in events)


def _follows(parse: Parse, at: int, acts: set[int]) -> bool:
    """Return whether a time stands behind an act with no verb between: "after a riot in Orlo on Sunday"."""
    first, _ = parse.sentence_of(at).tokens
    for k in range(at - 1, max(first, at - _REACH) - 1, -1):
        if k in acts:
            return parse.tokens[k].rel in _NAMED
        if parse.tokens[k].upos in ("VERB", "AUX", "PUNCT"):
            return False
    return False


@kept
def _opening(parse: Parse) -> tuple[set[int], int]:
    """Return the sentences of the headline, and that of the lead, -1 where there is none.

    A first line without a full stop is a headline, whatever the page calls it.
    """
    headline = {s.i for s in parse.sentences if s.segment_kind == "headline"}
    body = [s for s in parse.sentences if s.segment_kind == "paragraph"][:2]
    if not headline and len(body) == 2 and parse.text[body[0].span[1] - 1].isalnum():
        return {body[0].i}, body[1].i
    return headline, body[0].i if body else -1


def freed(parse: Parse, events: Sequence[EventMention], ontology: Ontology) -> str:
    """Return RELEASE or RESCUE where headline and lead tell of it, and of what was before only as such.

    "Two kidnapped nurses freed", "21 pupils who were abducted in May have been released", "the army
    confirmed the rescue of miners trapped for a week"; "" where the news is something else.
    """
    headline, lead = _opening(parse)
    told = [e for e in events if e.sentence == lead or e.sentence in headline]
    news = next((e for e in told if e.type in FREEING and _is_told(parse, e, told)), None)
    if news is None:
        return ""
    past = False
    freeing = [e for e in told if e.type == news.type]
    for event in told:
        token = parse.tokens[event.trigger[0]]
        if event.type not in _TAKING:
            held_for = on_record(parse, token.i)  # "pardoned men convicted of mutiny"
            before = token.rel == "acl:relcl" and news.type == RELEASE  # "raiders who seized a bus"
            if not (held_for or before or ontology.type(event.type).answer) and not any(
                _is_means(parse, event, e) or _kills_captors(parse, event, e, headline, told)
                for e in freeing
            ):
                return ""
        elif event.sentence in headline and any(
            e.type == news.type and e.sentence == event.sentence and e.trigger > event.trigger
            for e in told
        ):
            past = True  # "Two kidnapped in May freed": what comes last is the news
        elif token.lemma == "ransom" or _goes_along(parse, event, news):
            continue
        elif (token.rel in ("root", "nsubj", "obj") and token.kind != "person") or not _is_past(
            parse, token.i
        ):
            return ""
        else:
            past = True
    held = past or any(_frees_captives(parse, e) for e in told if e.type in FREEING)
    return news.type if held or news.type == RELEASE else ""


def _goes_along(parse: Parse, event: EventMention, news: EventMention) -> bool:
    """Return whether an arrest goes along with a rescue: "rescued a girl and arrested two men"."""
    token = parse.tokens[event.trigger[0]]
    beside = token.rel in ("conj", "parataxis")
    return event.type == ARREST and beside and token.head == news.trigger[0]


def with_means(core: list[Situated], events: Sequence[Situated], kind: str) -> list[Situated]:
    """Return the events of a release or rescue with the raids in whose sentences it is told."""
    told = {s.event.sentence for s in core if s.event.type == kind}
    return core + [
        s for s in events if s.event.type == "attack" and s.event.sentence in told and s not in core
    ]


def _is_told(parse: Parse, event: EventMention, told: Sequence[EventMention]) -> bool:
    """Return whether it is told that people were let go: "freed two", "confirmed the release of two".

    So is what was done by a raid: "troops stormed the camp and freed nine hostages".
    """
    if _tops(parse, event):
        return True
    token = parse.tokens[event.trigger[0]]
    above = parse.tokens[token.head]
    if event.status != "happened" or above.rel not in ("root", "ccomp", "parataxis"):
        return False
    if token.upos == "NOUN":
        return token.rel in ("obj", "nsubj:pass") and above.lemma in _CONFIRMS
    return (
        token.rel == "conj"
        and _frees_captives(parse, event)
        and any(e.type == "attack" and above.i in range(*e.trigger) for e in told)
    )


def _frees_captives(parse: Parse, event: EventMention) -> bool:
    """Return whether those who are let go are called captives."""
    i = event.trigger[0]
    below = [g for c in parse.children[i] for g in (c, *parse.children[c])]
    return any(parse.tokens[c].lemma in _CAPTIVES for c in below)


def _is_means(parse: Parse, event: EventMention, news: EventMention) -> bool:
    """Return whether an act is that by which captives were freed: "in a raid that killed three gunmen"."""
    if event.sentence != news.sentence or not _frees_captives(parse, news):
        return False
    token, freed = parse.tokens[event.trigger[0]], parse.tokens[news.trigger[0]]
    if token.i == freed.head or token.head == freed.head == parse.tokens[token.head].i != token.i:
        return event.type == "attack" or token.rel in ("obj", "obl", "advcl")
    return event.trigger > news.trigger and token.rel not in ("root", "conj")


_KILLS = ("killing", "injury", "injuring")


def _kills_captors(
    parse: Parse,
    event: EventMention,
    news: EventMention,
    headline: set[int],
    told: Sequence[EventMention],
) -> bool:
    """Return whether those who freed captives killed others as well, of which the headline says nothing."""
    token = parse.tokens[event.trigger[0]]
    return (
        event.type in _KILLS
        and token.rel == "conj"
        and token.head == news.trigger[0]
        and _frees_captives(parse, news)
        and {e.type for e in told if e.sentence in headline}.isdisjoint(_KILLS)
        and any(e.type == news.type and e.sentence in headline for e in told)
    )


def _is_past(parse: Parse, i: int) -> bool:
    """Return whether a verb tells of whom, or after what, something else is done."""
    token = parse.tokens[i]
    if token.upos != "VERB" or token.rel.startswith(("acl", "amod")):
        return True
    after = any(parse.tokens[c].lemma == "after" and c < i for c in parse.children[i])
    return token.rel == "advcl" and after


def _heads(parse: Parse, headline: set[int], told: Sequence[EventMention]) -> bool:
    """Return whether the headline tells of an arrest, and of nobody dead."""
    words = {t.lemma for i in headline for t in parse.tokens[slice(*parse.sentences[i].tokens)]}
    taken = not words.isdisjoint(_TAKES) or any(
        e.type == ARREST and e.sentence in headline for e in told
    )
    return taken and words.isdisjoint(_DIES)


def _tops(parse: Parse, event: EventMention) -> bool:
    """Return whether an event was done, and is what its sentence or somebody in it says."""
    token = parse.tokens[event.trigger[0]]
    said = token.rel in ("root", "ccomp", "parataxis") or (
        token.rel == "acl" and parse.tokens[token.head].upos == "VERB"
    )
    return said and event.status == "happened"


_DECRIES = frozenset(
    {
        "condemn",
        "decry",
        "denounce",
        "deplore",
        "criticise",
        "criticize",
        "protest",
        "slam",
        "call",
        "describe",
    }
    | {
        "concern",
        "concerned",
        "alarm",
        "alarmed",
        "outrage",
        "outraged",
        "dismay",
        "appal",
        "voice",
        "express",
    }
)
"""What is said of arrests by those who speak up for whoever was taken."""


def _is_decried(parse: Parse, event: EventMention) -> bool:
    """Return whether somebody speaks up about an arrest: "the union condemned the arrest of two editors"."""
    token = parse.tokens[event.trigger[0]]
    if token.upos != "NOUN" or token.rel not in ("obj", "obl", "nmod", "nsubj:pass"):
        return False
    above = parse.tokens[token.head]
    if above.upos == "NOUN" and token.rel == "nmod":  # "voiced concern over the arrests"
        above = parse.tokens[above.head] if above.lemma not in _DECRIES else above
    return event.status == "happened" and above.lemma in _DECRIES


def _is_named(parse: Parse, event: EventMention, named: set[int]) -> bool:
    """Return whether an act is only named in another clause, or tells more of one so named.

    `named` are the sentences in which one was named before: "a bombing that killed nine".
    """
    token = parse.tokens[event.trigger[0]]
    if token.upos in ("NOUN", "PROPN"):
        cases = {parse.tokens[c].lemma for c in parse.children[token.i] if c < token.i}
        return token.rel in _NAMED and cases.isdisjoint(_DEED)
    if token.rel == "acl" and token.text.endswith("ing"):  # "arrests after shooting": a noun
        between = range(token.head + 1, token.i)
        return any(parse.tokens[k].upos in ("ADP", "SCONJ") for k in between)
    for _ in range(_CLIMB):
        if token.rel.startswith("acl"):
            return event.sentence in named
        if token.rel not in ("conj", "xcomp"):
            return False
        token = parse.tokens[token.head]
    return False
