"""Write the parts of the documentation that come from the code.

    python docs/generate.py

`docs/cli.md` comes from the commands, `src/saidso/schemas/*.json` from the record types, the
record in `README.md` from reading `docs/market.html`, the rows in `docs/formats` from exports
(`format_pages.py`). Tests fail when they are out of date.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console

import saidso
from saidso.cli import cli
from saidso.cli.render import show_record
from saidso.exchange.schema import incident_schema, record_schema

ROOT = Path(__file__).parent.parent


def pages() -> dict[Path, str]:
    """Return the generated files and what they should hold."""
    schemas = {"record": record_schema(), "incident": incident_schema()}
    return {
        ROOT / "README.md": _readme(),
        ROOT / "docs/cli.md": "".join(_reference()),
        **{
            ROOT / f"src/saidso/schemas/{name}.json": json.dumps(
                schema, indent=1, ensure_ascii=False
            )
            + "\n"
            for name, schema in schemas.items()
        },
    }


def _readme() -> str:
    """Return the README with the record of `docs/market.html` as a terminal shows it."""
    screen = Console(file=io.StringIO(), width=92, highlight=False)
    show_record(saidso.read(ROOT / "docs/market.html"), screen)
    assert isinstance(screen.file, io.StringIO)
    lines = (f"    {line}".rstrip() for line in screen.file.getvalue().strip().split("\n"))
    before, rest = (ROOT / "README.md").read_text().split(_FROM)
    return f"{before}{_FROM}\n" + "\n".join(lines) + f"\n\n{_TO}{rest.split(_TO)[1]}"


_FROM = "<!-- record: written by make docs -->\n"
_TO = "<!-- end of record -->"


def _reference() -> Iterator[str]:
    yield "# Command line\n\nWritten by `make docs` from the commands themselves.\n"
    yield from _command(cli, "saidso", None)


def _command(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=90)
    yield f"\n## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None:
                yield from _command(found, child, context)


def _formats() -> dict[Path, str]:
    """Return the pages of the formats; none where the library of one of them is missing."""
    from format_pages import format_pages

    try:
        return format_pages()
    except ImportError:
        print("left as they are: docs/formats (python tests/readers.py installs what they need)")
        return {}


if __name__ == "__main__":
    for path, text in {**pages(), **_formats()}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        print("written:", path.relative_to(ROOT))
