"""Room store: records, archived bytes and decisions, kept."""
