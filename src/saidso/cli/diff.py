"""`saidso diff`: what changed between two releases or stores, claim by claim."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from saidso.exchange.holdings import Holdings


@click.command("diff")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(a: str, b: str, as_json: bool) -> int:
    """Say what changed from A to B: releases (folders) or stores.

    Incidents added, changed, merged, split, removed; under each the claims that went (-) and came (+),
    with their words and speakers. The exit code is 1 where anything changed, as that of diff.
    """
    from saidso.cli.changes import show_changes
    from saidso.exchange.changes import Difference
    from saidso.exchange.holdings import Holdings
    from saidso.exchange.pieces import compact

    with Holdings() as old, Holdings() as new:
        _take(a, old)
        _take(b, new)
        with Difference(old, new) as changes:
            if as_json:
                for piece in compact(changes.members()):
                    sys.stdout.buffer.write(piece)
                sys.stdout.buffer.write(b"\n")
            else:
                show_changes(changes)
            return 0 if changes.none else 1


def _take(place: str, into: Holdings) -> None:
    from saidso.exchange.releases import MANIFEST, gather, read

    if Path(place).is_dir() or (Path(place) / MANIFEST).exists():
        read(Path(place), into)
        return
    from saidso.casefile import CaseFile
    from saidso.store import open_store

    with open_store(place, create=False) as kept:
        gather(CaseFile(kept).every(), into)
