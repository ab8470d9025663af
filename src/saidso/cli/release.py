"""`saidso release`: a store frozen as a dataset."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from saidso.cli.read import DEFAULT_STORE


@click.command("release")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--out", metavar="FOLDER", required=True, help="A new folder.")
@click.option("--vetted", is_flag=True, help="Only incidents that a person has confirmed.")
def command(store: str, out: str, vetted: bool) -> None:
    """Freeze the incidents of a store as a release, and say what changed since the last one.

    Writes incidents, claims and reports (without their texts), the changes, redirects of ids that are
    gone, and a manifest that `sha256sum -c manifest-sha256.txt` checks. The id of a release follows from
    its data: the same store gives the same id. Incidents are candidates until a person confirms them;
    rejected ones are left out.
    """
    from saidso.casefile import CaseFile
    from saidso.cli.changes import show_changes
    from saidso.exchange.releases import Head, Kept, gather, write
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        file = CaseFile(kept)
        dataset, incidents = gather(
            ((one, file.records_of(one)) for one in file.incidents()), vetted=vetted
        )
        last = kept.vault.last_release()
        previous = None
        if last is not None:
            before = msgspec.json.decode(last.data, type=Kept)
            previous = (last.id, before.dataset, before.redirects)
        custody, decisions = kept.vault.heads()
        release, changes, redirects = write(
            Path(out),
            dataset,
            incidents,
            state="vetted" if vetted else "candidate",
            previous=previous,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            custody=Head(*custody),
            decisions=Head(*decisions),
        )
        data = msgspec.json.encode(Kept(dataset, redirects), order="deterministic")
        kept.vault.add_release(release.id, release.state, data)
    click.echo(f"release {release.id[:16]} ({release.state}) in {out}")
    click.echo(
        f"{release.incidents} incidents, {release.vetted} of them vetted; {release.claims} claims"
        f" in {release.reports} reports"
    )
    if changes is None:
        click.echo("the first release of this store")
    else:
        assert release.previous is not None  # there are changes
        click.echo(f"since release {release.previous[:16]}:")
        show_changes(changes, short=True)
