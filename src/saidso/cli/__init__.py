"""Room cli: the command line, one file per command, loaded when it is called."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module

import click

from saidso import __version__
from saidso.errors import SaidsoError

COMMANDS = {
    "read": "Read saved pages into incident records.",
    "fetch": "Fetch pages from the web, politely, and read them.",
    "show": "Show what a store holds: a list, or one record.",
    "who": "Show who speaks on a page, and what rests on whom.",
    "incidents": "List the incidents of a store across its reports.",
    "incident": "Show one incident: who says what, where accounts differ.",
    "export": "Write the incidents in the formats of the field.",
    "import": "Add the rows of ACLED and UCDP files as incidents.",
    "serve": "Serve a store to programs over HTTP: read pages, ask for incidents.",
    "review": "Open the reading room: check what was read, and decide.",
    "decisions": "List what people decided, and what is read otherwise since.",
    "reviewer": "Keep the people who decide, by name.",
    "sample": "Draw incidents for two reviewers to code.",
    "agreement": "Say how far two reviewers agree.",
    "verify": "Check every record of a store against its archived bytes.",
    "custody": "Show what came in, when and from where, and what left.",
    "evidence": "Write an evidence package of incidents or reports (BagIt).",
    "archive": "Write the archived bytes of a store as a WARC file.",
    "release": "Freeze the incidents of a store, with what changed.",
    "diff": "Say what changed between two releases or stores.",
    "transfer": "Carry a whole store into another place or database.",
    "batch": "Read shards of reports into shards of records.",
    "bench": "Measure speed on your own reports.",
    "gazetteer": "Add places beside those that the package carries.",
    "schema": "Print the JSON Schema of a record.",
}
"""Names and one-line help; kept here so that `saidso --help` loads no command."""
MODULES = {"import": "imports"}
"""Modules of commands whose name is a word of Python."""


class Lazy(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command from its own module."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"saidso.cli.{MODULES.get(cmd_name, cmd_name)}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


COLLECTED = 20_000
"""New objects after which Python looks for circles among them; reading makes few."""


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="saidso")
def cli() -> None:
    """Sourced incident records from the news.

    saidso reads saved news reports and makes incident records in which every claim points at its
    words and names those who said it.
    """


def main() -> None:
    """Run the command line; any error of ours becomes one line on stderr and an exit code."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115  # closed by who called us
    sys.stderr = sys.stderr or sys.stdout
    gc.set_threshold(COLLECTED)
    try:
        code = cli(standalone_mode=False)
        sys.stdout.flush()
    except SaidsoError as error:
        click.echo(f"saidso: {error}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        click.echo("saidso: stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        _hang_up()  # the reader of our output has gone away; nothing is left to say
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else "the output cannot be written: "
        click.echo(f"saidso: {where}{(error.strerror or str(error)).lower()}", err=True)
        _hang_up()
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _hang_up() -> None:
    """Let Python end without another try at writing what could not be written."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
