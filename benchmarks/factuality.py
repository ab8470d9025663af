"""Did it happen? The status of events on UW and MEANTIME dev, kept apart from who says so.

    python -m benchmarks.factuality DATA [--errors N] [--part train]

Data: token-level factuality of UW (Lee et al., 2015) and MEANTIME (Minard et al., 2016) on the scale
from -3 (did not happen) to 3 (happened), as unified by Stanovsky et al. (2017), in the form of
njjiang/factuality_bert: a line of JSON a sentence, words parted by spaces, targets with word offsets.

Scored are the targets that our parse takes for verbs. Gold classes: happened from 1.5, not from -0.5
down, uncertain between; ours: happened; denied; all others. UW gives events to come a score for how
sure they are, so that "planned" stands at 1.8 there. Reported are F1 of each class in percent,
accuracy, and Pearson's r of the scores in `SCORES` with the gold ones, which is what the literature
reports (over nouns as well: `r, all`). The sets are read sentence by sentence, as they are published.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from saidso.language.language import Language
from saidso.language.parse import Parse
from saidso.reading.clauses.status import status_of
from saidso.record import Report, Segment, Status

SETS = {"uw": "UW", "meantime": "MEANTIME"}
SCORES: dict[Status, float] = {
    "happened": 2.6,
    "attempted": 0.8,
    "planned": 1.8,
    "threatened": 1.6,
    "unclear": 1.2,
    "denied": -1.0,
}
"""Gold scores that go with each status, rounded means on UW train."""
_HAPPENED, _NOT = 1.5, -0.5


class Target(msgspec.Struct, frozen=True):
    """A judged word: gold score, our status, and whether our parse takes it for a verb."""

    score: float
    status: Status
    verb: bool
    token: int
    parse: Parse


def targets(data: Path, name: str, part: str = "dev") -> Iterator[Target]:
    """Yield the judged words of one set, each with our status."""
    path = data / "factuality" / SETS[name] / f"{part}.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    language = Language(threads=2)
    for row, parse in zip(rows, language.parse_many(_report(r["text"]) for r in rows), strict=True):
        starts = _word_starts(row["text"])
        ours = [t.start for t in parse.tokens]
        for target in row["targets"]:
            i = bisect_right(ours, starts[target["span1"][0]]) - 1
            if i >= 0:
                verb = parse.tokens[i].upos in ("VERB", "AUX")
                yield Target(target["label"], status_of(parse, i), verb, i, parse)


def _report(text: str) -> Report:
    paragraph = Segment(kind="paragraph", span=(0, len(text)))
    return Report(id=text, name="", text=text, segments=[paragraph])


def _word_starts(text: str) -> list[int]:
    starts, at = [], 0
    for word in text.split(" "):
        starts.append(at)
        at += len(word) + 1
    return starts


def gold_class(score: float) -> str:
    """Return happened, not or uncertain for a gold score."""
    return "happened" if score >= _HAPPENED else "not" if score <= _NOT else "uncertain"


def our_class(status: Status) -> str:
    """Return happened, not or uncertain for a status."""
    return {"happened": "happened", "denied": "not"}.get(status, "uncertain")


def scores(found: list[Target]) -> dict[str, float]:
    """Return F1 of the classes and accuracy in percent, and Pearson's r."""
    verbs = [t for t in found if t.verb]
    pairs = Counter((gold_class(t.score), our_class(t.status)) for t in verbs)
    out: dict[str, float] = {}
    for name in ("happened", "not", "uncertain"):
        right = pairs[name, name]
        gold = sum(n for (g, _), n in pairs.items() if g == name)
        ours = sum(n for (_, o), n in pairs.items() if o == name)
        out[name] = round(200 * right / max(1, gold + ours), 1)
    same = sum(n for (g, o), n in pairs.items() if g == o)
    out["accuracy"] = round(100 * same / max(1, len(verbs)), 1)
    out["r"] = round(_pearson(verbs), 3)
    out["r, all"] = round(_pearson(found), 3)
    return out


def _pearson(found: list[Target]) -> float:
    x = [SCORES[t.status] for t in found]
    y = [t.score for t in found]
    n = max(1, len(found))
    mx, my = sum(x) / n, sum(y) / n
    both = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True))
    spread = sum((a - mx) ** 2 for a in x) * sum((b - my) ** 2 for b in y)
    return both / spread**0.5 if spread else 0.0


def run(data: Path) -> dict[str, float]:
    """Return the scores of both sets on dev."""
    return {
        f"{name}.{key}": value
        for name in SETS
        for key, value in scores(list(targets(data, name))).items()
    }


def main() -> None:
    """Print scores, or words whose class is wrong in their sentences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--part", default="dev", choices=["train", "dev"])
    options = parser.parse_args()
    left = options.errors
    for name in SETS:
        found = list(targets(options.data, name, options.part))
        print(name, scores(found))
        means: dict[Status, list[float]] = {}
        for target in found:
            means.setdefault(target.status, []).append(target.score)
            wrong = gold_class(target.score) != our_class(target.status)
            if left > 0 and target.verb and wrong:
                word = target.parse.tokens[target.token].text
                print(f"  {target.score:+.1f} {target.status}: {word} | {target.parse.text}")
                left -= 1
        print({k: f"{sum(v) / len(v):.2f} ({len(v)})" for k, v in means.items()})


if __name__ == "__main__":
    main()
