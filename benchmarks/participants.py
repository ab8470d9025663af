"""Who did it and to whom: participants of attacks, deaths, wounds and arrests in three sets of news.

    python -m benchmarks.participants DATA [--set NAME]
    python -m benchmarks.errors DATA participants

Data: M2E2 (Voice of America; Li et al., 2020), WikiEvents dev and test (Li et al., 2021) and RAMS dev and
test (Ebner et al., 2020), whose events have a trigger and the words that fill their roles; RAMS judges one
event in a window of five sentences, M2E2 sentence by sentence, WikiEvents whole articles. Read are whole
articles where a set has them. Roles of doers (attacker, killer, injurer, jailer, agent) are our
perpetrators, those of the struck (victim, target, detainee, person) our victims and targets.

`found` is the share of the gold triggers that an event of ours has a word of. A filler is right when it,
or another mention of its entity, shares a word with a gold filler of that side; recall is over all gold
fillers (also of events that we miss), precision over the fillers of ours that lie in the window which was
judged. F1, in percent, for texts whose id has an even SHA-256 (`read`: their errors are shown) and for the
others (`measured`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.errors.mistakes import Mistake, around
from saidso.reader import Reader
from saidso.record import Event, Published, Record, Report, Segment, Span

SIDES = ("doer", "struck")
_DOERS = {"attacker", "killer", "injurer", "jailer", "agent"}
_STRUCK = {"victim", "target", "detainee", "person"}
_KINDS = {"attack": "attack", "die": "death", "injure": "wound", "arrest": "arrest"}
_OURS = {"doer": {"perpetrator"}, "struck": {"victim", "target"}}


class Judged(msgspec.Struct, frozen=True):
    """A gold event: its kind, its trigger, the fillers of each side, and the window that was judged."""

    kind: str
    trigger: Span
    fillers: dict[str, list[Span]]
    window: Span


class Article(msgspec.Struct, frozen=True):
    """A text with its gold events; `day` is when it was published, where that is known."""

    id: str
    text: str
    events: list[Judged]
    day: str | None = None

    @property
    def half(self) -> str:
        """`read` or `measured`."""
        even = hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0
        return "read" if even else "measured"


def m2e2(data: Path) -> Iterator[Article]:
    """Yield the articles of M2E2 that have events: sentences at their places, gaps filled with spaces."""
    with zipfile.ZipFile(data / "args" / "m2e2_annotations.zip") as packed:
        rows = json.loads(packed.read("m2e2_annotations/text_only_event.json"))
    by_article: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_article.setdefault(row["sentence_id"].rsplit("_", 1)[0], []).append(row)
    for id, sentences in by_article.items():
        text, events = "", []
        for row in sorted(sentences, key=lambda r: r["sentence_start"]):
            shift, begin = len(text) - row["sentence_start"], len(text)
            text += row["sentence"].rstrip(".") + ".\n"
            words = [(int(a) + shift, int(b) + 1 + shift) for a, b in row["index"]]
            for event in row["golden-event-mentions"]:
                fillers = [(a["role"], _of_words(words, a)) for a in event["arguments"]]
                events += _judged(
                    event["event_type"],
                    _of_words(words, event["trigger"]),
                    fillers,
                    (begin, len(text)),
                )
        if events:
            day = re.search(r"_(\d{4})\.(\d\d)\.(\d\d)\.", id)
            text = re.sub(r"-([A-Z][A-Z ,.]+?) ?[—–-]+ ?-", lambda m: _dateline(m[0]), text)
            yield Article(id, text, events, "-".join(day.groups()) if day else None)


def _dateline(found: str) -> str:
    """Part title, dateline and text, where M2E2 has them as one sentence; the length stays."""
    return "\n" + found[1:-1] + " "


def wikievents(data: Path) -> Iterator[Article]:
    """Yield the articles of WikiEvents, one sentence a line."""
    for part in ("dev", "test"):
        for line in (
            (data / "args" / "wikievents" / f"{part}.jsonl").read_text("utf-8").splitlines()
        ):
            row = json.loads(line)
            text, words = "", []
            for tokens, sentence in row["sentences"]:
                shift = len(text) - tokens[0][1]
                words += [(start + shift, end + shift) for _, start, end in tokens]
                text += sentence + "\n"
            spans = {e["id"]: _of_words(words, e) for e in row["entity_mentions"]}
            events = []
            for event in row["event_mentions"]:
                fillers = [(a["role"], spans[a["entity_id"]]) for a in event["arguments"]]
                trigger = _of_words(words, event["trigger"])
                events += _judged(event["event_type"], trigger, fillers, (0, len(text)))
            yield Article(row["doc_id"], text, events)


def rams(data: Path) -> Iterator[Article]:
    """Yield the windows of RAMS whose event is of our kinds, their tokens joined as in print."""
    for part in ("dev", "test"):
        for line in (data / "args" / "rams" / f"{part}.jsonlines").read_text("utf-8").splitlines():
            row = json.loads(line)
            text, words = joined(token for sentence in row["sentences"] for token in sentence)
            first, last, ((kind, _),) = row["evt_triggers"][0]
            fillers = [
                (role[11:], (words[a][0], words[b][1])) for _, (a, b), role in row["gold_evt_links"]
            ]
            trigger = (words[first][0], words[last][1])
            events = _judged(kind, trigger, fillers, (0, len(text)))
            if events:
                yield Article(row["doc_key"], text, events)


SETS = {"m2e2": m2e2, "wikievents": wikievents, "rams": rams}


def joined(tokens: Iterable[str]) -> tuple[str, list[Span]]:
    """Join tokens as they are printed; return the text and the span of each."""
    text, spans, opened = "", [], False
    glued = True
    for token in tokens:
        closing = token in {",", ".", ":", ";", "?", "!", ")", "]", "%", "”", "’"}
        closing = closing or token in {"n't", "n’t"} or bool(re.match(r"['’]\w", token))
        if token in {'"', "''", "``"}:
            closing, opened = opened, not opened
        if not (glued or closing):
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
        glued = token in {"(", "[", "$", "“", "‘", "-"} or (token in {'"', "``"} and opened)
    return text, spans


def _of_words(words: list[Span], found: dict[str, Any]) -> Span:
    return words[found["start"]][0], words[found["end"] - 1][1]


def _judged(
    type: str, trigger: Span, fillers: list[tuple[str, Span]], window: Span
) -> list[Judged]:
    kind = next((name for key, name in _KINDS.items() if _part(type).startswith(key)), None)
    if kind is None:
        return []
    sides: dict[str, list[Span]] = {side: [] for side in SIDES}
    for role, span in fillers:
        side = {True: "doer"}.get(
            role.lower() in _DOERS, "struck" if role.lower() in _STRUCK else ""
        )
        if side:
            sides[side].append(span)
    return [Judged(kind, trigger, sides, window)]


def _part(type: str) -> str:
    """Return the second part of a type: "die" of "life.die.n/a" and of "Life:Die"."""
    return re.split(r"[.:]", type.lower())[1]


class Met(msgspec.Struct, frozen=True):
    """A gold event beside ours: `missed` and `spurious` fillers by side."""

    article: Article
    gold: Judged
    found: bool
    right: Counter[str]
    missed: dict[str, list[Span]]
    spurious: dict[str, list[Span]]


def met(article: Article, record: Record | None) -> Iterator[Met]:
    """Yield each gold event of an article beside what our record has for it."""
    mentions = {e.id: e.mentions for e in record.entities} if record else {}
    for gold in article.events:
        ours = [v for v in (record.events if record else []) if _share(v.trigger, gold.trigger)]
        right: Counter[str] = Counter()
        missed, spurious = {}, {}
        for side in SIDES:
            given = _given(ours, side)
            spans = {s: [s, *mentions.get(entity, [])] for entity, s in given}
            missed[side] = [
                g for g in gold.fillers[side]
                if not any(_share(s, g) for all in spans.values() for s in all)
            ]  # fmt: skip
            wrong = [
                s for s, all in spans.items()
                if not any(_share(a, g) for a in all for g in gold.fillers[side])
            ]  # fmt: skip
            spurious[side] = [s for s in wrong if _share(s, gold.window)]
            right[side] = len(gold.fillers[side]) - len(missed[side])
            right[f"{side} given"] = len(spans) - len(wrong)
        yield Met(article, gold, bool(ours), right, missed, spurious)


def _given(events: list[Event], side: str) -> list[tuple[str, Span]]:
    return [(p.entity, p.span) for v in events for p in v.participants if p.role in _OURS[side]]


def _share(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def judged(data: Path, names: Iterable[str] = tuple(SETS)) -> Iterator[tuple[str, Met]]:
    """Yield the set and each gold event beside ours."""
    articles = [(name, article) for name in names for article in SETS[name](data)]
    reports = (_report(article) for _, article in articles)
    for (name, article), record in zip(articles, Reader(threads=2).read_many(reports), strict=True):
        for each in met(article, record if isinstance(record, Record) else None):
            yield name, each


def _report(article: Article) -> Report:
    segments, at = [], 0
    for line in article.text.splitlines(keepends=True):
        if line.strip():
            segments.append(Segment(kind="paragraph", span=(at, at + len(line.rstrip("\n")))))
        at += len(line)
    published = Published(edtf=article.day, from_="argument") if article.day else None
    return Report(
        id=article.id, name=article.id, text=article.text, segments=segments, published=published
    )


def scores(found: list[Met]) -> dict[str, float]:
    """Return the share of triggers found and F1 of both sides, in percent."""
    out = {"found": _percent(sum(m.found for m in found), len(found))}
    for side in SIDES:
        right = sum(m.right[side] for m in found)
        gold = sum(len(m.gold.fillers[side]) for m in found)
        fit = sum(m.right[f"{side} given"] for m in found)
        given = fit + sum(len(m.spurious[side]) for m in found)
        recall, precision = right / max(1, gold), fit / max(1, given)
        out[f"{side}.recall"] = _percent(right, gold)
        out[f"{side}.precision"] = _percent(fit, given)
        out[side] = round(200 * recall * precision / max(1e-9, recall + precision), 1)
    return out


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 1)


def run(data: Path) -> dict[str, float]:
    """Return the scores of both halves over all sets."""
    found = [m for _, m in judged(data)]
    return {
        f"{half}.{key}": value
        for half in ("read", "measured")
        for key, value in scores([m for m in found if m.article.half == half]).items()
    }


def mistakes(data: Path) -> Iterator[Mistake]:
    """Yield the gold events of the half that is read whose participants are not all right."""
    for name, each in judged(data):
        text = each.article.text
        for side in SIDES:
            if each.article.half != "read" or not (each.missed[side] or each.spurious[side]):
                continue
            kind = f"{side}: " + (
                "no event" if not each.found
                else "wrong" if each.missed[side] and each.spurious[side]
                else "missed" if each.missed[side]
                else "spurious"
            )  # fmt: skip
            yield Mistake(
                case=each.article.id,
                kind=f"{name} {each.gold.kind} {kind}",
                text=around(text, each.gold.trigger),
                gold=", ".join(text[a:b] for a, b in each.gold.fillers[side]),
                ours=", ".join(text[a:b] for a, b in each.spurious[side]),
            )


def main() -> None:
    """Print the scores of each set and half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", choices=list(SETS), action="append")
    options = parser.parse_args()
    found = list(judged(options.data, options.set or tuple(SETS)))
    for name in options.set or SETS:
        for half in ("read", "measured"):
            of = [m for n, m in found if n == name and m.article.half == half]
            print(f"{name:11}{half:9}{len(of):5} events", scores(of))


if __name__ == "__main__":
    main()
