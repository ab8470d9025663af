"""Readers of the gold corpora: files in, training windows out.

Each reader takes the folder of one corpus (layout: see docs/model-card.md) and yields documents as
lists of `Sentence`. Corpora under non-commercial terms are left out here, in one place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from saidso.language.tokens import sentences, tokenize

NON_COMMERCIAL = {"essay", "fiction", "letter", "podcast", "whow", "reddit"}
"""GUM genres whose texts are not CC BY."""
NON_COMMERCIAL_RE3D = {"BBC Online"}

ROLES = ("source", "cue", "content")


class Frame(msgspec.Struct):
    """One gold attribution; token indices count over the document."""

    source: list[int]
    cue: list[int]
    content: list[int]


class Roles(msgspec.Struct):
    """The semantic roles of one predicate: its token, and a BIO tag of ROLE_TAGS per token."""

    predicate: int
    tags: list[str]


class Sentence(msgspec.Struct):
    """One sentence with whatever its corpus annotates; None where it does not."""

    words: list[str]
    upos: list[str] | None = None
    heads: list[int] | None = None
    """Index of the head in the sentence, the token's own index at the root."""
    rels: list[str] | None = None
    names: list[str] | None = None
    """BIO tags over PER ORG LOC; "?" where unknown."""
    kinds: list[str] | None = None
    """Kind of the mention that the token is head of, "O" elsewhere."""
    parts: list[str] | None = None
    """BIO tags over the parts that phrases play in incidents (PART_TAGS)."""
    roles: list[Roles] | None = None


class Document(msgspec.Struct):
    """A text: its sentences and, where annotated, its attributions."""

    name: str
    corpus: str
    genre: str
    sentences: list[Sentence]
    frames: list[Frame] | None = None


def conllu(path: Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Yield (document, sentence id, rows of ten columns) for each sentence of a CoNLL-U file."""
    document = sentence = ""
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            elif line.startswith("# sent_id"):
                sentence = line.split("=", 1)[1].strip()
            elif line and not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
            elif not line and rows:
                yield document, sentence, rows
                rows = []
    if rows:
        yield document, sentence, rows


def syntax(rows: list[list[str]]) -> Sentence:
    """Return the words, tags and tree of CoNLL-U rows."""
    return Sentence(
        words=[row[1] for row in rows],
        upos=[row[3] for row in rows],
        heads=[int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)],
        rels=[row[7] for row in rows],
    )


def universal_names(path: Path) -> dict[str, list[str]]:
    """Return UNER tags by sentence id; other types than PER ORG LOC become O."""
    tags: dict[str, list[str]] = {}
    sentence = ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# sent_id"):
                sentence = line.split("=", 1)[1].strip()
                tags[sentence] = []
            elif line.strip() and not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdigit():
                    tag = columns[2] if len(columns) > 2 else columns[1].strip()
                    tags[sentence].append("O" if tag.endswith(("-O", "OTH")) else tag.strip())
    return tags


def web_treebank(data: Path, split: str) -> Iterator[Document]:
    """Yield EWT documents with syntax and UNER names."""
    names = universal_names(data / "ner" / "uner-ewt" / f"{split}.iob2")
    document: Document | None = None
    for name, sentence_id, rows in conllu(data / "ud" / "ewt" / f"{split}.conllu"):
        sentence = syntax(rows)
        tags = names.get(sentence_id)
        if tags is not None and len(tags) == len(rows):
            sentence.names = tags
        if document is None or document.name != name:
            if document:
                yield document
            document = Document(name, "ewt", name.split("-")[0], [])
        document.sentences.append(sentence)
    if document:
        yield document


_ENTITY = re.compile(r"\([^()]*\)?|[^()]+\)")
_NAME_OF_KIND = {"person": "PER", "organization": "ORG", "place": "LOC"}


def gum(data: Path, split: str) -> Iterator[Document]:
    """Yield GUM documents (CC BY genres) with syntax, mention kinds and names made from mentions."""
    documents: dict[str, list[list[list[str]]]] = {}
    for name, _, rows in conllu(data / "ud" / "gum" / f"{split}.conllu"):
        if name.split("_")[1] not in NON_COMMERCIAL:
            documents.setdefault(name, []).append(rows)
    for name, sentences_rows in documents.items():
        document = Document(name, "gum", name.split("_")[1], [])
        for rows in sentences_rows:
            sentence = syntax(rows)
            sentence.kinds, sentence.names = _gum_mentions(rows, sentence)
            document.sentences.append(sentence)
        yield document


def _gum_mentions(rows: list[list[str]], sentence: Sentence) -> tuple[list[str], list[str]]:
    """Return the kind at each mention's head, and BIO names of mentions headed by proper nouns."""
    assert sentence.heads is not None
    mentions: list[tuple[int, int, str]] = []
    opened: dict[str, list[tuple[int, str]]] = {}
    for i, row in enumerate(rows):
        found = re.search(r"Entity=([^|]*)", row[9])
        for part in _ENTITY.findall(found.group(1)) if found else ():
            if part.startswith("("):
                body = part[1:].rstrip(")").split("-")
                group, kind = body[0], body[1] if len(body) > 1 else ""
                if part.endswith(")"):
                    mentions.append((i, i, kind))
                else:
                    opened.setdefault(group, []).append((i, kind))
            else:
                group = part[:-1].split("-")[0]
                if opened.get(group):
                    start, kind = opened[group].pop()
                    mentions.append((start, i, kind))
    kinds = ["O"] * len(rows)
    names = ["O"] * len(rows)
    for first, last, kind in sorted(mentions, key=lambda m: m[0] - m[1]):
        heads = [
            k
            for k in range(first, last + 1)
            if sentence.heads[k] == k or not first <= sentence.heads[k] <= last
        ]
        if not heads or not kind:
            continue
        if kinds[heads[0]] == "O":
            kinds[heads[0]] = kind
        if rows[heads[0]][3] == "PROPN" and kind in _NAME_OF_KIND:
            start, end = _proper(rows, heads[0], first, last)
            if names[start] == "O" and names[end] == "O":
                tag = _NAME_OF_KIND[kind]
                names[start : end + 1] = ["B-" + tag] + ["I-" + tag] * (end - start)
    return kinds, names


def _proper(rows: list[list[str]], head: int, first: int, last: int) -> tuple[int, int]:
    """Return the run of name-like tokens round `head` inside [first, last]."""

    def part(i: int) -> bool:
        return rows[i][3] == "PROPN" or rows[i][1] in ("of", "the", "-", "and", "for", "&")

    start = end = head
    while start > first and part(start - 1):
        start -= 1
    while end < last and part(end + 1):
        end += 1
    while rows[start][3] != "PROPN":
        start += 1
    while rows[end][3] != "PROPN":
        end -= 1
    return start, end


_RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}


