"""Entities: who and what a report mentions, with all mentions of each and what it says of them."""
