"""Crimes: the acts for which somebody was taken, where the news is that they were taken."""

from __future__ import annotations

from collections.abc import Sequence

from saidso.incidents import arrests
from saidso.incidents.ontology import Ontology
from saidso.incidents.situations import Situated
from saidso.language.parse import Parse


def is_crime(
    parse: Parse, situated: Situated, crime: Sequence[Situated], ontology: Ontology
) -> bool:
    """Return whether an act is that for which somebody was taken; `crime`: what is told of it so far.

    The find of arms is none, nor is another act of another year: "in 2019 a gunman killed two".
    """
    event, time = situated.event, situated.time
    if ontology.type(event.type).answer or arrests.is_find(parse, event):
        return False
    if not crime or time is None or time.precision == "day":
        return True
    return any(
        s.event.sentence == event.sentence or s.event.type == event.type or s.time == time
        for s in crime
    )
