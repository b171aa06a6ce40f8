"""From the bytes of a delivery to what it is: an event, a command or an interaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl

from bot.slack.errors import Unreadable

MOST_FIELDS = 100


class IncomingKind(StrEnum):
    """The names are Socket Mode's own."""

    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTION = "interactive"
    CHALLENGE = "url_verification"
    OTHER = "other"


@dataclass(frozen=True)
class Incoming:
    """One delivery, the same for both transports."""

    kind: IncomingKind
    payload: Mapping[str, Any]


def read(content_type: str, body: bytes) -> Incoming:
    """Read the body of a verified HTTP delivery.

    Forms are read here and not by slack-bolt 1.30, which drops every command whose text holds the
    word "payload".

    Raises:
        Unreadable: neither JSON nor a form that Slack sends.
    """
    if content_type.split(";", maxsplit=1)[0].strip().lower() == "application/json":
        payload = _object(body)
        kinds = {
            "event_callback": IncomingKind.EVENT,
            "url_verification": IncomingKind.CHALLENGE,
        }
        return Incoming(kinds.get(str(payload.get("type")), IncomingKind.OTHER), payload)
    form = _form(body)
    if "command" in form:
        return Incoming(IncomingKind.COMMAND, form)
    if "payload" in form:
        return Incoming(IncomingKind.INTERACTION, _object(form["payload"].encode()))
    raise Unreadable("a form without command or payload")


def is_ssl_check(body: bytes) -> bool:
    """Whether Slack only asks if our certificate works; such a request is not signed."""
    return len(body) < 4096 and b"ssl_check=1" in body.split(b"&")


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    if not isinstance(value, dict):
        raise Unreadable("not a JSON object")
    return value


def _form(body: bytes) -> dict[str, str]:
    try:
        text = body.decode("ascii")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise Unreadable("not a form") from error
