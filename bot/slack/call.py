"""One call of the Web API and every way it ends, from slack_sdk's exceptions to values."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.errors import SlackAway, SlackUnavailable

UNSURE_CODES = {"internal_error", "fatal_error", "request_timeout", "service_unavailable"}
LIMIT_CODES = {"ratelimited": 1.0, "rate_limited": 1.0, "message_limit_exceeded": 30.0}
"""Refusals for now that come without a status of 429, and the seconds to wait."""


@dataclass(frozen=True)
class Replied:
    """`ok: true`; the body, and the headers with names in lower case."""

    body: dict[str, Any]
    headers: dict[str, str]


@dataclass(frozen=True)
class Failed:
    """Slack said no, with its error code."""

    code: str


@dataclass(frozen=True)
class Limited:
    """429: wait this many seconds."""

    seconds: float


@dataclass(frozen=True)
class Unconnected:
    """The request never left: refused, unknown host."""

    kind: str


@dataclass(frozen=True)
class Unsure:
    """It may have been carried out: dropped, timed out, a server error."""

    kind: str


CallOutcome = Replied | Failed | Limited | Unconnected | Unsure


async def call(request: Awaitable[AsyncSlackResponse]) -> CallOutcome:
    """Wait for a call of AsyncWebClient."""
    try:
        response = await request
    except SlackApiError as error:
        return _said_no(error)
    except aiohttp.ClientConnectorError as error:
        return Unconnected(type(error).__name__)
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
        return Unsure(type(error).__name__)
    data = response.data
    headers = {str(name).lower(): str(value) for name, value in response.headers.items()}
    return Replied(data if isinstance(data, dict) else {}, headers)


def _said_no(error: SlackApiError) -> CallOutcome:
    response = error.response
    status = getattr(response, "status_code", 0)
    if status == 429:
        return Limited(retry_after(getattr(response, "headers", {})))
    code = str(response.get("error") or "") if hasattr(response, "get") else ""
    if status >= 500 or not code or code in UNSURE_CODES:
        return Unsure(code or f"http_{status}")
    return Limited(LIMIT_CODES[code]) if code in LIMIT_CODES else Failed(code)


def failure(method: str, outcome: CallOutcome) -> SlackUnavailable:
    """What to raise when a question of ours was not answered: whether it is worth waiting."""
    if isinstance(outcome, Failed):
        return SlackUnavailable(method, outcome.code)
    if isinstance(outcome, Limited):
        return SlackAway(method, "rate_limited", outcome.seconds)
    kind = outcome.kind if isinstance(outcome, Unconnected | Unsure) else "no answer"
    return SlackAway(method, kind)


def retry_after(headers: Any) -> float:  # noqa: ANN401 - slack_sdk types headers as a plain dict
    """Seconds of a Retry-After header in any case; 1 when it is missing or odd."""
    for name, value in dict(headers).items():
        if str(name).lower() == "retry-after":
            text = str(value[0] if isinstance(value, list) else value)
            return float(text) if text.isascii() and text.isdigit() else 1.0
    return 1.0
