"""Block Kit's limits, as Slack enforces them (facts: exact limits table)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
JsonValue = Any

TEXT_TOTAL = 12_000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
KNOWN = {
    *("section", "divider", "header", "context", "actions", "context_actions", "input", "image"),
    *("markdown", "rich_text", "table", "alert", "container", "card", "carousel"),
}


def problems(blocks: list[Json], *, in_view: bool) -> list[str]:
    """What Slack would refuse, one line each with a JSON pointer; empty when all is well."""
    found = list(_block_problems(blocks, in_view=in_view))
    most = VIEW_BLOCKS if in_view else MESSAGE_BLOCKS
    if len(blocks) > most:
        found.append(f"no more than {most} items allowed [json-pointer:/blocks]")
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        found.append("block_id already exists [json-pointer:/blocks]")
    return found


def total_text(blocks: list[Json]) -> int:
    """All characters of text in the blocks, as the total limit counts them."""
    return sum(len(text["text"]) for text in texts(blocks))


def texts(value: JsonValue) -> Iterator[Json]:
    """Every text object (plain_text, mrkdwn, markdown block) inside blocks or a view."""
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        if value.get("type") in {"plain_text", "mrkdwn", "markdown", "text"} and isinstance(
            value.get("text"), str
        ):
            yield value
        for item in value.values():
            if isinstance(item, dict | list):
                yield from texts(item)


def elements(blocks: list[Json]) -> Iterator[Json]:
    """Every interactive element (it has an action_id) inside blocks, with its block_id."""
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield {**element, "block_id": block.get("block_id", "")}


def _block_problems(blocks: list[Json], *, in_view: bool) -> Iterator[str]:
    for place, block in enumerate(blocks):
        pointer = f"/blocks/{place}"
        kind = block.get("type")
        if kind not in KNOWN:
            yield f"unsupported type: {kind} [json-pointer:{pointer}/type]"
        if kind == "context_actions" and in_view:
            yield f"unsupported type: {kind} [json-pointer:{pointer}/type]"
        if len(block.get("block_id", "")) > 255:
            yield f"must be less than 256 characters [json-pointer:{pointer}/block_id]"
        check = _CHECKS.get(str(kind))
        if check:
            for problem in check(block):
                yield f"{problem} [json-pointer:{pointer}]"
        yield from (f"{problem} [json-pointer:{pointer}]" for problem in _element_problems(block))


def _text(
    text: JsonValue, most: int, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")
) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in kinds:
        yield f"text object of type {' or '.join(kinds)} expected"
        return
    length = len(text.get("text", ""))
    if length == 0:
        yield "must be more than 0 characters"
    if length > most:
        yield f"must be less than {most + 1} characters"


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "section needs text or fields"
    if "text" in block:
        yield from _text(block["text"], 3000)
    if len(block.get("fields", [])) > 10:
        yield "no more than 10 items allowed"
    for part in block.get("fields", []):
        yield from _text(part, 2000)


def _header(block: Json) -> Iterator[str]:
    yield from _text(block.get("text"), 150, ("plain_text",))


def _context(block: Json) -> Iterator[str]:
    if not 1 <= len(block.get("elements", [])) <= 10:
        yield "1 to 10 items allowed"
    for part in block.get("elements", []):
        if part.get("type") != "image":
            yield from _text(part, 3000)


def _actions(block: Json) -> Iterator[str]:
    if not 1 <= len(block.get("elements", [])) <= 25:
        yield "1 to 25 items allowed"


def _context_actions(block: Json) -> Iterator[str]:
    if not 1 <= len(block.get("elements", [])) <= 5:
        yield "1 to 5 items allowed"
    for element in block.get("elements", []):
        if element.get("type") not in {"feedback_buttons", "icon_button"}:
            yield f"unsupported element: {element.get('type')}"


def _input(block: Json) -> Iterator[str]:
    yield from _text(block.get("label"), 2000, ("plain_text",))
    if not isinstance(block.get("element"), dict):
        yield "input needs an element"
    elif block["element"].get("max_length", 0) > 3000:
        yield "max_length must be at most 3000"


def _markdown(block: Json) -> Iterator[str]:
    if not 1 <= len(block.get("text", "")) <= TEXT_TOTAL:
        yield "must be between 1 and 12000 characters"


_CHECKS = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "input": _input,
    "markdown": _markdown,
}


def _element_problems(block: Json) -> Iterator[str]:
    seen: set[str] = set()
    for element in elements([block]):
        action = element["action_id"]
        if not 1 <= len(action) <= 255:
            yield "action_id must be 1 to 255 characters"
        if action in seen:
            yield f"action_id {action} already exists"
        seen.add(action)
        if element.get("type") == "button":
            yield from _button(element)
        if element.get("type") == "feedback_buttons":
            for side in ("positive_button", "negative_button"):
                yield from _button(element.get(side, {}))
        for option in element.get("options", []):
            yield from _option(option)
        if len(element.get("options", [])) > 100:
            yield "no more than 100 options allowed"


def _button(element: Json) -> Iterator[str]:
    yield from _text(element.get("text"), 75, ("plain_text",))
    if len(element.get("value", "")) > 2000:
        yield "value must be at most 2000 characters"
    if len(element.get("url", "")) > 3000:
        yield "url must be at most 3000 characters"
    if len(element.get("accessibility_label", "")) > 75:
        yield "accessibility_label must be at most 75 characters"


def _option(option: Json) -> Iterator[str]:
    yield from _text(option.get("text"), 75)
    if not 1 <= len(option.get("value", "")) <= 150:
        yield "option value must be 1 to 150 characters"
    if "description" in option:
        yield from _text(option["description"], 75)


def view_problems(view: Json) -> list[str]:
    """What Slack would refuse in a view, its blocks included."""
    found = problems(view.get("blocks", []), in_view=True)
    if view.get("type") not in {"modal", "home"}:
        found.append("type must be modal or home [json-pointer:/view/type]")
    for part in ("title", "submit", "close"):
        if part in view:
            found += [f"{p} [json-pointer:/view/{part}]" for p in _text(view[part], 24)]
    if view.get("type") == "modal" and "title" not in view:
        found.append("missing required field: title [json-pointer:/view]")
    inputs = any(block.get("type") == "input" for block in view.get("blocks", []))
    if inputs and view.get("type") == "modal" and "submit" not in view:
        found.append("a view with inputs needs submit [json-pointer:/view]")
    for part, most in (("private_metadata", 3000), ("callback_id", 255)):
        if len(view.get(part, "")) > most:
            found.append(f"must be less than {most + 1} characters [json-pointer:/view/{part}]")
    return found
