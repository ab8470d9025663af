"""The head of an untagged text: headline, byline, outlet and the date of publication."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Literal

import msgspec

from saidso.capture import dates
from saidso.capture.residue import direct
from saidso.capture.stories import Block, Mark, block

_NAME = r"[^\W\d_][\w.’'-]{0,30}(?: (?:[^\W\d_a-z][\w.’'-]{0,30}|de|van|von|der|den|al|el|bin|la|du)){1,4}"
_BY = re.compile(
    r"\W{0,4}(?:by|written by|story by|reported by|words by|report by|author)\s?:?\s+"
    r"(?P<rest>\S.{1,160})",
    re.I | re.S,
)
_DESK = re.compile(
    r"(?:,| \||\s[-–—•·]|\n)\s?(?P<desk>(?:the )?"
    r"(?:associated press|reuters|ap|afp|bloomberg|staff (?:writer|reporter)"
    r"|[\w ]{0,30}(?:correspondent|reporter|editor|staff writer|news service|news agency|bureau)"
    r"|[\w .]{0,25}(?:news|times|post|cnn|bbc)))\b",
    re.I,
)
_DESK_ONLY = re.compile(
    r"(?:by )?(?:the )?(?:associated press|reuters(?: staff)?|agence france-presse|afp|staff and agencies"
    r"|[\w ]{0,20}news (?:agency|service|staff|desk)|staff (?:writers?|reporters?)|our correspondent"
    r"|web desk|news desk|editorial (?:board|staff)|wire reports?|agencies)\Z",
    re.I,
)
_ENDING = re.compile(
    r"\s(?:\|\s(?P<pipe>[^|]{2,40})|[-–—]\s"
    r"(?P<dash>(?:the )?[\w.&’' ]{0,30}\b(?:news|times|post|herald|tribune"
    r"|journal|guardian|press|daily|cnn|reuters|jazeera|bbc|telegraph|independent|mail|standard|gazette"
    r"|chronicle|agency|radio|tv|online)(?: online| english| world)?))\Z",
    re.I,
)


_PAPER = re.compile(
    r"(?:(?:[A-Z][\w.&’'-]{0,30}|of|and|the) ){1,5}(?:News|Times|Post|Herald|Tribune|Journal|Guardian"
    r"|Press|Daily|Telegraph|Independent|Mail|Standard|Gazette|Chronicle|Agency|Radio|Dispatch|Courier"
    r"|Observer|Ledger|Star|Sun|Mirror|Express|Examiner|Inquirer|Register|Globe|Monitor|Voice|Echo|Argus"
    r"|Advertiser|Bulletin|Sentinel|Beacon|Wire|Broadcasting|Television)\Z"
)
"""Names of outlets by their last word; at least one word stands before it."""


class Head(msgspec.Struct, frozen=True):
    """What the first blocks of a text are and say; `kinds` maps block numbers."""

    kinds: dict[int, Literal["headline", "byline"] | Mark]
    title: str | None
    outlet: str | None
    byline: list[str]
    published: str | None


def plain_title(line: str) -> tuple[str, str | None]:
    """Return a headline without the outlet's name at its end, and that name."""
    line = line.strip().lstrip("#*> ").rstrip("#* ")
    line = " ".join(line.split())
    match = _ENDING.search(line) if len(line) <= 400 else None
    if not match or match.start() < 12:
        return line, None
    return line[: match.start()].strip(" |"), (match["pipe"] or match["dash"]).strip()


def same(a: str, b: str) -> bool:
    """Return whether two lines say the same, apart from case, marks and an outlet's name."""
    return _key(plain_title(a)[0]) == _key(plain_title(b)[0]) != ""


def _key(line: str) -> str:
    return re.sub(r"\W+", "", line).lower()


def names_in_byline(line: str) -> list[str] | None:
    """Return the names of a byline ([] where it names only a desk), None where it is none."""
    line = line.strip()
    if len(line) > 200:
        return None
    if _DESK_ONLY.match(line):
        return []
    match = _BY.match(line)
    rest = match["rest"] if match else line
    desk = _DESK.search(rest)
    if not match and not (desk and re.match(_NAME + r"\s?\Z", rest[: desk.start()])):
        return None
    names: list[str] = []
    end = 0
    for found in re.finditer(
        rf"({_NAME})(?:,? (?:and|&) |, | ?/ ?|\s*\n|\Z|(?= [|•·(–—-]| in | for ))", rest
    ):
        if found.start() != end:
            break
        end = found.end()
        outlet = names and _PAPER.match(found[1])
        if not outlet and not _DESK_ONLY.match(found[1]) and not dates.date_in(found[1]):
            names.append(found[1].rstrip(","))
    if not names and match and len(line.split()) <= 14 and (dates.date_in(rest) or desk):
        return []
    if not names:
        return [] if _DESK_ONLY.match(rest) else None
    left = rest[end:].strip(" |•·(–—-,\n)")
    if len(left.split()) > 14 or (left[-1:] == "." and len(left.split()) > 4):
        return None
    return names


