"""The web application: assembly only. Pages, API and health each have a module of their own."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from bot.web import api, ask, feedback, health, reader, slack_events
from bot.web.admin import routes as admin_routes
from bot.web.errors import add_error_pages
from bot.web.metrics import Metrics
from bot.web.protection import Protection
from bot.web.services import WebServices


def create_app(services: WebServices) -> FastAPI:
    """The application, ready to serve. It keeps nothing between requests but counters."""
    app = FastAPI(title="Guidance assistant", docs_url=None, redoc_url=None, openapi_url=None)
    metrics = Metrics()
    app.add_middleware(Protection)
    add_error_pages(app)
    app.router.routes.append(slack_events.route(services))  # first: the one that must not wait
    app.include_router(ask.router(services, metrics))
    app.include_router(api.router(services, metrics))
    app.include_router(reader.router(services))
    app.include_router(admin_routes.router(services.admin))
    app.include_router(health.router(services, metrics))
    if services.feedback is not None:
        app.include_router(feedback.router(services.feedback))
    app.mount("/static", StaticFiles(directory=str(files("bot.web") / "static")), name="static")
    return app
