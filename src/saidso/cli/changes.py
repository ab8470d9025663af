"""What changed between two datasets, as a person reads it."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from saidso.errors import one_line
from saidso.exchange.changes import Changed, Difference
from saidso.exchange.datasets import Line, Summary

_LONGEST = 100
"""Characters of a claim's words that are printed."""


def show_changes(
    changes: Difference, *, short: bool = False, console: Console | None = None
) -> None:
    """Print the changes; short: only how many of each kind."""
    screen = console or Console(highlight=False)
    if changes.none:
        screen.print(Text("nothing changed", style="dim"))
        return
    counted = [
        (changes.counts["added"], "added", "green"),
        (changes.counts["changed"], "changed", "yellow"),
        (changes.counts["merged"], "merged", "cyan"),
        (changes.counts["split"], "split", "cyan"),
        (changes.counts["removed"], "removed", "red"),
    ]
    out = Text("incidents: ")
    for n, (count, word, style) in enumerate(counted):
        out.append(", " if n else "")
        out.append(f"{count} {word}", style=style if count else "dim")
    screen.print(out)
    reports = changes.counts["reports_added"], changes.counts["reports_removed"]
    screen.print(Text(f"reports: {reports[0]} added, {reports[1]} removed"))
    if short:
        return
    for came in changes.added():
        screen.print(_headed("added", came.incident.id, "green", _told(came.incident)))
        _show_claims([], came.claims, screen)
    for went in changes.removed():
        screen.print(_headed("removed", went.incident.id, "red", _told(went.incident)))
        _show_claims(went.claims, [], screen)
    for merged in changes.merged():
        screen.print(_headed("merged", merged.new, "cyan", f"was {', '.join(merged.old)}"))
        _show_claims(merged.removed, merged.added, screen)
    for split in changes.split():
        screen.print(_headed("split", split.old, "cyan", f"is now {', '.join(split.new)}"))
        _show_claims(split.removed, split.added, screen)
    for changed in changes.changed():
        _show(changed, screen)
    for moved in changes.moved():
        screen.print(_headed("moved", moved.claim.id, "cyan", f"{moved.old} to {moved.new}"))
        screen.print(_claim(" ", moved.claim, ""))


def _show(changed: Changed, screen: Console) -> None:
    title = "" if changed.old == changed.new else f"now {changed.new}"
    screen.print(_headed("changed", changed.old, "yellow", title))
    for value in changed.facts:
        screen.print(Text(f"    {value.fact}: {_word(value.old)} → {_word(value.new)}"))
    _show_claims(changed.removed, changed.added, screen)
    if not (changed.facts or changed.removed or changed.added):
        screen.print(Text("    how its accounts compare", style="dim"))


def _show_claims(removed: list[Line], added: list[Line], screen: Console) -> None:
    for claim in removed:
        screen.print(_claim("-", claim, "red"))
    for claim in added:
        screen.print(_claim("+", claim, "green"))


def _headed(what: str, id: str, style: str, more: str) -> Text:
    return Text.assemble((f"{what} ", style), (id, "bold"), f"  {one_line(more)}".rstrip())


def _told(summary: Summary) -> str:
    where = ", ".join(p for p in (summary.place, summary.country) if p)
    told = [summary.type.replace("_", " "), summary.date or "", where, summary.state]
    return " · ".join(part for part in told if part)


def _word(value: str | None) -> str:
    return "not said" if value is None else one_line(value)


def _claim(sign: str, claim: Line, style: str) -> Text:
    words = " … ".join(" ".join(part.split()) for part in claim.words)
    words = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    chain = " ← ".join(claim.chain) or "the outlet"
    value = one_line(claim.shown)
    told = f"{claim.slot} {value}  “{one_line(words)}” — {one_line(chain)} ({one_line(claim.name)})"
    return Text(f"  {sign} {told}", style=style)
