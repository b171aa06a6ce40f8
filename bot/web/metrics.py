"""Counters for Prometheus: how many, how long; never who or what."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from bot.answering.answer import Answer

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """The counters of one application, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "guidance_answers", "Messages answered", ["surface", "outcome"], registry=self._registry
        )
        self._urgent = Counter(
            "guidance_urgent", "Messages that read as danger now", registry=self._registry
        )
        self._seconds = Histogram(
            "guidance_answer_seconds",
            "Time from question to answer",
            ["surface"],
            buckets=BUCKETS,
            registry=self._registry,
        )

    def count(self, surface: str, answer: Answer) -> None:
        """Count one answer of a surface ("page" or "api")."""
        self._answers.labels(surface, answer.outcome.value).inc()
        self._seconds.labels(surface).observe(answer.elapsed_ms / 1000)
        if answer.urgent:
            self._urgent.inc()

    def text(self) -> bytes:
        """Everything counted, in the Prometheus text format."""
        return generate_latest(self._registry)
