"""Room capture: bytes become reports: inputs, main text, segments, hashes."""

from saidso.capture.captures import MAX_BYTES, Capture, capture
from saidso.capture.inputs import find
from saidso.capture.reports import report

__all__ = ["MAX_BYTES", "Capture", "capture", "find", "report"]
