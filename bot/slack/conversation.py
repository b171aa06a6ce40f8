"""The direct message with a person."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.call import Replied, call


async def conversation_with(client: AsyncWebClient, user: str) -> str:
    """The direct message with a person; the person's own id when Slack does not say, to which a
    message can be posted just as well, but not looked up after a doubtful send.
    """
    outcome = await call(client.conversations_open(users=user))
    if isinstance(outcome, Replied):
        return str((outcome.body.get("channel") or {}).get("id") or user)
    return user
