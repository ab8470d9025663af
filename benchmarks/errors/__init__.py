"""Errors of any benchmark, worst first, with text, gold and ours side by side."""
