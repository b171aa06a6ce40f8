"""What is posted when Slack refuses a message for good: an acknowledged question is answered."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.delivery.outbox import Method, Post
from bot.slack.listeners.replies import ASKER
from bot.slack.messages import sentences
from bot.slack.messages.blocks import words
from bot.slack.slack_text import escape

log = logging.getLogger(__name__)

CONTENT_REFUSED = {
    *("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"),
    *("invalid_attachments", "invalid_metadata_format", "metadata_too_large"),
    *("invalid_arguments", "invalid_payload", "http_400"),
}
QUESTION_GONE = {"thread_not_found", "message_not_found"}
"""The question was deleted meanwhile: nobody waits for the answer."""


def instead_of(post: Post, code: str) -> Sequence[Post]:
    """The words without the blocks; if those are refused too, or the place is closed to us (left,
    archived, a response_url that was used up), the message to the person directly.
    """
    log.error("post refused", extra={"code": code, "dedup_key": post.dedup_key})
    if code in CONTENT_REFUSED and post.payload.get("blocks"):
        payload = {**post.payload, "blocks": []}
        return [replace(post, dedup_key=f"{post.dedup_key}-plain", payload=payload)]
    person = _person(post)
    if person is None or code in QUESTION_GONE:
        return ()
    content = post.payload
    payload = {
        "text": f"{escape(sentences.DIRECTLY_INSTEAD)} {content['text']}",
        "blocks": [words(sentences.DIRECTLY_INSTEAD), *content["blocks"]],
        "unfurl_links": False,
        "unfurl_media": False,
    }
    return [Post(f"{post.dedup_key}-direct", person, Method.POST, payload)]


def _person(post: Post) -> str | None:
    """Whom the message was for, where it was for one person."""
    payload = post.payload
    if post.method is Method.EPHEMERAL:
        return str(payload["user"])
    if post.method is Method.RESPOND and payload.get("text") and not payload["replace_original"]:
        return post.channel
    asker = payload.get(ASKER)
    return str(asker) if asker else None
