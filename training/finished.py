"""The finished encoder, as training that stands on it needs it: loaded, and fed window by window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from training.windows import Window


class Finished(msgspec.Struct):
    """A model folder's tokenizer, relations of the tree, and encoder on one thread."""

    tokenizer: Tokenizer
    rels: list[str]
    session: InferenceSession


def finished(folder: Path) -> Finished:
    """Return what is in a model folder."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rels: list[str] = json.loads((folder / "labels.json").read_text())["rels"]
    options = SessionOptions()
    options.intra_op_num_threads = 1
    return Finished(tokenizer, rels, InferenceSession(str(folder / "encoder.onnx"), options))


def feed(window: Window) -> dict[str, NDArray[Any]]:
    """Return the encoder's inputs for one window, which goes by itself as at run time."""
    shapes = [0 if k < 0 else window.shapes[k] for k in window.piece_word]
    given = {"ids": window.ids, "shapes": shapes, "mask": [1] * len(window.ids)}
    given |= {"first": window.first, "sentence": window.sentence}
    return {name: np.array([row], np.int64) for name, row in given.items()}
