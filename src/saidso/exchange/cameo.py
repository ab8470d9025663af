"""CAMEO codes of an incident: the first of its codes that the codebook has."""

from __future__ import annotations

from saidso.exchange.case import Case
from saidso.exchange.codebook import cameo, cameo_scores
from saidso.exchange.sides import Side


def code(case: Case) -> str | None:
    """Return the event code of an incident, None where its type has none (CAMEO 1.1b3)."""
    codes = case.incident.codes.get("cameo")
    known = cameo_scores()
    return next((c for c in codes if c in known), None) if isinstance(codes, list) else None


def score(code: str) -> float:
    """Return the Goldstein score of a code, from -10 to 10."""
    return cameo_scores()[code]


def quad(code: str) -> int:
    """Return the quad class of a code, 1 to 4."""
    return next(n for n, roots in cameo().quad.items() if code[:2] in roots)


def role(side: Side) -> str | None:
    """Return the actor role code of a side, None where CAMEO has none for its sector."""
    return cameo().roles.get(side.sector or "")
