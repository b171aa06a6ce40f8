"""People who use the workspace: they write, mention, run commands, press buttons, fill in forms."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Protocol

from tests.slack import payloads
from tests.slack.block_kit import elements
from tests.slack.chat_methods import shown
from tests.slack.http_delivery import Delivery
from tests.slack.state import BOT_USER, Channel, Json, Message, User, View, Workspace
from tests.slack.view_methods import keep_view, replace_view, shown_view


class Deliverer(Protocol):
    """Either transport."""

    def send(self, kind: str, payload: Json) -> Delivery: ...


class NotOnScreen(AssertionError):
    """The person cannot press what is not there."""


@dataclass
class Said:
    """Something a person wrote: the message and the deliveries it caused."""

    message: Message
    deliveries: list[Delivery]

    async def acknowledged(self) -> Said:
        """Wait until every delivery was acknowledged or given up."""
        for delivery in self.deliveries:
            await delivery.finished()
        return self


class Person:
    """One member (or guest, or stranger) acting through a client."""

    def __init__(
        self, workspace: Workspace, deliverer: Deliverer, user: User, *, twins: bool = True
    ) -> None:
        self.workspace = workspace
        self.deliverer = deliverer
        self.user = user
        self.twins = twins

    @property
    def dm_channel(self) -> Channel:
        """The person's conversation with the bot."""
        return self.workspace.dm_of(self.user.id)

    def dm(self, text: str, *, thread_ts: str | None = None) -> Said:
        """Write to the bot in the Messages tab, or in a thread there."""
        message = self.writes(self.dm_channel, text, thread_ts)
        event = payloads.message_event(message, self.dm_channel, self.user)
        return Said(message, [self._event(event, self.dm_channel)])

    def mention(self, channel: Channel, text: str, *, thread_ts: str | None = None) -> Said:
        """Mention the bot; with the twin `message` event where the app subscribes to it."""
        channel.members.add(self.user.id)
        message = self.writes(channel, f"<@{BOT_USER}> {text}", thread_ts)
        events = [payloads.mention_event(message, channel, self.user)]
        if self.twins:
            events.append(payloads.message_event(message, channel, self.user))
        return Said(message, [self._event(event, channel) for event in events])

    def slash(self, command: str, text: str, channel: Channel | None = None) -> Delivery:
        """Run a slash command."""
        where = channel or self.dm_channel
        where.members.add(self.user.id)
        trigger = self.workspace.new_trigger(self.user.id)
        link = self.workspace.new_response_url(where.id, self.user.id, None)
        form = payloads.slash_command(
            self.user, where, command=command, text=text, trigger=trigger, response_url=link
        )
        return self.deliverer.send("slash_commands", dict(form))

    def click(self, where: Message | View, action_id: str, *, value: str | None = None) -> Delivery:
        """Press what is really on the screen; `value` picks one side of feedback buttons."""
        blocks = where.blocks if isinstance(where, Message) else where.body["blocks"]
        element = _find(blocks, action_id, self.user.id)
        if element["type"] == "feedback_buttons":
            sides = [element["positive_button"], element["negative_button"]]
            pressed = next((side for side in sides if side["value"] == value), None)
            if pressed is None:
                raise NotOnScreen(f"no feedback button with value {value}")
            element = {**element, "value": pressed["value"]}
        trigger = self.workspace.new_trigger(self.user.id)
        body = payloads.interaction("block_actions", self.user, trigger)
        body["actions"] = [payloads.action_of(element)]
        body |= self._where(where)
        return self.deliverer.send("interactive", body)

    def submit(self, view: View, values: Json) -> Delivery:
        """Send a form; required inputs and lengths are checked as the client does."""
        _check_inputs(view, values)
        trigger = self.workspace.new_trigger(self.user.id)
        body = payloads.submission(self.user, view, values, trigger)
        return self.deliverer.send("interactive", body)

    async def submitted(self, view: View, values: Json) -> Delivery:
        """Send a form, wait, and apply what the app answered (errors, update, push, clear)."""
        delivery = await self.submit(view, values).finished()
        reply = delivery.reply or {}
        action = reply.get("response_action")
        if action == "update":
            replace_view(self.workspace, view, reply["view"])
        elif action == "push":
            keep_view(self.workspace, self.user.id, reply["view"])
        elif action == "clear":
            for one in self.workspace.views.values():
                one.closed = one.closed or one.user == self.user.id
        elif delivery.acknowledged and action != "errors":
            view.closed = True
        return delivery

    def message_shortcut(self, callback_id: str, message: Message) -> Delivery:
        """Use a shortcut from a message's menu."""
        channel = self.workspace.channels[message.channel]
        channel.members.add(self.user.id)
        trigger = self.workspace.new_trigger(self.user.id)
        body = payloads.interaction("message_action", self.user, trigger)
        body |= {
            "callback_id": callback_id,
            "message_ts": message.ts,
            "action_ts": self.workspace.new_ts(),
            "response_url": self.workspace.new_response_url(channel.id, self.user.id, None),
            "channel": {"id": channel.id, "name": channel.name},
            "message": shown(message),
        }
        return self.deliverer.send("interactive", body)

    def shortcut(self, callback_id: str) -> Delivery:
        """Use a global shortcut: no channel, no message."""
        trigger = self.workspace.new_trigger(self.user.id)
        body = payloads.interaction("shortcut", self.user, trigger)
        body |= {"callback_id": callback_id, "action_ts": self.workspace.new_ts()}
        return self.deliverer.send("interactive", body)

    def open_home(self, tab: str = "home") -> Delivery:
        """Open the app's Home or Messages tab."""
        event = {
            "type": "app_home_opened",
            "user": self.user.id,
            "channel": self.dm_channel.id,
            "tab": tab,
            "event_ts": self.workspace.new_ts(),
        }
        return self._event(event, self.dm_channel)

    def invite_bot(self, channel: Channel) -> Delivery:
        """Invite the bot to a channel."""
        channel.members |= {BOT_USER, self.user.id}
        event = {
            "type": "member_joined_channel",
            "user": BOT_USER,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "channel" else "G",
            "team": self.user.team,
            "inviter": self.user.id,
            "event_ts": self.workspace.new_ts(),
        }
        return self._event(event, channel)

    def share(self, channel: Channel, *, shared: bool = True) -> Delivery:
        """Share a channel with another organisation, or end it."""
        channel.is_ext_shared = shared
        event = {
            "type": "channel_shared" if shared else "channel_unshared",
            "connected_team_id": "T0OTHER",
            "channel": channel.id,
            "event_ts": self.workspace.new_ts(),
        }
        return self._event(event, channel)

    def edit(self, message: Message, text: str) -> Delivery:
        """Change one's own message."""
        before, message.text, message.edited = message.text, text, True
        channel = self.workspace.channels[message.channel]
        return self._event(payloads.changed_event(message, channel, before), channel)

    def delete(self, message: Message) -> Delivery:
        """Delete one's own message."""
        self.workspace.messages.remove(message)
        channel = self.workspace.channels[message.channel]
        return self._event(payloads.deleted_event(message, channel), channel)

    def view(self) -> View | None:
        """The modal on this person's screen, if any."""
        mine = [v for v in self.workspace.views.values() if v.user == self.user.id]
        open_ones = [v for v in mine if not v.closed]
        return open_ones[-1] if open_ones else None

    def private_messages(self) -> list[Message]:
        """The ephemeral messages this person sees."""
        return [m for m in self.workspace.ephemerals if m.visible_to == self.user.id]

    def writes(self, channel: Channel, text: str, thread_ts: str | None = None) -> Message:
        """Write in a channel, to nobody in particular; the app hears nothing of it."""
        message = Message(
            channel.id,
            self.workspace.new_ts(),
            self.user.id,
            text,
            thread_ts=thread_ts,
            client_msg_id=str(uuid.uuid4()),
        )
        return self.workspace.post(message)

    def _event(self, event: Json, channel: Channel) -> Delivery:
        return self.deliverer.send("events_api", payloads.event_callback(event, channel))

    def _where(self, where: Message | View) -> Json:
        if isinstance(where, View):
            return {
                "container": {"type": "view", "view_id": where.id},
                "view": shown_view(where),
            }
        channel = self.workspace.channels[where.channel]
        link = self.workspace.new_response_url(channel.id, self.user.id, where)
        return payloads.message_container(where, channel) | {"response_url": link}


GIVEN = ("value", "selected_option", "selected_date")
"""What an input holds, by the kind of input."""


def _find(blocks: list[Json], action_id: str, user: str) -> Json:
    for element in elements(blocks):
        only = element.get("visible_to_user_ids")
        if element["action_id"] == action_id and (not only or user in only):
            return element
    raise NotOnScreen(
        f"no element {action_id}; there are {[e['action_id'] for e in elements(blocks)]}"
    )


def _check_inputs(view: View, values: Json) -> None:
    for block in view.body["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        given = values.get(block["block_id"], {}).get(element["action_id"], {})
        text = next((given[part] for part in GIVEN if given.get(part)), "")
        if not text and not block.get("optional"):
            raise NotOnScreen(f"the client does not send a form without {block['block_id']}")
        if isinstance(text, str) and len(text) > element.get("max_length", 3000):
            raise NotOnScreen(f"{block['block_id']} is too long for the form")
