"""`saidso release`: a store frozen as a dataset."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import click

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
    from saidso.exchange import releases
    from saidso.exchange.changes import Difference
    from saidso.exchange.holdings import Holdings
    from saidso.store import open_store

    with ExitStack() as opened:
        kept = opened.enter_context(open_store(store, create=False))
        new = opened.enter_context(Holdings())
        releases.gather(CaseFile(kept).every(), new, vetted=vetted)
        last = kept.vault.last_release()
        before: Holdings | None = None
        changes: Difference | None = None
        if last is not None:
            before = opened.enter_context(Holdings())
            releases.fill(kept.vault.kept_of(last.number), before)
            changes = opened.enter_context(Difference(before, new))
        custody, decisions = kept.vault.heads()
        release = releases.write(
            Path(out),
            new,
            state="vetted" if vetted else "candidate",
            previous=(last.id, before) if last and before else None,
            changes=changes,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            custody=releases.Head(*custody),
            decisions=releases.Head(*decisions),
        )
        led = releases.redirects(before, changes, new)
        kept.vault.add_release(release.id, release.state, releases.kept(new, led))
        click.echo(f"release {release.id[:16]} ({release.state}) in {out}")
        click.echo(
            f"{release.incidents} incidents, {release.vetted} of them vetted; {release.claims} claims"
            f" in {release.reports} reports"
        )
        if changes is None or last is None:
            click.echo("the first release of this store")
        else:
            click.echo(f"since release {last.id[:16]}:")
            show_changes(changes, short=True)
