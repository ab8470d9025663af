"""`saidso reviewer`: the people who decide, by name."""

from __future__ import annotations

import click

from saidso.cli.read import DEFAULT_STORE

_STORE = click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
_STDIN = click.option(
    "--password-stdin", is_flag=True, help="Take the password from standard input, one line."
)


@click.group("reviewer")
def command() -> None:
    """Keep the named reviewers of a store.

    A reviewer is never deleted: what they decided stays under their name. Passwords are asked for
    by `saidso review --auth` only; programs have tokens.
    """


@command.command("add")
@click.argument("name")
@click.option(
    "--role", type=click.Choice(["coder", "supervisor"]), default="coder", show_default=True
)
@click.option("--no-password", is_flag=True, help="Add the name only; they cannot log in.")
@_STDIN
@_STORE
def add(name: str, role: str, no_password: bool, password_stdin: bool, store: str) -> None:
    """Add a reviewer; the password is asked for twice."""
    from saidso.store import Role, open_store

    known: dict[str, Role] = {"coder": "coder", "supervisor": "supervisor"}
    password = None if no_password else _password(password_stdin)
    with open_store(store) as kept:
        added = kept.reviewers.add(name, known[role], password=password)
    click.echo(f"added {added.name}, {added.role}")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one reviewer a line (JSON Lines).")
@_STORE
def list_(as_json: bool, store: str) -> None:
    """List all reviewers, those who were deactivated among them."""
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        found = kept.reviewers.all()
    if as_json:
        import msgspec

        for one in found:
            click.echo(msgspec.json.encode(one).decode())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    screen = Console(highlight=False)
    if not found:
        screen.print(Text("No reviewer yet: `saidso reviewer add NAME` adds one.", style="yellow"))
        return
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("name", "role", "added", "password", "state"):
        grid.add_column(title)
    for one in found:
        state = Text("active", style="green")
        if one.deactivated_at:
            state = Text(f"deactivated {one.deactivated_at[:10]}", style="dim")
        cells = (one.name, one.role, one.added_at[:10], "set" if one.has_password else "none")
        grid.add_row(*(Text(cell) for cell in cells), state)
    screen.print(grid)


@command.command("deactivate")
@click.argument("name")
@_STORE
def deactivate(name: str, store: str) -> None:
    """Let a reviewer work no more; what they decided stays."""
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        kept.reviewers.deactivate(name)
    click.echo(f"deactivated {name}; what they decided stays")


@command.command("activate")
@click.argument("name")
@_STORE
def activate(name: str, store: str) -> None:
    """Let a reviewer who was deactivated work again."""
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        kept.reviewers.activate(name)
    click.echo(f"{name} may work again")


@command.command("password")
@click.argument("name")
@_STDIN
@_STORE
def password(name: str, password_stdin: bool, store: str) -> None:
    """Give a reviewer a new password and end their sessions."""
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        kept.reviewers.named(name)  # asked before the password is
        kept.reviewers.set_password(name, _password(password_stdin))
    click.echo(f"{name} has a new password")


@command.command("token")
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True)
@_STORE
def token(name: str, days: int, store: str) -> None:
    """Print a new token with which a program asks `saidso serve --auth` in a reviewer's name.

    The store keeps its SHA-256 only: it is shown this once. It ends after --days, with a new password, and
    when the reviewer is deactivated.
    """
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        made = kept.reviewers.begin(kept.reviewers.named(name), hours=24 * days)
    click.echo(f"token of {name}, until {made.expires_at}; it is shown this once", err=True)
    click.echo(made.token)


def _password(from_stdin: bool) -> str:
    """Return a password from the terminal or from standard input; raises UsageError."""
    import sys

    from saidso.errors import UsageError

    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError(
            "there is no terminal to ask for a password on",
            help="give it with --password-stdin",
        )
    asked: str = click.prompt("password", hide_input=True, confirmation_prompt=True)
    return asked
