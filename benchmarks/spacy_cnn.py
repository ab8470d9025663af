"""Speed and syntax beside a spaCy CNN pipeline of tagger, parser and names, trained on the same treebank.

    python -m benchmarks.spacy_cnn DATA --spacy PYTHON --work DIR [--steps N]

PYTHON is the interpreter of an environment of its own with spaCy in it, which this project does not
depend on. DIR keeps the trained pipeline; where it has one, nothing is trained. Training data: UD
English EWT with the names of Universal NER, as in `training/`. The configuration is spaCy's own for
small CPU pipelines (`spacy init config --optimize efficiency`).

Protocol: words per second over the articles of PolNeAR dev, one thread each; the two take turns over
parts of the articles, so that other work on the machine weighs on both. Accuracy on the test part of
EWT with gold tokens and sentences: share of words with the right tag (UPOS), head (UAS), head and
relation (LAS), F1 of names (PER, ORG, LOC).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

TURNS = 6
ARTICLES = 60
NAMES = ("PER", "ORG", "LOC")


class Sentence(NamedTuple):
    """A sentence of a treebank; a root is its own head; names are B-, I- and O tags."""

    words: list[str]
    upos: list[str]
    heads: list[int]
    rels: list[str]
    names: list[str]


def sentences(data: Path, part: str) -> Iterator[Sentence]:
    """Yield the sentences of a part of EWT with their names."""
    names = {}
    for block in _blocks(data / "ner" / "uner-ewt" / f"{part}.iob2"):
        id, rows = _rows(block)
        names[id] = [row[2] if row[2][2:] in NAMES else "O" for row in rows]
    for block in _blocks(data / "ud" / "ewt" / f"{part}.conllu"):
        id, rows = _rows(block)
        rows = [row for row in rows if row[0].isdecimal()]
        tags = names.get(id, [])
        yield Sentence(
            [row[1] for row in rows],
            [row[3] for row in rows],
            [int(row[6]) - 1 if row[6] != "0" else k for k, row in enumerate(rows)],
            [row[7] for row in rows],
            tags if len(tags) == len(rows) else ["O"] * len(rows),
        )


def _blocks(path: Path) -> list[str]:
    return [b for b in path.read_text("utf-8").split("\n\n") if b.strip()]


def _rows(block: str) -> tuple[str, list[list[str]]]:
    lines = block.strip().split("\n")
    id = next(line.split("= ", 1)[1] for line in lines if line.startswith("# sent_id"))
    return id, [line.split("\t") for line in lines if not line.startswith("#")]


def named(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Return the names that tags spell: first word, end, kind."""
    out: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag[0] == "I" and out and out[-1][1] == i and out[-1][2] == tag[2:]:
            out[-1] = (out[-1][0], i + 1, tag[2:])
        elif tag != "O":
            out.append((i, i + 1, tag[2:]))
    return set(out)


def score(gold: Sequence[Sentence], ours: Sequence[Sentence]) -> dict[str, float]:
    """Return UPOS, UAS, LAS and F1 of names, in percent."""
    n: Counter[str] = Counter()
    for right, found in zip(gold, ours, strict=True):
        n["words"] += len(right.words)
        for a, b, c, d, e, f in zip(*right[1:4], *found[1:4], strict=True):
            n["upos"] += a == d
            n["uas"] += b == e
            n["las"] += b == e and c == f
        one, two = named(right.names), named(found.names)
        n["both"] += len(one & two)
        n["names"] += len(one) + len(two)
    out = {k: 100 * n[k] / n["words"] for k in ("upos", "uas", "las")}
    return {**out, "names": 200 * n["both"] / n["names"]}


# spaCy's side: run as a script by an interpreter that has spaCy and need not have saidso


def spacy_side(data: Path, work: Path, steps: int) -> None:
    """Train where there is no pipeline, then answer one line for each line of texts."""
    import spacy  # type: ignore[import-not-found,unused-ignore]  # of its own environment
    from spacy.tokens import Doc  # type: ignore[import-not-found,unused-ignore]

    best = work / "out" / "model-best"
    if not best.is_dir():
        _train(data, work, steps)
    nlp = spacy.load(best)
    gold = list(sentences(data, "test"))
    docs = [
        Doc(nlp.vocab, words=s.words, sent_starts=[k == 0 for k in range(len(s.words))])
        for s in gold
    ]
    found = [
        Sentence(
            s.words,
            [t.tag_ for t in doc],
            [t.head.i for t in doc],
            ["root" if t.dep_ == "ROOT" else t.dep_ for t in doc],
            [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc],
        )
        for s, doc in zip(gold, nlp.pipe(docs, batch_size=64), strict=True)
    ]
    print(json.dumps({"version": spacy.__version__, **score(gold, found)}), flush=True)
    for line in sys.stdin:
        begin = time.process_time()
        for _ in nlp.pipe(json.loads(line), batch_size=32):
            pass
        print(time.process_time() - begin, flush=True)


