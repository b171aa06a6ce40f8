"""`GET /api/v1/feedback` of a real service: with the token the register, without it nothing."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.database.engine import open_database
from bot.database.feedback import FeedbackRepository
from bot.database.migrate import migrate
from bot.feedback.area import Area
from bot.feedback.item import About, NewItem, Origin
from tests.service import served

TOKEN = "a-token-for-tests-0123456789"


@pytest.fixture
def address(home: Path, tmp_path: Path) -> Iterator[str]:
    """Of a service over a copy of the published home, with two items in its register."""
    own = tmp_path / "home"
    shutil.copytree(home, own, ignore=shutil.ignore_patterns("*.log"))
    database = open_database(own, lambda: datetime.now(UTC))
    migrate(database)
    register = FeedbackRepository(database)
    for text, area in (("=thresholds differ", Area.EARLY), ("caseloads", Area.LEADING)):
        new = NewItem(text, About(), area, Origin("gAAAAsealed", "themark"))
        register.receive(new, text, lambda _change: ())
    database.close()
    with served(own, {"FEEDBACK_TOKEN": TOKEN}) as base:
        yield base


def get(address: str, token: str | None) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_the_register_is_read_with_the_token_alone(address: str) -> None:
    path = f"{address}/api/v1/feedback"
    for token in (None, "", "wrong", TOKEN[:-1], TOKEN + "x"):
        status, body = get(path, token)
        assert status == 401
        assert list(body) == ["error"]
    status, body = get(path, TOKEN)
    assert status == 200
    assert [item["text"] for item in body["items"]] == ["caseloads", "=thresholds differ"]
    assert "sealed" not in json.dumps(body)
    assert "themark" not in json.dumps(body)
    status, body = get(f"{path}?status=new&words=thresholds&limit=1", TOKEN)
    assert [item["number"] for item in body["items"]] == [1]
    status, _ = get(f"{path}?status=nonsense", TOKEN)
    assert status == 422
