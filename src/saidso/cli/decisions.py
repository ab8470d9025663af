"""`saidso decisions`: the log of what people decided."""

from __future__ import annotations

import sys

import click

from saidso.cli.read import DEFAULT_STORE


@click.command("decisions")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--reviewer", metavar="NAME", help="Only those of this reviewer.")
@click.option("--incident", metavar="ID", help="Only those about the reports of this incident.")
@click.option("--limit", type=click.IntRange(1), help="At most so many, the newest.")
@click.option(
    "--differences",
    "differ",
    is_flag=True,
    help="What the newest reading has otherwise than people decided or saw.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one entry a line (JSON Lines).")
def command(
    store: str,
    reviewer: str | None,
    incident: str | None,
    limit: int | None,
    differ: bool,
    as_json: bool,
) -> None:
    """List what people decided, the newest first.

    Entries are only ever added: undo is one more. With --json an entry is printed as the log has it
    ("saidso/decision/1"), with `in_force`; `saidso verify` checks their chain.
    """
    import msgspec

    from saidso.errors import UsageError
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        if differ:
            if reviewer is not None or limit is not None:
                raise UsageError("--differences are those of all reviewers", help="name no other")
            found = kept.differences(incident)
            if as_json:
                for one in found:
                    sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
                return
            from saidso.cli.decision_list import show_differences

            show_differences(found)
            return
        log = kept.log(reviewer=reviewer, incident=incident, limit=limit, newest_first=True)
        if as_json:
            for entry in log:
                json = msgspec.json.encode(entry.decision)
                force = b"true" if entry.in_force else b"false"
                sys.stdout.buffer.write(json[:-1] + b',"in_force":' + force + b"}\n")
            return
        from saidso.cli.decision_list import show_log

        show_log(log, kept.place)