def _train(data: Path, work: Path, steps: int) -> None:
    import spacy
    from spacy.tokens import Doc, DocBin

    nlp = spacy.blank("en")
    work.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev"):
        bin = DocBin()
        some = list(sentences(data, part))
        some = some if part == "train" else some[::4]
        for k in range(
            0, len(some), 8
        ):  # several in a row, so that the parser learns where they end
            group = some[k : k + 8]
            offsets = [sum(len(s.words) for s in group[:i]) for i in range(len(group))]
            bin.add(
                Doc(
                    nlp.vocab,
                    words=[w for s in group for w in s.words],
                    tags=[t for s in group for t in s.upos],
                    heads=[o + h for s, o in zip(group, offsets, strict=True) for h in s.heads],
                    deps=["ROOT" if r == "root" else r for s in group for r in s.rels],
                    ents=[t for s in group for t in s.names],
                )
            )
        bin.to_disk(work / f"{part}.spacy")
    run: Callable[..., Any] = subprocess.check_call
    here = [sys.executable, "-m", "spacy"]
    config = str(work / "config.cfg")
    run(
        [
            *here,
            "init",
            "config",
            config,
            "-F",
            "-l",
            "en",
            "-p",
            "tagger,parser,ner",
            "-o",
            "efficiency",
        ],
        stdout=sys.stderr,
    )
    paths = [f"--paths.{part}={work / part}.spacy" for part in ("train", "dev")]
    begin = time.perf_counter()
    run(
        [*here, "train", config, "-o", str(work / "out"), *paths, f"--training.max_steps={steps}"],
        stdout=sys.stderr,
    )
    print(f"trained in {time.perf_counter() - begin:.0f} s", file=sys.stderr)


# our side


def saidso_side(
    data: Path,
) -> tuple[dict[str, float], dict[str, Callable[[Sequence[str]], object]]]:
    """Return our accuracy, and what is timed by name."""
    from saidso.capture.captures import capture
    from saidso.capture.reports import report
    from saidso.language import windows
    from saidso.language.language import Language, drafts
    from saidso.language.windows import Draft
    from saidso.reader import Reader

    language, reader = Language(), Reader()
    labels = language.model.labels
    gold = list(sentences(data, "test"))
    found: list[Sentence] = []
    for some in (gold[k : k + 200] for k in range(0, len(gold), 200)):
        first = 0
        own = []
        for s in some:
            own.append(Draft(first, [(0, 0)] * len(s.words), s.words))
            first += len(s.words)
        built = list(windows.Builder(language.model.tokenizer).windows(own))
        said = language._read(*language._encode(built))
        upos, heads, rels, names = (
            [x for one in said for x in getattr(one, part)]
            for part in ("upos", "heads", "rels", "names")
        )
        for draft in own:
            a, b = draft.first, draft.first + len(draft.words)
            found.append(
                Sentence(
                    draft.words,
                    [labels.upos[k] for k in upos[a:b]],
                    [h - a for h in heads[a:b]],
                    [labels.rels[k] for k in rels[a:b]],
                    [labels.names[k] for k in names[a:b]],
                )
            )

    def reports(texts: Sequence[str]) -> list[Any]:
        return [report(capture("x", text.encode(), "text")) for text in texts]

    def bare(texts: Sequence[str]) -> object:
        builder = windows.Builder(language.model.tokenizer)
        feeds = [windows.feed(w) for r in reports(texts) for w in builder.windows(list(drafts(r)))]
        begin = time.process_time()
        for feed in feeds:
            language.model.encode(feed)
        return time.process_time() - begin

    return score(gold, found), {
        "encoder alone": bare,
        "syntax, names, who said what": lambda texts: list(language.parse_many(reports(texts))),
        "text to record": lambda texts: list(reader.read_many(reports(texts))),
    }


def main() -> None:
    """Compare, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--spacy", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2400)
    options = parser.parse_args()
    if options.spacy is None:
        spacy_side(options.data, options.work, options.steps)
        return
    command = [str(options.spacy), __file__, str(options.data), "--work", str(options.work)]
    side = subprocess.Popen(
        [*command, "--steps", str(options.steps)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert side.stdin is not None  # pipes were asked for
    assert side.stdout is not None
    theirs = json.loads(side.stdout.readline())
    ours, timed = saidso_side(options.data)
    files = sorted((options.data / "polnear" / "dev" / "text").iterdir())[:ARTICLES]
    texts = [path.read_text("utf-8") for path in files]
    words = sum(len(t.split()) for t in texts)
    seconds = dict.fromkeys(("spaCy CNN", *timed), 0.0)
    for work in timed.values():
        work(texts[:2])  # tables are loaded on first use
    for turn in range(TURNS):
        part = texts[turn::TURNS]
        side.stdin.write(json.dumps(part) + "\n")
        side.stdin.flush()
        seconds["spaCy CNN"] += float(side.stdout.readline())
        for name, work in timed.items():
            begin = time.process_time()
            told = work(part)
            seconds[name] += told if isinstance(told, float) else time.process_time() - begin
    side.stdin.close()
    side.wait()
    print(f"{len(texts)} articles, {words:,} words; spaCy {theirs.pop('version')}")
    for name in ("spaCy CNN", *timed):
        print(f"  {name:30s} {words / seconds[name]:8,.0f} words/s of CPU")
    print(f"  {'EWT test':30s} " + " ".join(f"{k:>6s}" for k in ours))
    for name, scores in (("spaCy CNN", theirs), ("saidso", ours)):
        print(f"  {name:30s} " + " ".join(f"{scores[k]:6.1f}" for k in ours))


if __name__ == "__main__":
    main()
