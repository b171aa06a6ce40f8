"""`POST /slack/events`: hands the raw bytes to the edge; nothing is parsed here."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.services import WebServices


def route(services: WebServices) -> Route:
    """The one route for all Slack deliveries in HTTP mode. Of Starlette, below FastAPI: there is no
    parameter to read, and FastAPI's layers took a third of the time before an acknowledgement.
    """

    async def receive(request: Request) -> Response:
        if services.slack is None:
            raise HTTPException(404)
        reply = await services.slack.receive(dict(request.headers), await request.body())
        return Response(reply.body, status_code=reply.status, media_type=reply.content_type)

    return Route("/slack/events", receive, methods=["POST"])
