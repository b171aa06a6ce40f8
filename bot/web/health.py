"""`/healthz` alive, `/readyz` ready to answer, `/metrics` counted."""

from __future__ import annotations

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.web.metrics import Metrics
from bot.web.services import WebServices


def router(services: WebServices, metrics: Metrics) -> APIRouter:
    """Routes for probes and for Prometheus."""
    routes = APIRouter()

    @routes.get("/healthz")
    def alive() -> PlainTextResponse:
        return PlainTextResponse("alive\n")

    @routes.get("/readyz")
    def ready() -> JSONResponse:
        parts = services.readiness()
        return JSONResponse(dict(parts), status_code=200 if all(parts.values()) else 503)

    @routes.get("/metrics")
    def counted() -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return routes
