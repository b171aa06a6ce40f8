"""Who may ask, and where. Whatever cannot be found out is refused."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.call import CallOutcome, Failed, Replied, call
from bot.slack.errors import SlackUnavailable
from bot.slack.work import Sender

KEPT_SECONDS = 600
MOST_KEPT = 10_000
NOT_VISIBLE = {"user_not_found", "user_not_visible", "channel_not_found", "not_in_channel"}


class Admission(StrEnum):
    """Whether somebody is answered."""

    ADMITTED = "admitted"
    GUEST = "guest"
    OTHER_ORGANISATION = "other organisation"
    SHARED_CHANNEL = "shared channel"
    NOT_A_PERSON = "not a person"


@dataclass(frozen=True)
class Place:
    """A channel: `ours` when only our own organisation reads it; `member` when we are in it."""

    ours: bool
    member: bool


@dataclass
class _Kept:
    value: dict[str, Any] | None
    until: float


class Policy:
    """Asks Slack who somebody is and where they are; remembers it for ten minutes."""

    def __init__(
        self,
        client: AsyncWebClient,
        *,
        home_team: Callable[[], Awaitable[str]],
        guests: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._home_team = home_team
        self._guests = guests
        self._clock = clock
        self._kept: dict[str, _Kept] = {}

    async def person(self, sender: Sender) -> Admission:
        """Whether this person is a member.

        Raises:
            SlackUnavailable: Slack could not be asked; try again later.
        """
        home = await self._home_team()
        if sender.team and sender.team != home:
            return Admission.OTHER_ORGANISATION
        user = await self._user(sender.user)
        if user is None or user.get("is_stranger"):
            return Admission.OTHER_ORGANISATION
        if user.get("is_bot") or user.get("deleted"):
            return Admission.NOT_A_PERSON
        teams = {user.get("team_id") or sender.team}
        teams |= set((user.get("enterprise_user") or {}).get("teams") or [])
        if home not in teams:
            return Admission.OTHER_ORGANISATION
        guest = user.get("is_restricted") or user.get("is_ultra_restricted")
        return Admission.GUEST if guest and not self._guests else Admission.ADMITTED

    async def place(self, sender: Sender) -> Place:
        """Who reads this channel, and whether we may post there.

        Raises:
            SlackUnavailable: Slack could not be asked; try again later.
        """
        channel = await self._channel(sender.channel)
        if sender.shared or channel is None:
            return Place(ours=False, member=False)
        direct = bool(channel.get("is_im"))
        member = direct or bool(channel.get("is_member"))
        return Place(ours=not channel.get("is_ext_shared"), member=member)

    async def _user(self, user: str) -> dict[str, Any] | None:
        kept = self._remembered(user)
        if kept is not None:
            return kept.value
        outcome = await call(self._client.users_info(user=user))
        return self._keep(user, "users.info", outcome, "user")

    async def _channel(self, channel: str) -> dict[str, Any] | None:
        kept = self._remembered(channel)
        if kept is not None:
            return kept.value
        outcome = await call(self._client.conversations_info(channel=channel))
        return self._keep(channel, "conversations.info", outcome, "channel")

    def _remembered(self, name: str) -> _Kept | None:
        kept = self._kept.get(name)
        return kept if kept is not None and kept.until > self._clock() else None

    def _keep(
        self, name: str, method: str, outcome: CallOutcome, part: str
    ) -> dict[str, Any] | None:
        value: dict[str, Any] | None
        if isinstance(outcome, Failed) and outcome.code in NOT_VISIBLE:
            value = None
        elif isinstance(outcome, Replied):
            value = outcome.body.get(part)
        else:
            code = outcome.code if isinstance(outcome, Failed) else type(outcome).__name__
            raise SlackUnavailable(method, code)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[name] = _Kept(value, self._clock() + KEPT_SECONDS)
        return value
