"""The windows of a sender: the form, adding to an item, taking it back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answering.asker import AboutAsker
from bot.feedback.area import Area
from bot.feedback.item import Item
from bot.slack.actions import Form
from bot.slack.feedback import words as say
from bot.slack.feedback.inputs import (
    LONGEST_INPUT,
    Option,
    choice,
    chosen,
    line,
    lines,
    menu,
    typed,
)
from bot.slack.messages.blocks import LONGEST_SECTION, Json, modal, small, words
from bot.slack.messages.excerpt import shortened

NOTHING = "nothing"
YES, NO = "yes", "no"
TEXT, TEXT_AGAIN = "text", "text_again"
"""The box has another name when it is shown again, or Slack would keep what was typed before."""
MOST_SHOWN = 60_000
AREAS: tuple[Option, ...] = tuple((area.name, area.value) for area in Area)


@dataclass(frozen=True)
class FormStart:
    """What a form is filled in with. `about` are the choices, the best first; `draft` is the id of
    a text too long for a box, shown whole above it.
    """

    text: str
    about: Sequence[Option]
    area: Area
    asker: AboutAsker
    draft: str = ""
    answer_id: str = ""


def feedback_form(start: FormStart) -> Json:
    """The form; sending it is the person's yes."""
    blocks = [small(say.FORM_INTRO)]
    if start.draft:
        blocks += [words(say.LONG), *_whole(start.text)]
        blocks.append(lines(TEXT, "Anything to add?", optional=True, longest=2_000))
    else:
        blocks.append(lines(TEXT, "What should the NSDU know?", initial=start.text))
    blocks += [
        menu("about", "What it is about", start.about),
        menu("area", "Priority area", AREAS, start.area.name),
        line("profession", "Your profession", start.asker.profession or "", optional=True),
        line("local_area", "Your area", start.asker.area or "", optional=True),
        choice("remember", "Fill these two in next time?", ((YES, "Yes"), (NO, "No")), NO),
        choice("contact", "May the NSDU contact you?", ((NO, say.ANONYMOUS), (YES, say.NAMED))),
    ]
    view = modal("Policy feedback", blocks, callback=Form.POLICY_FEEDBACK, submit="Send")
    return view | {"private_metadata": json.dumps([start.draft, start.answer_id])}


def again(view: Mapping[str, Any], masked: Mapping[str, str]) -> Json:
    """The same window with what will be sent now, after personal details were hidden."""
    kept = typed(view) | dict(masked)
    picked = chosen(view)
    blocks = [_filled(block, kept, picked) for block in view["blocks"]]
    if not any(_is_notice(block) for block in blocks):
        blocks.insert(0, words(say.HIDDEN))
    names = ("type", "callback_id", "title", "submit", "close", "private_metadata")
    return {name: view[name] for name in names if view.get(name)} | {"blocks": blocks}


def add_window(item: Item) -> Json:
    """A box for more on an item."""
    about = f"About #{item.number}: {shortened(item.text, 150)[0]}"
    blocks = [small(about, "The NSDU sees exactly what you send, without your name.")]
    blocks.append(lines(TEXT, "What would you like to add?"))
    view = modal("Add to your feedback", blocks, callback=Form.FEEDBACK_ADD, submit="Send")
    return view | {"private_metadata": str(item.number)}


def withdraw_window(item: Item) -> Json:
    """Asks once before it is taken back."""
    sentence = (
        f"Take back #{item.number}? Its text is removed from the NSDU's channel and from the "
        "register. Only that there was an item remains."
    )
    view = modal(
        "Withdraw feedback", [words(sentence)], callback=Form.FEEDBACK_WITHDRAW, submit="Withdraw"
    )
    return view | {"private_metadata": str(item.number)}


def _whole(text: str) -> list[Json]:
    pieces = [text[at : at + LONGEST_SECTION] for at in range(0, MOST_SHOWN, LONGEST_SECTION)]
    return [words(piece) for piece in pieces if piece.strip()]


def _filled(block: Json, kept: Mapping[str, str], picked: Mapping[str, str]) -> Json:
    """A block with what was filled in; the text box under its other name."""
    name, element = block.get("block_id", ""), block.get("element")
    if element is None or not (name in kept or name in picked):
        return block
    if name in picked:
        options = element["options"]
        first = next((o for o in options if o["value"] == picked[name]), options[0])
        return {**block, "element": {**element, "initial_option": first}}
    if name in {TEXT, TEXT_AGAIN}:
        other = TEXT_AGAIN if name == TEXT else TEXT
        element = {**element, "action_id": other, "initial_value": kept[name][:LONGEST_INPUT]}
        return {**block, "block_id": other, "element": element}
    return {**block, "element": {**element, "initial_value": kept[name]}} if kept[name] else block


def _is_notice(block: Json) -> bool:
    text = block.get("text")
    return isinstance(text, dict) and text.get("text") == say.HIDDEN
