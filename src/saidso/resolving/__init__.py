"""Room resolving: mentions meet the world: times, places, actors."""
