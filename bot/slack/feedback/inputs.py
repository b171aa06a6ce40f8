"""The inputs of the feedback forms, and reading what was filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.slack.messages.blocks import Json, plain_text

Option = tuple[str, str]
LONGEST_INPUT = 3_000


def lines(
    block: str, label: str, *, initial: str = "", optional: bool = False, longest: int = 0
) -> Json:
    """A box for several lines."""
    element = _text(block, initial, longest or LONGEST_INPUT) | {"multiline": True}
    return _input(block, label, element, optional=optional)


def line(block: str, label: str, initial: str = "", *, optional: bool = False) -> Json:
    """A box for one line."""
    return _input(block, label, _text(block, initial, 200), optional=optional)


def choice(block: str, label: str, options: Sequence[Option], chosen: str = "") -> Json:
    """Radio buttons; the first is chosen unless another is named."""
    return _input(block, label, _options("radio_buttons", block, options, chosen))


def day(block: str, label: str, chosen: date) -> Json:
    """A calendar."""
    element = {"type": "datepicker", "action_id": block, "initial_date": chosen.isoformat()}
    return _input(block, label, element)


def menu(block: str, label: str, options: Sequence[Option], chosen: str = "") -> Json:
    """A drop-down; the first is chosen unless another is named."""
    return _input(block, label, _options("static_select", block, options, chosen))


def people(block: str, label: str, chosen: str = "") -> Json:
    """A box in which Slack completes the name of a person; may be left empty."""
    element: Json = {"type": "users_select", "action_id": block}
    element |= {"initial_user": chosen} if chosen else {}
    return _input(block, label, element, optional=True)


def _input(block: str, label: str, element: Json, *, optional: bool = False) -> Json:
    return {
        "type": "input",
        "block_id": block,
        "optional": optional,
        "label": plain_text(label, 2000),
        "element": element,
    }


def _text(block: str, initial: str, longest: int) -> Json:
    element = {"type": "plain_text_input", "action_id": block, "max_length": longest}
    return element | ({"initial_value": initial[:longest]} if initial else {})


def _options(kind: str, block: str, options: Sequence[Option], chosen: str) -> Json:
    made = [{"value": value, "text": plain_text(text, 75)} for value, text in options]
    first = next((option for option in made if option["value"] == chosen), made[0])
    return {"type": kind, "action_id": block, "options": made, "initial_option": first}


def typed(view: Mapping[str, Any]) -> dict[str, str]:
    """What was typed, by block id, as Slack sent it."""
    given = _given(view)
    return {block: one["value"] for block, one in given if isinstance(one.get("value"), str)}


def chosen(view: Mapping[str, Any]) -> dict[str, str]:
    """The values of the options that were chosen, by block id: our own words, or a user's id."""
    found = {}
    for block, one in _given(view):
        option = one.get("selected_option")
        if isinstance(option, dict):
            found[block] = str(option.get("value") or "")
        elif one.get("selected_user"):
            found[block] = str(one["selected_user"])
    return found


def days(view: Mapping[str, Any]) -> dict[str, date]:
    """The days that were picked, by block id."""
    found = {}
    for block, one in _given(view):
        picked = one.get("selected_date")
        if isinstance(picked, str):
            found[block] = date.fromisoformat(picked)
    return found


def _given(view: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    values = (view.get("state") or {}).get("values", {})
    return [(block, one) for block, inputs in values.items() for one in inputs.values()]
