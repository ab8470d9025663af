"""Prove the scorer: the systems of 1992 on TST3, by our scorer and as published.

    python -m benchmarks.muc4 DATA --prove

DATA is the folder of the gold sets; the set is DATA/muc4. `aligned` maps templates to each other as
the published report did: people could map them anew, and some did.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.muc4.proof import prove, slot_table, table


def main() -> None:
    """Print the proof."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--prove", action="store_true", help="the systems of 1992 on TST3")
    options = parser.parse_args()
    if options.prove:
        proved = prove(options.data / "muc4")
        print(table(proved), slot_table(proved), sep="\n\n")


if __name__ == "__main__":
    main()
