"""What people see when something fails: one plain sentence and what to do next."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from bot.errors import GuidanceError, QuoteMismatch
from bot.web.pages import page, wants_json
from index.errors import IndexFailed, NoEdition

logger = logging.getLogger(__name__)

SENTENCES = {
    400: 'The request could not be read. Send a JSON object such as {"text": "your question"}.',
    401: "Send the token of this service as `Authorization: Bearer TOKEN`.",
    403: "This form is too old. Open the page again, and do it from there.",
    404: "There is no such page. It may have moved: start again from the ask page.",
    405: "This address does not work that way. Start again from the ask page.",
    413: "That is too large. Send less than 1 MB.",
    422: 'The request could not be read. Send a JSON object such as {"text": "your question"}.',
    500: "Something failed on our side. Try again in a minute, or tell an administrator.",
    503: "The assistant is not ready yet. Try again in a minute.",
}

NO_EDITION = "No guidance is published yet. Run `guidance index publish` first."


def add_error_pages(app: FastAPI) -> None:
    """Turn every failure into a plain sentence, with the cause in the log only."""

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        return _say(request, error.status_code, SENTENCES.get(error.status_code, SENTENCES[500]))

    @app.exception_handler(RequestValidationError)
    async def _unreadable(request: Request, error: RequestValidationError) -> Response:
        del error
        return _say(request, 422, SENTENCES[422])

    @app.exception_handler(IndexFailed)
    async def _no_index(request: Request, error: IndexFailed) -> Response:
        logger.error("request failed", extra={"error": type(error).__name__, "detail": str(error)})
        return _say(request, 503, NO_EDITION if isinstance(error, NoEdition) else SENTENCES[503])

    @app.exception_handler(GuidanceError)
    async def _expected(request: Request, error: GuidanceError) -> Response:
        logger.error("request failed", extra={"error": type(error).__name__, "detail": str(error)})
        return _say(
            request, 500, str(error) if isinstance(error, QuoteMismatch) else SENTENCES[500]
        )

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, error: Exception) -> Response:
        logger.error("request failed", exc_info=error)
        return _say(request, 500, SENTENCES[500])


def _say(request: Request, status: int, sentence: str) -> Response:
    if wants_json(request):
        return JSONResponse({"error": sentence}, status_code=status)
    return page("error.html", {"status": status, "sentence": sentence}, status=status)
