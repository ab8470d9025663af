"""Clauses: what grammar, numbers, marks and tables of words say, before anybody is told apart."""
