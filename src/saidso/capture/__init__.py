"""Room capture: bytes become reports: inputs, main text, segments, hashes."""