def re3d(data: Path) -> Iterator[Document]:
    """Yield re3d documents (open parts) with names; mentions that are no names are masked."""
    for folder in sorted((data / "re3d").iterdir()):
        if not (folder / "documents.json").exists() or folder.name in NON_COMMERCIAL_RE3D:
            continue
        entities: dict[str, list[tuple[int, int, str]]] = {}
        for line in (folder / "entities.json").read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                entities.setdefault(row["documentId"], []).append(
                    (row["begin"], row["end"], row["type"])
                )
        for line in (folder / "documents.json").read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            row = json.loads(line)
            text = row["text"]
            tokens = tokenize(text, (0, len(text)))
            tags = ["O"] * len(tokens)
            for begin, end, kind in sorted(entities.get(row["_id"], []), key=lambda e: e[0] - e[1]):
                inside = [i for i, (a, b) in enumerate(tokens) if a >= begin and b <= end]
                if not inside or kind not in _RE3D:
                    continue
                while inside and text[slice(*tokens[inside[0]])].lower() in ("the", "a", "an"):
                    inside.pop(0)
                words = [text[slice(*tokens[i])] for i in inside]
                name = words and all(
                    w[0].isupper() or w in ("of", "the", "for", "and", "-", "’s", "'s")
                    for w in words
                )
                for k, i in enumerate(inside):
                    tags[i] = ("B-" if k == 0 else "I-") + _RE3D[kind] if name else "?"
            yield Document(
                row["_id"],
                "re3d",
                folder.name,
                [
                    Sentence([text[slice(*t)] for t in tokens[a:b]], names=tags[a:b])
                    for a, b in sentences(text, tokens)
                ],
            )


class Annotation(msgspec.Struct):
    """A PolNeAR attribution as annotated: character spans by role."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]


def polnear_annotations(path: Path) -> list[Annotation]:
    """Return the attributions of one brat file that have a cue and a content."""
    spans: dict[str, list[tuple[int, int]]] = {}
    out: list[Annotation] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if line.startswith("T") and len(columns) > 1:
            offsets = columns[1].split(" ", 1)[1]
            spans[columns[0]] = [
                (int(a), int(b)) for a, b in (part.split() for part in offsets.split(";"))
            ]
        elif line.startswith("E") and len(columns) > 1:
            roles: dict[str, list[tuple[int, int]]] = {}
            for pair in columns[1].split():
                role, _, target = pair.partition(":")
                roles.setdefault(re.sub(r"\d+$", "", role).lower(), []).extend(
                    spans.get(target, [])
                )
            annotation = Annotation(*(sorted(set(roles.get(role, []))) for role in ROLES))
            if annotation.cue and annotation.content:
                out.append(annotation)
    return out


def polnear_files(data: Path, split: str) -> Iterator[tuple[str, Path, list[Path]]]:
    """Yield (article, text file, annotation files by annotator name) of a PolNeAR split."""
    folder = data / "polnear" / split
    by_article: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        by_article.setdefault(path.stem.rsplit("_", 1)[0], []).append(path)
    for article, paths in sorted(by_article.items()):
        yield article, folder / "text" / f"{article}.txt", paths


def polnear(data: Path, split: str) -> Iterator[Document]:
    """Yield PolNeAR articles with attribution frames, one annotator each (the first by name)."""
    for article, text_path, paths in polnear_files(data, split):
        text = text_path.read_bytes().decode("utf-8")
        annotations = polnear_annotations(paths[0])
        document = Document(article, "polnear", "news", [], [])
        spans: list[tuple[int, int]] = []
        for match in re.finditer(r"[^\n]+", text):
            tokens = tokenize(text, match.span())
            for a, b in sentences(text, tokens):
                document.sentences.append(Sentence([text[slice(*t)] for t in tokens[a:b]]))
            spans.extend(tokens)
        assert document.frames is not None
        for annotation in annotations:
            parts = [
                [i for i, (a, b) in enumerate(spans) if any(a < e and b > s for s, e in part)]
                for part in (annotation.source, annotation.cue, annotation.content)
            ]
            if parts[1] and parts[2]:
                document.frames.append(Frame(*parts))
        yield document
