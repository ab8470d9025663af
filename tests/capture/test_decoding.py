"""Charsets and what they do to news text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidso.capture.decoding import decode, repair

LINE = "The general’s café — “closed” since Tuesday — was hit."


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_charsets_with_marks_and_western_text(charset: str) -> None:
    assert decode(LINE.encode(charset)) == LINE


def test_declared_charset_wins_over_a_guess() -> None:
    text = '<html><head><meta charset="koi8-r"></head><p>Взрыв в городе</p></html>'
    assert "Взрыв" in decode(text.encode("koi8-r"), html=True)


def test_lines_in_two_charsets() -> None:
    data = LINE.encode() + b"\n" + LINE.encode("cp1252")
    assert decode(data) == f"{LINE}\n{LINE}"


def test_mojibake_is_put_right_and_real_accents_are_left() -> None:
    assert repair(LINE.encode().decode("cp1252", errors="ignore")[:20])
    assert repair("It wasn’t safe".encode().decode("cp1252")) == "It wasn’t safe"
    assert repair("São Paulo, Ávila, Málaga") == "São Paulo, Ávila, Málaga"


def test_newlines_and_invisible_characters() -> None:
    assert decode("a\r\nb\rc\u2028d\u200be\ufefff\x01g\u00adh".encode()) == "a\nb\nc\ndefgh"


@given(st.binary(max_size=200))
def test_any_bytes_become_clean_text(data: bytes) -> None:
    text = decode(data)
    assert "\r" not in text
    assert "\x00" not in text
    text.encode()
