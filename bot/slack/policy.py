"""Who may ask, and where. Whatever cannot be found out is refused."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.call import CallOutcome, Failed, Replied, call, failure
from bot.slack.work import Asked, Sender, Surface

KEPT_SECONDS = 600
MOST_KEPT = 10_000
UNKNOWN_PERSON = frozenset({"user_not_found", "user_not_visible"})
# missing_scope: a group message, which only a permission that we do not ask for would show.
UNSEEN_CHANNEL = frozenset({"channel_not_found", "not_in_channel", "missing_scope"})


class Admission(StrEnum):
    """Whether somebody is answered."""

    ADMITTED = "admitted"
    GUEST = "guest"
    OTHER_ORGANISATION = "other organisation"
    SHARED_CHANNEL = "shared channel"
    UNSEEN_CHANNEL = "unseen channel"
    NOT_A_PERSON = "not a person"


@dataclass(frozen=True)
class Place:
    """A channel: `ours` when only our own organisation reads it; `member` when we are in it;
    `seen` is false when Slack does not show it to us, and then it counts as not ours.
    """

    ours: bool
    member: bool
    seen: bool = True


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

    async def question(self, question: Asked) -> Admission:
        """Whether this question is answered where it was asked. Raises SlackUnavailable."""
        admission = await self.person(question.sender)
        if admission is not Admission.ADMITTED or question.surface is not Surface.MENTION:
            return admission
        place = await self.place(question.sender)
        if place.ours:
            return Admission.ADMITTED
        return Admission.SHARED_CHANNEL if place.seen else Admission.UNSEEN_CHANNEL

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
        if channel is None:
            return Place(ours=False, member=False, seen=sender.shared)
        direct = bool(channel.get("is_im"))
        member = direct or bool(channel.get("is_member"))
        return Place(ours=not (sender.shared or _others_read(channel)), member=member)

    async def _user(self, user: str) -> dict[str, Any] | None:
        kept = self._remembered(user)
        if kept is not None:
            return kept.value
        outcome = await call(self._client.users_info(user=user))
        return self._keep(user, "user", outcome, UNKNOWN_PERSON)

    async def _channel(self, channel: str) -> dict[str, Any] | None:
        kept = self._remembered(channel)
        if kept is not None:
            return kept.value
        outcome = await call(self._client.conversations_info(channel=channel))
        return self._keep(channel, "channel", outcome, UNSEEN_CHANNEL)

    def _remembered(self, name: str) -> _Kept | None:
        kept = self._kept.get(name)
        return kept if kept is not None and kept.until > self._clock() else None

    def _keep(
        self, name: str, part: str, outcome: CallOutcome, unseen: frozenset[str]
    ) -> dict[str, Any] | None:
        value: dict[str, Any] | None
        if isinstance(outcome, Failed) and outcome.code in unseen:
            value = None
        elif isinstance(outcome, Replied):
            value = outcome.body.get(part)
        else:
            raise failure(f"asking for the {part}", outcome)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[name] = _Kept(value, self._clock() + KEPT_SECONDS)
        return value


def _others_read(channel: dict[str, Any]) -> bool:
    """Whether another organisation is in the channel, or invited. A channel shared between the
    workspaces of one organisation is its own.
    """
    shared = channel.get("is_shared") and not channel.get("is_org_shared")
    named = ("is_ext_shared", "is_pending_ext_shared")
    return bool(shared) or any(channel.get(name) for name in named)
