"""Which workspace the bot belongs to and what it may do there, asked of Slack once."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.call import Replied, call, failure
from bot.slack.errors import SlackUnavailable

REQUIRED_SCOPES = frozenset(
    {
        *("app_mentions:read", "assistant:write", "chat:write", "commands"),
        *("channels:read", "groups:read", "groups:history"),
        *("im:history", "im:read", "im:write", "users:read"),
    }
)
OPTIONAL_SCOPES = {
    "channels:history": "answers in public channels can be looked up after a doubtful send",
}


@dataclass(frozen=True)
class BotIdentity:
    """What auth.test says. `scopes` come from its x-oauth-scopes header; None without it. `url` is
    the workspace's address, ending in a slash.
    """

    team: str
    team_name: str
    user: str
    scopes: frozenset[str] | None
    url: str = ""

    @property
    def missing_scopes(self) -> list[str]:
        """Scopes without which something does not work, sorted."""
        return sorted(REQUIRED_SCOPES - self.scopes) if self.scopes is not None else []

    @property
    def missing_optional_scopes(self) -> list[str]:
        """Scopes without which something works less well, sorted."""
        return sorted(set(OPTIONAL_SCOPES) - self.scopes) if self.scopes is not None else []


class Installation:
    """Asks auth.test when first needed and remembers."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._identity: BotIdentity | None = None

    async def identity(self) -> BotIdentity:
        """Who we are.

        Raises:
            SlackUnavailable: Slack did not answer, or refused the token; `code` says why.
        """
        if self._identity is None:
            self._identity = await self._ask()
        return self._identity

    @property
    def bot_user(self) -> str | None:
        """Our own user id, None until Slack has said it."""
        return self._identity.user if self._identity is not None else None

    async def home_team(self) -> str:
        """The id of our workspace. Raises SlackUnavailable."""
        return (await self.identity()).team

    async def _ask(self) -> BotIdentity:
        outcome = await call(self._client.auth_test())
        if not isinstance(outcome, Replied):
            raise failure("auth.test", outcome)
        if not outcome.body.get("team_id"):
            raise SlackUnavailable("auth.test", "it names no workspace")
        scopes = outcome.headers.get("x-oauth-scopes")
        return BotIdentity(
            team=str(outcome.body["team_id"]),
            team_name=str(outcome.body.get("team", "")),
            user=str(outcome.body.get("user_id")),
            scopes=None if scopes is None else _scopes(scopes),
            url=str(outcome.body.get("url") or ""),
        )


def _scopes(header: str) -> frozenset[str]:
    return frozenset(scope.strip() for scope in header.split(",") if scope.strip())
