"""The JSON API, version 1: ask, and one paragraph with its neighbours."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from bot.answering.answer_json import answer_to_json
from bot.answering.assistant import DEFAULT_LIMIT, LARGEST_LIMIT
from bot.web.metrics import Metrics
from bot.web.services import WebServices
from corpus.document import ParagraphId
from corpus.paragraph_json import paragraph_to_json


class Ask(BaseModel):
    """The body of `POST /api/v1/ask`."""

    text: str
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=LARGEST_LIMIT)


def router(services: WebServices, metrics: Metrics) -> APIRouter:
    """Routes of the JSON API."""
    routes = APIRouter(prefix="/api/v1")

    @routes.post("/ask")
    def ask(body: Ask) -> dict[str, object]:
        answer = services.assistant.ask(body.text, limit=body.limit)
        metrics.count("api", answer)
        return answer_to_json(answer)

    @routes.get("/paragraphs/{paragraph_id}")
    def paragraph(paragraph_id: str) -> dict[str, object]:
        with services.library.hold() as edition:
            found = edition.by_id.get(ParagraphId(paragraph_id))
            if found is None:
                raise HTTPException(404)
            before, after = edition.neighbours(found.paragraph_id)
            return paragraph_to_json(found) | {
                "before": paragraph_to_json(before) if before else None,
                "after": paragraph_to_json(after) if after else None,
                "edition": edition.edition,
            }

    return routes
