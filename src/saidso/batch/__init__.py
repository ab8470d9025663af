"""Room batch: many reports over several processes."""
