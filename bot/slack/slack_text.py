"""Slack's own way of writing text: read once on the way in, made harmless on the way out."""

from __future__ import annotations

import re

TOKEN = re.compile(r"<([@#!][^<>]*|[a-z][a-z+.-]*:[^<>]*)>")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def unescape(text: str, *, bot_user: str | None = None) -> str:
    """What the person typed, from what Slack sends: `<@U1>`, `<#C1|name>`, `<url|label>`, `&amp;`.

    Our own mention disappears; another person's becomes "@someone", because a display name is a
    personal detail that the asker did not type. Entities are decoded once, `&amp;` last, so that a
    typed "&lt;" stays as typed.
    """
    spoken = TOKEN.sub(lambda found: _token(found.group(1), bot_user), text)
    return spoken.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _token(inside: str, bot_user: str | None) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return "" if target[1:] == bot_user else "@someone"
    if target.startswith("#"):
        return "#" + (label or "channel")
    if target.startswith("!subteam"):
        return label or "@group"
    if target.startswith("!"):
        return label or "@" + target[1:].split("^")[0]
    return label or target.removeprefix("mailto:").removeprefix("tel:")


def escape(text: str) -> str:
    """Anybody's text, safe inside mrkdwn: no mention, no link, no channel call can come of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str, longest: int) -> str:
    """Anybody's text for a plain_text object: no control or direction characters, not too long."""
    clean = CONTROL.sub("", text)
    return clean if len(clean) <= longest else clean[: longest - 1].rstrip() + "…"
