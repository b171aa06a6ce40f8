"""The ask page. A question travels in the body of a POST, so it is in no address and no log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import HTMLResponse

from bot.answering.answer import Answer
from bot.answering.notices import CHECK
from bot.screening.danger_card import danger_card
from bot.screening.notice import masking_notice
from bot.web.form import posted_form
from bot.web.marking import marked
from bot.web.metrics import Metrics
from bot.web.pages import page
from bot.web.services import WebServices

EXAMPLES = (
    "Is anyone making it easier for nurses to come back after having kids?",
    "What did the Government say to rec 12 in May 2009?",
    "Is anything being done about health visitor numbers?",
    "para 42 of One Year On",
)


def router(services: WebServices, metrics: Metrics) -> APIRouter:
    """Routes of the ask page."""
    routes = APIRouter()

    @routes.get("/")
    def empty() -> HTMLResponse:
        return _render(services, None)

    @routes.post("/")
    def ask(form: Annotated[Mapping[str, str], Depends(posted_form)]) -> HTMLResponse:
        answer = services.assistant.ask(form.get("text", ""))
        metrics.count("page", answer)
        return _render(services, answer)

    return routes


def _render(services: WebServices, answer: Answer | None) -> HTMLResponse:
    with services.library.hold() as edition:
        documents = tuple(edition.documents.values())
        edition_id = edition.edition
    return page(
        "ask.html",
        {
            "answer": answer,
            "documents": documents,
            "edition": edition_id,
            "examples": EXAMPLES,
            "marked": marked,
            "check": CHECK,
            "danger": danger_card(answer.danger, services.contacts(), services.today())
            if answer
            else None,
            "masking_notice": masking_notice(answer.masked) if answer else "",
        },
    )