def find_head(
    texts: Sequence[str],
    *,
    title: str | None = None,
    tagged: bool = False,
    labels: Container[int] = frozenset(),
) -> Head:
    """Return the head of a text whose blocks are `texts`.

    `title` is the headline where it is known; `tagged` says that the text came out of HTML, where
    other headings than the known one are no headline; `labels` are blocks with the label of an entry,
    which belong to no head.
    """
    blocks = [block(t) for t in texts[:400]]
    first = next((i for i, b in enumerate(blocks) if _opens_story(b)), len(blocks))
    kinds: dict[int, Literal["headline", "byline"] | Mark] = {}
    byline: list[str] = []
    stamps: dict[str, str] = {}
    printed_by: str | None = None
    for i, b in enumerate(blocks[: first + 3]):
        if b.words > 25 or i in labels:
            continue
        names = names_in_byline(b.text) if i < first + 2 and not b.prose else None
        stamp = dates.labelled(b.text)
        if i <= first and (parts := _parts(b.text)) is not None:
            names, stamp = [*(names or []), *parts.names], stamp or ("alone", parts.published)
            printed_by = printed_by or parts.outlet
        if i < 4 and stamp is None and (inside := dates.labelled_inside(b.text)):
            stamps.setdefault(*inside)
        if stamp is None and i <= first and (iso := dates.alone(b.text)):
            stamp = ("alone", iso)
        if names is not None:
            byline += [n for n in names if n not in byline]
            if stamp is None and (iso := dates.date_in(b.text)):
                stamp = ("alone", iso)
        if names is not None or stamp is not None:
            kinds[i] = "byline"
        if stamp is not None:
            stamps.setdefault(*stamp)
    at = _headline(blocks, first, kinds, title, tagged=tagged)
    outlet = None
    found = title
    if at is not None:
        found, outlet = plain_title(blocks[at].text)
        kinds[at] = "headline"
        _furniture(blocks, at, first, kinds)
    outlet = outlet or printed_by
    published = stamps.get("published") or stamps.get("alone") or stamps.get("updated")
    return Head(kinds, found or title, outlet, byline, published)


class _Line(msgspec.Struct, frozen=True):
    """A line of parts: "From our correspondent | The Herald | 1 February 2019"."""

    names: list[str]
    outlet: str | None
    published: str


def _parts(line: str) -> _Line | None:
    """Return what a line of two to five parts says where one of them is a date, else None."""
    parts = [p.strip() for p in re.split(r"\s[|•·]\s", line.strip())] if len(line) < 200 else []
    if not 2 <= len(parts) <= 5 or any(len(p.split()) > 6 for p in parts):
        return None
    days = [d for p in parts if (d := dates.alone(p))]
    if not days:
        return None
    names: list[str] = []
    others: list[str] = []
    for part in parts:
        if dates.alone(part) or part.lower().startswith("from our"):
            continue
        found = names_in_byline(part)
        if found is None:
            others.append(part)
        else:
            names += found
    titled = [p for p in others if p[:1].isupper()]
    return _Line(names, titled[0] if len(titled) == 1 else None, days[0])


def _opens_story(b: Block) -> bool:
    return b.prose and (b.words >= 12 or b.sentences > 1) and direct(b) is None


def _headline(
    blocks: Sequence[Block],
    first: int,
    kinds: dict[int, Literal["headline", "byline"] | Mark],
    title: str | None,
    *,
    tagged: bool,
) -> int | None:
    if title:
        for i, b in enumerate(blocks[: first + 3]):
            if len(b.text) < 400 and same(b.text, title):
                return i
    if tagged or first >= len(blocks):
        return None
    candidates = [
        i for i, b in enumerate(blocks[:first]) if i not in kinds and _could_be_headline(b)
    ]
    if not candidates:
        return None
    if first > 8 and len(candidates) > 3:
        return max(candidates[-6:], key=lambda i: (min(blocks[i].words, 12), -i))
    return next((i for i in candidates if blocks[i].words >= 4), candidates[0])


def _could_be_headline(b: Block) -> bool:
    ends = b.text[-1:] in ".:;,-–—" and not b.text.endswith(("U.S.", "U.N.", "U.K.", "...", "Jr."))
    return (
        2 <= b.words <= 30
        and b.sentences <= 2
        and len(b.text) <= 220
        and not ends
        and direct(b) is None
    )


def _furniture(
    blocks: Sequence[Block],
    headline: int,
    first: int,
    kinds: dict[int, Literal["headline", "byline"] | Mark],
) -> None:
    """Mark what stands above the headline, and its copies, as furniture of the page."""
    title = blocks[headline].text
    for i, b in enumerate(blocks[: first + 3]):
        if i in kinds:
            continue
        if i != headline and len(b.text) < 400 and same(b.text, title):
            kinds[i] = Mark("residue", "headline again")
        elif i < headline and (b.words <= 3 or headline > 4) and not b.prose:
            kinds[i] = Mark("residue", "menu")
