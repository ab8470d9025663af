"""Comparing: the claims of all reports on one incident, side by side."""
