"""One screener for all screening tests: building it reads the corpus."""

from __future__ import annotations

import pytest

from bot.screening.screener import RuleScreener


@pytest.fixture(scope="session")
def screener() -> RuleScreener:
    return RuleScreener()
