"""`saidso evidence`: an evidence package of incidents or reports."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from saidso.cli.read import DEFAULT_STORE
from saidso.errors import StoreError


@click.command("evidence")
@click.argument("asked", nargs=-1, required=True, metavar="INCIDENT|REPORT...")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--out", metavar="FOLDER", required=True, help="A new folder.")
def command(asked: tuple[str, ...], store: str, out: str) -> None:
    """Write what is known of incidents or reports, with the bytes it rests on, as a BagIt package.

    An incident brings all its reports. The package holds the captured bytes, the records, the texts,
    and the custody log, in which entries about other reports are left out but for their digests. It is
    checked with `sha256sum -c manifest-sha256.txt`. The custody log notes that it was made.
    """
    from saidso.casefile import CaseFile
    from saidso.exchange.evidence import Entry, Exhibit, package
    from saidso.exchange.warc import Item
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        file = CaseFile(kept)
        incidents = []
        records = {}
        for one in asked:
            try:
                incident = file.incident(one)
            except StoreError as error:
                try:
                    record = kept.record(one)
                except StoreError:
                    raise error from None
                records[record.report.id, record.report.name] = record
                continue
            incidents.append(incident)
            for name in incident.reports:
                # the record as it was read: what people decided of it is in the incident
                id = file.records_of(incident)[name].report.id
                records[id, name] = kept.record(id)

        def exhibits() -> list[Exhibit]:
            found = []
            for (id, _), record in sorted(records.items()):
                i = kept.vault.item(id)
                item = Item(i.sha256, i.data, i.media, i.name, i.url, i.captured_at)
                found.append(Exhibit(item, record))
            return found

        log = (
            Entry(
                line=one.line,
                number=one.entry.number,
                item=one.entry.item,
                action=one.entry.action,
                previous=one.entry.previous,
                digest=one.digest,
            )
            for one in kept.vault.log()
        )
        path = Path(out)
        manifest = package(
            path,
            exhibits(),
            incidents,
            log,
            what=f"{', '.join(asked)} from a store of saidso",
            day=datetime.now(UTC).date().isoformat(),
        )
        kept.vault.note(
            "evidence",
            {
                "package": path.name,
                "manifest": manifest,
                "items": sorted({id for id, _ in records}),
            },
        )
    noun = "report" if len(records) == 1 else "reports"
    click.echo(f"{len(records)} {noun} with their bytes in {out}")
    click.echo(f"SHA-256 of its manifest: {manifest}")
