"""Who did it: individuals and organisations of a template, and how sure the text is of them."""

from __future__ import annotations

import re

from benchmarks.muc4.incident import PEOPLE, Telling
from benchmarks.muc4.setlist import plain
from benchmarks.muc4.templates import Fill
from saidso.record import Attribution, Claim, Entity

STATE = frozenset({"MIL", "COP", "GOV", "SPY", "JUD", "LEG"})
OUTLAWS = frozenset({"REB", "PRM", "UAF", "CRM"})
_VAGUE = frozenset({"GROUP", "MILITARY", "GOVERNMENT", "ARMY", "POLICE", "ARMED FORCES", "MAFIA"})


class Perpetrators(Telling):
    """The perpetrator slots of one group."""

    def perpetrators(self, out: dict[str, list[Fill]]) -> None:
        """Fill the perpetrator slots: those the record names, else those beside the act."""
        individuals: list[str] = []
        organisations: dict[str, str] = {}
        sectors = set()
        accused = [
            c.entity
            for c in self.claims("responsibility", far=4)
            if c.entity and c.stance == "asserts"
        ]
        for id in dict.fromkeys([*self.group.perpetrators, *accused]):
            entity = self.entities.get(id)
            if entity is None:
                continue
            words = self.words(entity)
            sectors.add(self.sector(entity))
            named = self._organisations(words)
            for name in named:
                organisations.setdefault(name, self._confidence(entity))
            if not named or plain(words) not in named:
                if entity.kind in PEOPLE or not named:
                    individuals.append(words)
        if not individuals:
            people = {e.id for e in self.people()}
            individuals = [
                self.words(e)
                for e in self.beside()
                if self.sector(e) in OUTLAWS
                and e.id not in people
                and not self._organisations(self.words(e))
            ][:1]
            sectors |= {"REB"} if individuals else set()
        if not organisations:
            for name in self._named_beside():
                organisations[name] = "POSSIBLE" if not individuals else "REPORTED AS FACT"
        if individuals:
            out["perp-ind-id"] = [Fill((w,)) for w in dict.fromkeys(individuals)][:2]
        if organisations:
            out["perp-org-id"] = [Fill((w,)) for w in organisations]
            out["perp-org-conf"] = [Fill((c,), (w,)) for w, c in organisations.items()]
        if individuals or organisations:
            state = bool(sectors & STATE) and not sectors & OUTLAWS
            out["perp-inc-cat"] = [
                Fill(("STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT",))
            ]

    def _named_beside(self) -> list[str]:
        """Return the organisation that the keys name most of those in the group's sentences."""
        text = self.record.report.text.upper()
        near = " ".join(
            " ".join(text.split()) for text in self.sentences.texts(text, self.group.sentences)
        )
        return [o for o in self._organisations(near) if o not in _VAGUE][:1]

    def _organisations(self, words: str) -> list[str]:
        """Return the organisations that a perpetrator's words name."""
        known = self.knowledge.habits.organisations
        upper = plain(words)
        inside = [o for o in known if re.search(rf"(?<!\w){re.escape(o)}(?!\w)", upper)]
        return [o for o in inside if not any(o != p and o in p for p in inside)]

    def _confidence(self, entity: Entity) -> str:
        said = [
            c for c in self.claims("responsibility", "perpetrator", far=4) if c.entity == entity.id
        ]
        for claim in said:
            if claim.slot == "responsibility" and any(
                a.source and a.source.entity == entity.id for a in self._voices(claim)
            ):
                return "CLAIMED OR ADMITTED"
        speakers = [
            self.sector(self.entities[a.source.entity])
            for c in said
            for a in self._voices(c)
            if a.source and a.source.entity in self.entities
        ]
        hedged = bool(said) and all(c.certainty != "certain" for c in said)
        if hedged or any(c.slot == "responsibility" for c in said):
            return (
                "SUSPECTED OR ACCUSED BY AUTHORITIES"
                if STATE & set(speakers)
                else "SUSPECTED OR ACCUSED"
            )
        return "REPORTED AS FACT"

    def _voices(self, claim: Claim) -> list[Attribution]:
        return [self.attributions[a] for a in claim.attributions if a in self.attributions]
