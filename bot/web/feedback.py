"""`GET /api/v1/feedback`: the register for other programs, with a token."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException

from bot.feedback.area import Area
from bot.feedback.export import row
from bot.feedback.item import Item
from bot.feedback.register import Wanted
from bot.feedback.status import Status

MOST = 500


@dataclass(frozen=True)
class FeedbackReader:
    """What the route reads, and the token that a caller must send as `Authorization: Bearer …`."""

    items: Callable[[Wanted], Sequence[Item]]
    now: Callable[[], datetime]
    token: str


def router(reader: FeedbackReader) -> APIRouter:
    """The one route."""
    routes = APIRouter(prefix="/api/v1")

    @routes.get("/feedback")
    def feedback(
        request: Request,
        status: Status | None = None,
        area: Area | None = None,
        words: str = "",
        limit: int = Query(100, ge=1, le=MOST),
    ) -> dict[str, object]:
        given = request.headers.get("authorization", "")
        if not secrets.compare_digest(given.encode(), f"Bearer {reader.token}".encode()):
            raise HTTPException(401)
        statuses = frozenset({status}) if status else None
        found = reader.items(Wanted(statuses, area, words=words, limit=limit))
        return {"items": [row(item, reader.now(), inert_text=False) for item in found]}

    return routes
