"""The screeners for all screening tests: building one reads the corpus."""

from __future__ import annotations

import pytest

from bot.bootstrap.names import context_reader
from bot.screening.screener import RuleScreener


@pytest.fixture(scope="session", params=["served", "without the sentence model"])
def screener(request: pytest.FixtureRequest) -> RuleScreener:
    """As it is served, and when the sentence model cannot be loaded."""
    return RuleScreener(None, context_reader() if request.param == "served" else None)
