"""Metrics: what Prometheus asks for, counted per operation and never per address or client."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)

from saidso import __version__
from saidso.service.limits import Line

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The figures of one service, in a registry of its own."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._registry = CollectorRegistry()
        own = {"namespace": "saidso", "registry": self._registry}
        ProcessCollector(registry=self._registry)
        Info("build", "The version of saidso.", **own).info({"version": __version__})  # type: ignore[arg-type]
        self.requests = Counter(
            "requests",
            "Answers by operation and status.",
            ("operation", "status"),
            **own,  # type: ignore[arg-type]  # two keywords of every metric
        )
        self.seconds = Histogram(
            "request_seconds",
            "From the head of a request to its whole answer.",
            ("operation",),
            buckets=_SECONDS,
            **own,  # type: ignore[arg-type]  # as above
        )
        self.in_flight = Gauge("requests_in_flight", "Requests without an answer yet.", **own)  # type: ignore[arg-type]
        self.reports = Counter(
            "reports",
            "Reports by what became of them: read, kept (and read), failed.",
            ("outcome",),
            **own,  # type: ignore[arg-type]  # as above
        )
        inside = Gauge("line_length", "Requests worked on or waiting, by line.", ("line",), **own)  # type: ignore[arg-type]
        for line in lines:
            inside.labels(line.name).set_function(partial(getattr, line, "inside"))
        for outcome in ("read", "kept", "failed"):
            self.reports.labels(outcome)

    def text(self) -> bytes:
        """Return all figures in Prometheus's text format."""
        return generate_latest(self._registry)
