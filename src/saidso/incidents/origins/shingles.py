"""Shingles of paragraphs, hashed so that near-duplicates meet: MinHash with locality-sensitive bands.

A paragraph of a report gives BANDS keys; two paragraphs that share most of their shingles share a key
with high probability (Broder 1997; bands after Leskovec, Rajaraman and Ullman, "Mining of Massive
Datasets", 3.4: 1 - (1 - s^ROWS)^BANDS for a Jaccard similarity of s, here 0.94 at 0.8, 0.76 at 0.7
for one paragraph). Keys depend on the paragraph alone, so that a store can keep them.
"""

from __future__ import annotations

import hashlib

from rensa import RMinHash

from saidso.incidents.origins.passages import Words

SHINGLE = 3
"""Words of a shingle."""
BANDS = 5
ROWS = 4
_SEED = 1953
"""Of the permutations; a store keeps what they give, so it never changes."""
_SHORTEST = 10
"""Words of the writer's own that a paragraph needs to be compared."""


def keys(found: Words) -> list[int]:
    """Return the band keys of all paragraphs of a text: 64-bit signed integers, sorted, no repeats."""
    sets = []
    ends = [*found.starts[1:], len(found.folded)]
    for start, end in zip(found.starts, ends, strict=True):
        if sum(found.own[start:end]) < _SHORTEST:
            continue
        paragraph = found.folded[start:end]
        sets.append(
            [" ".join(paragraph[i : i + SHINGLE]) for i in range(end - start - SHINGLE + 1)]
        )
    out: set[int] = set()
    for digest in RMinHash.digests_from_token_sets(sets, num_perm=BANDS * ROWS, seed=_SEED):
        for band in range(BANDS):
            rows = digest[band * ROWS : (band + 1) * ROWS]
            data = b"".join(value.to_bytes(4, "big") for value in (band, *rows))
            key = hashlib.blake2b(data, digest_size=8).digest()
            out.add(int.from_bytes(key, "big", signed=True))
    return sorted(out)
