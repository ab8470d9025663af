"""The shipped model: two ONNX graphs, their labels and the tokenizer, run on the CPU.

`encoder.onnx` reads a window in one pass and decodes tags, names, mention kinds and the
tree; `frames.onnx` tags source and content for each cue. Nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from saidso.errors import ModelError
from saidso.language.labels import FRAME_TAGS

Integers = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

_SLOW = ("SkipLayerNormFusion",)
"""Fusions whose kernels take longer (onnxruntime 1.32, x86) than the operations that they replace."""
Feed = dict[str, npt.NDArray[Any]]
FILES = ("encoder.onnx", "frames.onnx", "labels.json", "tokenizer.json")


class Labels(msgspec.Struct, frozen=True):
    """The label lists of the heads, in the order of their numbers."""

    upos: list[str]
    names: list[str]
    kinds: list[str]
    rels: list[str]
    frames: list[str]


class Output(msgspec.Struct, frozen=True):
    """What the encoder says of a window of W words.

    `upos kinds heads rels` are label numbers, W (`heads` W: the root); `names` W,tags log
    probabilities; `cues` W,3 probabilities of outside, begin, inside; `arc` W,W+1 scores of each head
    (last: the root); `words` W,384 is the state of each word and goes into `Model.frames`.
    """

    upos: Integers
    names: Floats
    kinds: Integers
    cues: Floats
    heads: Integers
    rels: Integers
    arc: Floats
    words: Floats


class Model:
    """A model folder, loaded. Each call uses one CPU thread; calls may run side by side."""

    def __init__(self, folder: Path | None = None) -> None:
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
            self._frames = self._session("frames.onnx", without=_SLOW)
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
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def _session(self, name: str, *, without: Sequence[str] = ()) -> Any:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # windows run side by side instead
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(
            str(self.folder / name),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=without,
        )

    @cached_property
    def sha256(self) -> str:
        """SHA-256 over the four files of the folder, in the order of FILES."""
        digest = hashlib.sha256()
        for name in FILES:
            digest.update((self.folder / name).read_bytes())
        return digest.hexdigest()

    def encode(self, feed: Feed) -> Output:
        """Run the encoder on one window: ids, shapes, mask (1,L), first, sentence (1,W).

        A call takes one window: int8 scales are taken from all that is in a call, so a window that
        shared its call would be read differently in other company.
        """
        return Output(*(array[0] for array in self._encoder.run(None, feed)))

    def frames(self, feed: Feed) -> tuple[Floats, Floats]:
        """Return tag scores F,W,tags of F cues over W words, and F how likely each is a cue.

        `words` W,384 states; `anchor` F,W the share of each word in its cue; integers `upos rels
        marks` W of the words and `distance steps branch own` F,W of words to cues.
        """
        scores, sound = self._frames.run(None, feed)
        return scores, sound
