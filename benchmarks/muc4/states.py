"""Our parses and records with the encoder's states: what the learned reading of the task stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from saidso.language.casing import calm
from saidso.language.language import Language
from saidso.language.model import Feed, Model, Output
from saidso.language.parse import Parse
from saidso.reader import Reader
from saidso.record import Record, Report

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


class Seen(msgspec.Struct, frozen=True):
    """A parse of T tokens, its record, T,384 states and the first word piece of each token."""

    parse: Parse
    record: Record
    states: Floats
    pieces: Integers


class _Stating(Model):
    """The shipped model, which also keeps the states of the windows that it reads."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(folder)
        self.kept: list[tuple[Floats, Integers]] = []

    def encode(self, feed: Feed) -> Output:
        """Run the encoder on one window and keep its states."""
        output = super().encode(feed)
        self.kept.append((output.words, feed["ids"][0][feed["first"][0]]))
        return output


def seen(reports: Iterable[Report], model: Path | None = None) -> Iterator[Seen]:
    """Yield what is seen of each report, in order."""
    language, reader = Language(model), Reader(model)
    stating = language.model = _Stating(model)
    for report in reports:
        stating.kept.clear()
        parse = language.parse(calm(report))
        record = msgspec.structs.replace(reader.record(parse), report=report)
        kept = stating.kept or [(np.zeros((0, 384), np.float32), np.zeros(0, np.int64))]
        yield Seen(
            parse,
            record,
            np.concatenate([states for states, _ in kept]),
            np.concatenate([pieces for _, pieces in kept]),
        )
