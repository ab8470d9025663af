"""Tolls: how many. The harm of an incident, and counts over several."""
