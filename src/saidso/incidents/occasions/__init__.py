"""Occasions: what happened when: the times of each clause, and the day of the main happening."""
