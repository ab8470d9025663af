"""Statements: the harm that a report tells of, written once for each who suffers it."""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Quantity
from saidso.reading.harm.agents import Agents
from saidso.reading.harm.casualties import Harm
from saidso.reading.harm.circumstances import Circumstances
from saidso.reading.harm.counts import Count, joined
from saidso.reading.harm.figures import Figures
from saidso.reading.harm.furthers import besides
from saidso.reading.harm.sharing import hurt_among
from saidso.reading.harm.victims import Victims
from saidso.record import Span
from saidso.spans import merge

_BOTH = ("hurt", "harm", "casual", "victim")


class Statements:
    """Writes the statements of harm of one report, in text order, into `out`."""

    def __init__(
        self,
        parse: Parse,
        victims: Victims,
        figures: Figures,
        around: Circumstances,
        agents: Agents,
    ) -> None:
        self.parse, self.victims, self.figures = parse, victims, figures
        self.around, self.agents = around, agents
        self.out: list[Harm] = []
        self.done: dict[tuple[str, int], int] = {}

    def all(self) -> list[Harm]:
        """Return what was written, figures corrected, without the wounds of those told to be dead."""
        out = self.figures.together(self.out)
        out = self.figures.revised([*out, *self.figures.set_aside(out)])
        return [
            h
            for h in out
            if not (h.struck and h.victim is not None and ("killed", h.victim) in self.done)
        ]

    def add(
        self,
        slot: str,
        i: int,
        heads: list[int],
        *,
        struck: bool = False,
        own: bool = False,
        denies_degree: bool = False,
    ) -> None:
        """Write that those at `heads`, with all listed beside them, came to harm by the word at `i`."""
        if slot in ("captured", "released"):
            heads = [h for h in heads if self.victims.is_person(h)]
        if not heads:
            return
        if len(heads) == 1 and self.victims.is_part(heads[0], i):
            if heads[0] == i:
                return
            count: Count | None = self.victims.all_of(heads[0])
        else:
            count = self.victims.count(heads, i)
        if count is None or self.figures.of_speech(i, heads) or self.figures.is_open(heads):
            return
        victim = next((h for h in heads if self.victims.is_person(h)), heads[0])
        self.emit(
            slot,
            i,
            victim,
            count,
            struck=struck,
            own=own,
            denies_degree=denies_degree,
        )

    def counted(
        self, slot: str, i: int, quantity: Quantity, *, total: bool = False, struck: bool = False
    ) -> None:
        """Write that a number of people came to harm by the word at `i`."""
        count = Count(
            quantity.low, quantity.high, quantity.modifier, tuple(range(*quantity.tokens))
        )
        victim = quantity.noun if quantity.noun not in (None, i) else None
        if victim is None and quantity.high == 0:
            victim = hurt_among(self.parse, self.victims, i)
        self.emit(slot, i, victim, count, total=total, struck=struck)

    def emit(
        self,
        slot: str,
        i: int,
        victim: int | None,
        count: Count,
        *,
        value: str | None = None,
        extra: list[Span] | None = None,
        struck: bool = False,
        total: bool = False,
        own: bool = False,
        denies_degree: bool = False,
    ) -> None:
        """Write one statement, or make the one before of the same person firm."""
        tokens = self.parse.tokens
        if victim is not None and value is None:
            known = self.done.get((slot, victim))
            if known is not None and (struck or not self.out[known].struck):
                return
            self.done[(slot, victim)] = len(self.out)
            if known is not None:  # "shot and wounded": the outcome is told now
                spans = [(tokens[i].start, tokens[i].end)]
                self.done[(slot, victim)] = known
                self.out[known] = msgspec.structs.replace(
                    self.out[known], struck=False, spans=merge([*self.out[known].spans, *spans])
                )
                return
        around = self.around.at(i, victim)
        negated = around.negated and not denies_degree  # "no life-threatening wounds" are wounds
        low, high, number = count.low, count.high, count.number
        none = slot == "injured" and low == high == 0 and not negated
        if none and tokens[i].text.lower().startswith(_BOTH) and not self.around.besides(i):
            self.emit("killed", i, victim, count)
        spans = [(tokens[k].start, tokens[k].end) for k in joined(self.parse, i, count.tokens)]
        self.out.append(
            Harm(
                slot=slot,  # type: ignore[arg-type]  # slots come from harm.yaml, a test checks
                low=low,
                high=high,
                modifier=count.modifier,
                value=value if value is not None else number,
                spans=merge([*spans, *(extra or [])], gap=1),
                trigger=i,
                victim=victim,
                total=total or around.total,
                negated=negated and not around.nobody,
                order=len(self.out),
                status=around.status,
                sentence=tokens[i].sentence,
                generic=around.generic,
                background=around.background,
                perpetrator=own or self.agents.suspected(victim),
                own=own,
                struck=struck,
                others=count.others,
                apart=struck and besides(self.out, tokens[i].sentence, victim),
                acted=(acted := self.agents.acts(i, victim)),
                noun="" if victim is None else tokens[victim].lemma.lower(),
                by=self.agents.of(i, victim) if acted else "",
                people=() if negated else count.people,
                feared=around.feared,
            )
        )
