"""`POST /slack/events`: hands the raw bytes to the edge; nothing is parsed here."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.web.services import WebServices


def router(services: WebServices) -> APIRouter:
    """The one route for all Slack deliveries in HTTP mode."""
    routes = APIRouter()

    @routes.post("/slack/events")
    async def receive(request: Request) -> Response:
        if services.slack is None:
            raise HTTPException(404)
        reply = await services.slack.receive(dict(request.headers), await request.body())
        return Response(reply.body, status_code=reply.status, media_type=reply.content_type)

    return routes
