"""Small builders of Block Kit. Anybody's text goes into plain_text, rich_text or escaped mrkdwn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.slack.actions import Button
from bot.slack.slack_text import escape, plain

Json = dict[str, Any]

LONGEST_SECTION = 3000
LONGEST_MESSAGE = 9_000
MOST_BLOCKS = 40


@dataclass(frozen=True)
class SlackMessage:
    """A message: `text` is read aloud and shown in notifications; `blocks` is what is seen."""

    text: str
    blocks: list[Json] = field(default_factory=list)

    @property
    def payload(self) -> Json:
        """The arguments of chat.postMessage that are about content; links are never unfolded."""
        return {
            "text": self.text,
            "blocks": self.blocks,
            "unfurl_links": False,
            "unfurl_media": False,
        }


@dataclass(frozen=True)
class Run:
    """A stretch of verbatim text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


def said(sentence: str) -> SlackMessage:
    """One or two plain sentences of ours."""
    return SlackMessage(escape(sentence), [words(sentence)])


def words(text: str) -> Json:
    """Text shown exactly as it is: nothing in it is a mention, a link or formatting."""
    return {"type": "section", "text": plain_text(text, LONGEST_SECTION)}


def formatted(mrkdwn: str) -> Json:
    """Our own mrkdwn; whatever came from elsewhere was escaped by the caller."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn}}


def quoted(runs: Sequence[Run]) -> Json:
    """A verbatim quotation with a bar at its side. rich_text is never parsed for formatting."""
    elements: list[Json] = []
    for run in runs:
        if run.text:
            style = {name: True for name in ("bold", "italic") if getattr(run, name)}
            elements.append(
                {"type": "text", "text": run.text} | ({"style": style} if style else {})
            )
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_quote", "elements": elements}],
    }


def naming(text: str, user: str) -> Json:
    """A line that ends with a person, whom Slack shows under their name."""
    elements = [{"type": "text", "text": text}, {"type": "user", "user_id": user}]
    inside = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "elements": [inside]}


def small(*lines: str) -> Json:
    """Small grey lines; plain text. One element, since Slack sets several side by side."""
    whole = "\n".join(plain(line, 2000) for line in lines)
    return {"type": "context", "elements": [plain_text(whole, LONGEST_SECTION)]}


def heading(text: str) -> Json:
    """A large bold line."""
    return {"type": "header", "text": plain_text(text, 150)}


def divider() -> Json:
    """A thin line."""
    return {"type": "divider"}


def buttons(*elements: Json) -> Json:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action: Button, value: str, *, spoken: str = "") -> Json:
    """A button. `spoken` is what a screen reader says where the label alone does not tell."""
    element = {
        "type": "button",
        "action_id": str(action),
        "text": plain_text(label, 75),
        "value": value,
    }
    return element | ({"accessibility_label": plain(spoken, 75)} if spoken else {})


def plain_text(text: str, longest: int) -> Json:
    """A plain_text object; names of emoji stay names."""
    return {"type": "plain_text", "text": plain(text, longest), "emoji": False}


def modal(title: str, blocks: list[Json], *, callback: str, submit: str | None = None) -> Json:
    """A window. Title and labels hold at most 24 characters."""
    view: Json = {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(title, 24),
        "close": plain_text("Close", 24),
        "blocks": blocks,
    }
    return view | ({"submit": plain_text(submit, 24)} if submit else {})
