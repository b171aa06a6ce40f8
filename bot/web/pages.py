"""Templates: everything is escaped by Jinja; no markup from a document or a person passes."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from bot.answering.dates import long_date
from bot.answering.labels import OVER_TIME, duty_labels, read_with_label, standing


def _long_date(iso: str | None) -> str:
    """`2010-03-17` as `17 March 2010`; a document without a date is said to have none."""
    return long_date(iso) if iso else "date not stated"


_environment = Environment(
    loader=PackageLoader("bot.web"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["long_date"] = _long_date
_environment.filters["standing"] = standing
_environment.filters["duty_labels"] = duty_labels
_environment.filters["read_with_label"] = read_with_label
_environment.globals["over_time_note"] = OVER_TIME


def page(name: str, values: Mapping[str, object], *, status: int = 200) -> HTMLResponse:
    """Render a template to a response."""
    return HTMLResponse(_environment.get_template(name).render(**values), status_code=status)


def wants_json(request: Request) -> bool:
    """True for the JSON API, whose errors are JSON too."""
    return request.url.path.startswith("/api/")
