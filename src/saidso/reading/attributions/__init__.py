"""Attributions: who says what, through whom, in which words, and how sure."""
