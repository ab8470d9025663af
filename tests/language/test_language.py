"""The language room as a whole: parses that fit their text, whatever the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidso.errors import ModelError
from saidso.language import bare_forward
from saidso.language.labels import UPOS
from saidso.language.language import RUN_ON_THREADS, Language
from saidso.language.lemmas import lemma
from saidso.language.model import Model, Output
from saidso.language.parse import Parse
from saidso.language.windows import Window
from saidso.record import Report, Segment

TEXT = (
    "The army shelled Kambara on Monday, killing two farmers, a local doctor said. “We heard six"
    " explosions,” Amina Tesso told Reuters."
)


def test_parts_of_speech_and_grammar(parse: Callable[..., Parse]) -> None:
    found = parse(TEXT)
    by_text = {t.text: t for t in found.tokens}
    assert by_text["shelled"].upos == "VERB"
    assert by_text["shelled"].lemma == "shell"
    assert by_text["army"].rel == "nsubj"
    assert found.tokens[by_text["army"].head].text == "shelled"
    assert by_text["farmers"].lemma == "farmer"
    assert found.tokens[by_text["farmers"].head].text == "killing"
    assert ("PER", "Amina Tesso") in {(n.kind, found.words(n.tokens)) for n in found.names}
    assert len(found.sentences) == 2


def test_attribution_frames(parse: Callable[..., Parse]) -> None:
    found = parse(TEXT)
    frames = {found.words(f.cue[0]): f for f in found.frames}
    assert found.words(frames["said"].source[0]) == "a local doctor"
    assert found.words(frames["said"].content[0]).startswith("The army shelled Kambara")
    assert any("explosions" in found.words(r) for f in found.frames for r in f.content)


def test_every_sentence_is_a_tree_and_every_token_its_words(parse: Callable[..., Parse]) -> None:
    found = parse(TEXT + "\n\n" + "Gunmen fled; police, who had come late, did not follow. " * 12)
    for sentence in found.sentences:
        inside = range(*sentence.tokens)
        assert sum(found.tokens[i].head == i for i in inside) == 1
        assert all(found.tokens[i].head in inside for i in inside)
    for token in found.tokens:
        assert found.text[token.start : token.end] == token.text
        assert token.upos in UPOS


def test_residue_is_not_parsed(language: Language) -> None:
    text = "Troops left the town.\n\nRead more: Markets rally."
    cut = text.index("Read")
    report = Report(
        id="x",
        name="x",
        text=text,
        segments=[
            Segment(kind="paragraph", span=(0, cut)),
            Segment(kind="residue", span=(cut, len(text)), why="teaser"),
        ],
    )
    assert all(t.end <= cut for t in language.parse(report).tokens)


def test_company_does_not_change_a_parse(language: Language, parse: Callable[..., Parse]) -> None:
    """The same report alone, among others, and on threads: the same parse, in the same order."""
    texts = [TEXT, "Short one.", "", "No one was hurt, he said. " * 80, TEXT * 2]
    alone = [parse(text) for text in texts]
    reports = [found.report for found in alone]
    assert list(language.parse_many(reports)) == alone
    assert list(Language(threads=2).parse_many(reports * 3)) == alone * 3


def test_threads_pass_on_what_breaks(parse: Callable[..., Parse]) -> None:
    """A fault on a thread reaches the caller, after the parses before it; stopping early is fine."""
    on_threads = Language(threads=2)
    good = parse(TEXT).report
    assert next(on_threads.parse_many([good] * 200)).report == good
    encode = on_threads._encode

    def breaking(run: list[Window]) -> tuple[list[Window], list[Output]]:
        if any(len(window.first) == 2 for window in run):
            raise RuntimeError("broken")
        return encode(run)

    on_threads._encode = breaking  # type: ignore[method-assign]  # a fault that no text can cause
    found = on_threads.parse_many([*[good] * RUN_ON_THREADS, parse("Bad.").report, good])
    assert [next(found).report for _ in range(RUN_ON_THREADS)] == [good] * RUN_ON_THREADS
    with pytest.raises(RuntimeError, match="broken"):
        next(found)


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=300))
def test_any_text_parses(text: str) -> None:
    found = _language().parse(
        Report(
            id="x",
            name="x",
            text=text,
            segments=[Segment(kind="paragraph", span=(0, len(text)))] if text else [],
        )
    )
    assert all(0 <= t.head < len(found.tokens) for t in found.tokens)


_kept: list[Language] = []


def _language() -> Language:
    if not _kept:
        _kept.append(Language())
    return _kept[0]


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"lacks encoder\.onnx"):
        Model(tmp_path)
    for name in ("encoder.onnx", "frames.onnx", "labels.json", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Model(tmp_path)


def test_bare_forward_takes_time() -> None:
    assert all(0 < seconds < 30 for seconds in bare_forward([TEXT] * 3))


def test_other_is_no_comparative() -> None:
    assert lemma("other", "ADJ") == "other"
    assert lemma("older", "ADJ") == "old"
