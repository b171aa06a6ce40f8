"""Events: which messages are for us, and what becomes of edits and deletions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.delivery.inbox import Delivery
from bot.screening.screened import Screener
from bot.slack.edge import identity
from bot.slack.edge.decision import Decision, Ignore, Keep, Reword, Thread, Withdraw
from bot.slack.slack_text import unescape
from bot.slack.work import Asked, Opened, Sender, Surface, WorkKind, to_json

Json = Mapping[str, Any]

MESSAGE_SUBTYPES = {None, "file_share", "thread_broadcast", "me_message"}
SHARING = {"channel_shared", "channel_unshared"}
SLACKBOT = "USLACKBOT"


class EventReader:
    """Decides about one event. Only screened text leaves it."""

    def __init__(
        self, screener: Screener, known_bot: Callable[[], str | None] = lambda: None
    ) -> None:
        """`known_bot` is our user id where a delivery does not say it; None while unknown."""
        self._screener = screener
        self._known_bot = known_bot

    def decide(self, payload: Json) -> Decision:
        """What to do with an event_callback payload."""
        event = payload.get("event")
        if not isinstance(event, dict):
            return Ignore("no event")
        kind = event.get("type")
        if kind in {"message", "app_mention"}:
            return self._any_message(payload, event)
        if kind == "app_home_opened":
            return _opened(payload, event)
        if kind == "member_joined_channel" and event.get("user") == self._bot_user(payload):
            return _invited(payload, event)
        if kind in SHARING and isinstance(event.get("channel"), str):
            return _shared(payload, event)
        return Ignore("not for us")

    def _any_message(self, payload: Json, event: Json) -> Decision:
        if event.get("subtype") == "message_changed":
            return self._edited(payload, event)
        if event.get("subtype") == "message_deleted":
            return _deleted(event)
        return self._message(payload, event)

    def _message(self, payload: Json, event: Json) -> Decision:
        unwanted = _unwanted(event, self._bot_user(payload))
        return Ignore(unwanted) if unwanted else self._fresh(payload, event)

    def _fresh(self, payload: Json, event: Json) -> Keep:
        asked = self._asked(payload, event)
        key = identity.message_key(asked.sender.channel, str(asked.ts))
        delivery = _question(
            asked, key, also=(identity.of_event(payload), *identity.of_message(event))
        )
        return Keep(delivery, Thread(asked.sender.channel, str(asked.thread)))

    def _asked(self, payload: Json, event: Json) -> Asked:
        bot = self._bot_user(payload)
        return Asked(
            sender=_sender(payload, event),
            surface=Surface.DIRECT_MESSAGE if _direct(event) else Surface.MENTION,
            screened=self._screener.screen(unescape(str(event.get("text") or ""), bot_user=bot)),
            ts=str(event["ts"]),
            thread=str(event.get("thread_ts") or event["ts"]),
        )

    def _edited(self, payload: Json, event: Json) -> Decision:
        message, before = event.get("message"), event.get("previous_message") or {}
        if not isinstance(message, dict) or message.get("text") == before.get("text"):
            return Ignore("nothing was reworded")
        # The inner message has no channel of its own, and a new subtype would hide the sender.
        inner = {
            **message,
            "channel": event.get("channel"),
            "channel_type": event.get("channel_type"),
        }
        unwanted = _unwanted(inner, self._bot_user(payload))
        if unwanted:
            return Ignore(unwanted)
        asked = self._asked(payload, inner)
        key = identity.message_key(asked.sender.channel, str(asked.ts))
        event_key = identity.of_event(payload)
        again = _question(replace(asked, refers_to=key), event_key, also=())
        reworded = replace(again, kind=WorkKind.REWORDED)
        return Reword(key, reworded, self._fresh(payload, inner), str(asked.ts))

    def _bot_user(self, payload: Json) -> str | None:
        """Our own user id, so that our mention is not read as a word and we never ask ourselves."""
        authorizations = payload.get("authorizations") or [{}]
        return authorizations[0].get("user_id") or self._known_bot()


def _question(asked: Asked, key: str, also: tuple[str, ...]) -> Delivery:
    conversation = f"{asked.sender.channel}:{asked.thread}"
    others = tuple(other for other in also if other != key)
    return Delivery(key, WorkKind.QUESTION, conversation, to_json(asked), others, asked.sender.user)


def _direct(event: Json) -> bool:
    """A conversation with us alone; its id tells where `channel_type` is missing."""
    kind = event.get("channel_type")
    return kind == "im" or (kind is None and str(event.get("channel")).startswith("D"))


def _unwanted(event: Json, bot: str | None) -> str | None:
    """Why a message is not a question to us, or None. Bots, ourselves included, make no loops."""
    if event.get("bot_id") or event.get("bot_profile"):
        return "from a bot"
    if event.get("subtype") not in MESSAGE_SUBTYPES:
        return "a notice, not a message"
    if not event.get("user") or event["user"] in {SLACKBOT, bot}:
        return "from nobody"
    if not event.get("ts") or not event.get("channel"):
        return "without a place"
    mentioned = bot is not None and f"<@{bot}" in str(event.get("text") or "")
    if event.get("type") != "app_mention" and not _direct(event) and not mentioned:
        return "not to us"
    return None


def _deleted(event: Json) -> Decision:
    before = event.get("previous_message") or {}
    if before.get("bot_id") or not event.get("deleted_ts"):
        return Ignore("not a question")
    return Withdraw(identity.message_key(str(event.get("channel")), str(event["deleted_ts"])))


def _shared(payload: Json, event: Json) -> Decision:
    """Slack does not say who did it."""
    channel = str(event["channel"])
    work = Opened(Sender("", channel))
    key = identity.of_event(payload)
    return Keep(Delivery(key, WorkKind.SHARED, f"channel:{channel}", to_json(work)))


def _opened(payload: Json, event: Json) -> Decision:
    work = Opened(_sender(payload, event))
    home = event.get("tab") == "home"
    kind = WorkKind.HOME if home else WorkKind.MESSAGES_TAB
    conversation = f"home:{event.get('user')}"
    return Keep(
        Delivery(
            identity.of_event(payload), kind, conversation, to_json(work), person=work.sender.user
        )
    )


def _invited(payload: Json, event: Json) -> Decision:
    inviter = {**event, "user": event.get("inviter") or event["user"]}
    work = Opened(_sender(payload, inviter))
    conversation = f"channel:{event.get('channel')}"
    key = identity.of_event(payload)
    return Keep(Delivery(key, WorkKind.INVITED, conversation, to_json(work)))


def _sender(payload: Json, event: Json) -> Sender:
    authorization = (payload.get("authorizations") or [{}])[0]
    return Sender(
        user=str(event.get("user")),
        channel=str(event.get("channel")),
        team=event.get("user_team") or event.get("team"),
        home_team=authorization.get("team_id") or payload.get("team_id"),
        shared=bool(payload.get("is_ext_shared_channel")),
    )
