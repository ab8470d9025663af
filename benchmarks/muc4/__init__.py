"""MUC-4: terrorism templates of 1,600 wire texts, the scorer of 1992, and our records as templates."""

from benchmarks.muc4.reading import mistakes, run

__all__ = ["mistakes", "run"]
