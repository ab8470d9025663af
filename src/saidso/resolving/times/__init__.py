"""Times: expressions of time put on the calendar."""
