"""Checks for `guidance check`: a good token, every scope, a safe NSDU channel."""

from __future__ import annotations

from bot.slack.call import Replied, call
from bot.slack.clients import reading_client
from bot.slack.errors import SlackUnavailable
from bot.slack.identity import Installation


async def scopes(token: str, api_url: str) -> str:
    """Who the token belongs to.

    Raises:
        SlackUnavailable: Slack is away, refuses the token, or a needed scope is missing.
    """
    identity = await Installation(reading_client(token, api_url)).identity()
    if identity.missing_scopes:
        raise SlackUnavailable("auth.test", f"missing scopes: {', '.join(identity.missing_scopes)}")
    if identity.scopes is None:
        return f"workspace {identity.team_name or identity.team}; Slack did not list the scopes"
    optional = identity.missing_optional_scopes
    without = f"; optional scopes not granted: {', '.join(optional)}" if optional else ""
    return f"workspace {identity.team_name or identity.team}, every needed scope{without}"


async def nsdu_channel(token: str, api_url: str, channel: str) -> str:
    """The NSDU channel: private, ours alone, and the assistant is in it.

    Raises:
        SlackUnavailable: it is not, or Slack does not say.
    """
    outcome = await call(reading_client(token, api_url).conversations_info(channel=channel))
    if not isinstance(outcome, Replied):
        raise SlackUnavailable("conversations.info", getattr(outcome, "code", "no answer"))
    info = outcome.body.get("channel", {})
    problems = {
        "it is public": not info.get("is_private"),
        "it is shared with another organisation": info.get("is_ext_shared"),
        "the assistant is not a member": not info.get("is_member"),
    }
    for problem, found in problems.items():
        if found:
            raise SlackUnavailable(f"channel {channel}", problem)
    return f"{channel} is private and the assistant is in it"
