"""Our parses and records with the encoder's states: what the learned reading of the task stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import onnxruntime

from saidso.language.casing import calm
from saidso.language.language import Language
from saidso.language.model import Feed, Model, Output
from saidso.language.parse import Parse
from saidso.reader import Reader
from saidso.record import Record, Report

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

WORDS = "/network/GatherElements_output_0"
"""The tensor of the encoder's graph that holds a state for each word (`training.network`, `bare`)."""
_GRAPH, _OUTPUT, _NAME = 0x3A, 0x62, 0x0A
"""Tags of ModelProto.graph, GraphProto.output and ValueInfoProto.name (onnx.proto)."""


class Seen(msgspec.Struct, frozen=True):
    """A parse of T tokens, its record, T,384 states and the first word piece of each token."""

    parse: Parse
    record: Record
    states: Floats
    pieces: Integers


class _Stating(Model):
    """The shipped model, which also keeps the states of the windows that it reads."""

    kept: list[tuple[Floats, Integers]]

    def _session(self, name: str, *, without: Any = ()) -> Any:
        if name != "encoder.onnx":
            return super()._session(name, without=without)
        self.kept = []
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.log_severity_level = 3
        graph = (self.folder / name).read_bytes() + _one_more_output(WORDS)
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def encode(self, feed: Feed) -> Output:
        """Run the encoder on one window and keep its states."""
        *said, states = self._encoder.run(None, feed)
        self.kept.append((states[0], feed["ids"][0][feed["first"][0]]))
        return Output(*(array[0] for array in said))


def _one_more_output(name: str) -> bytes:
    """Return what, put behind a model's bytes, makes a tensor of its graph an output.

    Protocol buffers merge a message that comes twice: lists are joined.
    """
    return _field(_GRAPH, _field(_OUTPUT, _field(_NAME, name.encode())))


def _field(tag: int, content: bytes) -> bytes:
    size, length = len(content), b""
    while size > 127:
        length += bytes([size & 127 | 128])
        size >>= 7
    return bytes([tag]) + length + bytes([size]) + content


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
