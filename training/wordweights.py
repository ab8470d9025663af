"""How much a word says of which happening a report tells: the table that linking ships.

    python -m training.wordweights DATA

Reads the train splits of UD English EWT and GUM under DATA (`ud/ewt`, `ud/gum`), counts in how many
stretches of 400 words each word stands, and writes src/saidso/incidents/linking/word_weights.tsv: the weight
in percent of words that stand in more than one stretch, 100 ln(N/n) / ln N. Words that are not in the
table weigh 100. Words by which news tells of incidents of any kind (triggers of types, harm, roles,
cues, numbers, times) get 30 percent of that: two shootings have "gunman" in common, not the happening.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import lemminflect
import yaml

from saidso.incidents.linking.terms import folded

STRETCH = 400
DAMPED = 0.3
_TABLES = {
    "saidso.reading.harm": ("harm",),
    "saidso.reading.clauses": ("people", "cues", "hedges", "numbers"),
    "saidso.reading.entities": ("attributes",),
    "saidso.resolving.times": ("times",),
}


def stretches(data: Path) -> Iterator[set[str]]:
    """Yield the words of each stretch of the two corpora."""
    for name in ("ewt", "gum"):
        lines = (data / "ud" / name / "train.conllu").read_text().splitlines()
        text = " ".join(line[9:] for line in lines if line.startswith("# text = "))
        found = folded(text)
        for at in range(0, len(found) - STRETCH, STRETCH):
            yield set(found[at : at + STRETCH])


def incident_words() -> set[str]:
    """Return the words of the tables that read incidents of any kind, in all their forms."""
    files = list(resources.files("saidso.incidents").joinpath("types").iterdir())
    for room, names in _TABLES.items():
        files += [resources.files(room).joinpath(f"{name}.yaml") for name in names]
    words = {
        word
        for f in files
        for text in _strings(yaml.safe_load(f.read_text()))
        for word in folded(text)
    }
    forms = set(words)
    for word in words:
        for upos in ("VERB", "NOUN"):
            for inflected in lemminflect.getAllInflections(word, upos=upos).values():
                forms.update(inflected)
    return forms


def _strings(data: object) -> Iterator[str]:
    """Yield the strings of a table, definitions and examples of types left out."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in ("definition", "examples", "codes"):
                yield from _strings(key)
                yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def main() -> None:
    """Write the table."""
    counts: Counter[str] = Counter()
    total = 0
    for words in stretches(Path(sys.argv[1])):
        counts.update(words)
        total += 1
    damped = incident_words()
    rows = []
    for word in sorted({w for w, n in counts.items() if n > 1} | damped):
        weight = math.log(total / max(1, counts[word])) / math.log(total)
        rows.append(f"{word}\t{round(100 * weight * (DAMPED if word in damped else 1))}\n")
    target = Path(__file__).parent.parent / "src" / "saidso" / "incidents" / "word_weights.tsv"
    target.write_text("".join(rows))
    print(f"{total} stretches, {len(rows)} words")


if __name__ == "__main__":
    main()
