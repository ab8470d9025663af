"""The shipped model: two ONNX graphs, their labels and the tokenizer, run on the CPU.

`encoder.onnx` reads a batch of windows in one pass and decodes tags, names, mention kinds and the
tree; `frames.onnx` tags source and content for each cue. Nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from saidso.errors import ModelError
from saidso.language.labels import FRAME_TAGS

Integers = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

T = TypeVar("T")
R = TypeVar("R")
Feed = dict[str, npt.NDArray[np.int64]]
FILES = ("encoder.onnx", "frames.onnx", "labels.json", "tokenizer.json")


class Labels(msgspec.Struct, frozen=True):
    """The label lists of the heads, in the order of their numbers."""

    upos: list[str]
    names: list[str]
    kinds: list[str]
    rels: list[str]
    frames: list[str]


class Output(msgspec.Struct, frozen=True):
    """What the encoder says of a batch. B windows, W words.

    `upos names kinds heads rels` are label numbers, B,W (`heads` W: the root); `cues` B,W,3
    probabilities of outside, begin, inside; `arc` B,W,W+1 scores of each head (last: the root);
    `frame_word`, `frame_cue` B,W,96 go into `Model.frames`.
    """

    upos: Integers
    names: Integers
    kinds: Integers
    cues: Floats
    heads: Integers
    rels: Integers
    arc: Floats
    frame_word: Floats
    frame_cue: Floats


class Model:
    """A model folder, loaded. `threads` is the number of CPU threads one call may use."""

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        self.folder = folder or Path(str(resources.files("saidso").joinpath("model")))
        missing = [name for name in FILES if not (self.folder / name).is_file()]
        if missing:
            raise ModelError(
                f"model folder {self.folder} lacks {', '.join(missing)}",
                help="give a folder written by training.export with --model",
            )
        try:
            labels = (self.folder / "labels.json").read_bytes()
            self.labels = msgspec.json.decode(labels, type=Labels)
            self.tokenizer: Any = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
            self._encoder = self._session("encoder.onnx")
            self._frames = self._session("frames.onnx")
        except Exception as error:  # onnxruntime and tokenizers raise their own, undeclared types
            raise ModelError(
                f"model folder {self.folder} cannot be loaded ({type(error).__name__})",
                help="it is damaged or from another version; export or install it again",
            ) from error
        if tuple(self.labels.frames) != FRAME_TAGS:
            raise ModelError(
                f"model folder {self.folder} tags attributions in another way than this version",
                help="export it again from its checkpoint with this version's training.export",
            )
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def _session(self, name: str) -> Any:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # windows run side by side instead
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(
            str(self.folder / name), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def sha256(self) -> str:
        """SHA-256 over the four files of the folder, in the order of FILES."""
        digest = hashlib.sha256()
        for name in FILES:
            digest.update((self.folder / name).read_bytes())
        return digest.hexdigest()

    def encode(self, feeds: Sequence[Feed]) -> Output:
        """Run the encoder on each window by itself, and return the results padded to one width.

        Int8 scales are taken from all that is in a call, so a window that shared its call would be
        read differently in other company. `feeds`: ids, shapes, mask (1,L), first, sentence (1,W).
        """
        alone = list(self.each(lambda feed: self._encoder.run(None, feed), feeds))
        return Output(
            *(_stacked([r[k] for r in alone], square=k == _ARC) for k in range(len(alone[0])))
        )

    def each(self, work: Callable[[T], R], parts: Sequence[T]) -> Iterable[R]:
        """Return the result of `work` for each part, in order, over the threads of the model."""
        if self._pool is None or len(parts) == 1:
            return map(work, parts)
        return self._pool.map(work, parts)

    def frames(self, words: Floats, cue: Floats, distance: Any, mask: Any) -> Floats:
        """Return tag scores F,W,tags for F cues: words F,W,96; cue F,96; distance, mask F,W."""
        feed = {"words": words, "cue": cue, "distance": distance, "mask": mask}
        scores: Floats = self._frames.run(None, feed)[0]
        return scores


_ARC = Output.__struct_fields__.index("arc")


def _stacked(arrays: Sequence[npt.NDArray[Any]], *, square: bool) -> npt.NDArray[Any]:
    """Return arrays of shape (1,W,...) as one (B,W,...), padded with zeros to the widest.

    `square` arrays (1,W,W+1) keep their last column, the root, as the last.
    """
    if len(arrays) == 1:
        return arrays[0]
    width = max(a.shape[1] for a in arrays)
    first = arrays[0]
    depth = (width + 1,) if square else first.shape[2:]
    out = np.zeros((len(arrays), width, *depth), first.dtype)
    for row, array in enumerate(arrays):
        n = array.shape[1]
        if square:
            out[row, :n, :n] = array[0, :, :n]
            out[row, :n, width] = array[0, :, n]
        else:
            out[row, :n] = array[0]
    return out
