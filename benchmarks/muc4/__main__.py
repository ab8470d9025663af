"""Score our records on MUC-4, or prove the scorer on the systems of 1992.

    python -m benchmarks.muc4 DATA [--set tst2]
    python -m benchmarks.muc4 DATA --lost
    python -m benchmarks.muc4 DATA --prove
    python -m benchmarks.errors DATA muc4

DATA is the folder of the gold sets; the set is DATA/muc4. All that is learned is learned from the
development set (`learned/`), choices are made on TST1 and TST2; TST3 is for the report at the end only.
With --prove, `aligned` maps templates to each other as the published report did: people could map them
anew, and some did.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.muc4.proof import prove, slot_table, table
from benchmarks.muc4.reading import lost, scored
from benchmarks.muc4.reading import table as totals


def main() -> None:
    """Print the slot totals of a set, or the proof."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--prove", action="store_true", help="the systems of 1992 on TST3")
    parser.add_argument("--set", choices=("tst1", "tst2", "tst3"), action="append")
    parser.add_argument("--lost", action="store_true", help="what perfect slots would give")
    options = parser.parse_args()
    if options.prove:
        proved = prove(options.data / "muc4")
        print(table(proved), slot_table(proved), sep="\n\n")
        return
    every = []
    for name, (pairs, _) in scored(options.data / "muc4", options.set or ("tst1", "tst2")).items():
        print(name, totals(pairs), sep="\n")
        every += pairs
    if options.lost:
        print("all of them", lost(every), sep="\n")


if __name__ == "__main__":
    main()
