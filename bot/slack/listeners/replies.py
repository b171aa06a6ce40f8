"""Where a reply goes: the thread, only to the asker, or a direct message."""

from __future__ import annotations

from dataclasses import replace

from bot.delivery.outbox import Method, Post
from bot.slack.messages.blocks import SlackMessage
from bot.slack.work import Asked, Pressed, Ran, Sender, Surface

ASKER = "asker"
"""In a payload: who gets the answer directly when it cannot be posted where it was asked."""


def in_thread(key: str, channel: str, thread: str | None, message: SlackMessage) -> Post:
    """A message everybody in the channel can read."""
    return Post(key, channel, Method.POST, message.payload, thread=thread)


def directly(key: str, person: str, message: SlackMessage) -> Post:
    """A direct message; Slack opens the conversation of a user id by itself."""
    return Post(key, person, Method.POST, message.payload)


def only_to(key: str, sender: Sender, thread: str | None, message: SlackMessage) -> Post:
    """A message in the channel for one person's eyes."""
    payload = {"user": sender.user, **message.payload}
    return Post(key, sender.channel, Method.EPHEMERAL, payload, thread=thread)


def to_response_url(
    key: str, person: str, url: str, message: SlackMessage, **how: str | bool
) -> Post:
    """An answer to a command, a shortcut or a button, where the bot need not be a member."""
    payload = {"response_url": url, "response_type": "ephemeral", "replace_original": False}
    return Post(key, person, Method.RESPOND, {**payload, **message.payload, **how})


def answering(key: str, asked: Asked, message: SlackMessage) -> Post:
    """Where the answer to this question belongs: never in a channel when it was asked privately."""
    if asked.response_url:
        return to_response_url(key, asked.sender.user, asked.response_url, message)
    if asked.refers_to:
        channel = asked.sender.channel
        return Post(key, channel, Method.UPDATE, message.payload, refers_to=asked.refers_to)
    if asked.surface in {Surface.COMMAND, Surface.SHORTCUT}:
        return directly(key, asked.sender.user, message)
    post = in_thread(key, asked.sender.channel, asked.thread, message)
    return replace(post, payload={**post.payload, ASKER: asked.sender.user})


def privately(key: str, asked: Asked, message: SlackMessage) -> Post:
    """The same, but never where others read it."""
    if asked.surface is Surface.MENTION:
        return only_to(key, asked.sender, asked.thread, message)
    return answering(key, asked, message)


def to_presser(key: str, pressed: Pressed, message: SlackMessage) -> Post:
    """Only to the person who pressed a button."""
    if pressed.response_url:
        person = pressed.sender.user
        return to_response_url(key, person, pressed.response_url, message)
    return only_to(key, pressed.sender, pressed.thread or pressed.message_ts, message)


def to_runner(key: str, ran: Ran, message: SlackMessage) -> Post:
    """Only to the person who ran a command."""
    if not ran.response_url:
        return directly(key, ran.sender.user, message)
    return to_response_url(key, ran.sender.user, ran.response_url, message)
