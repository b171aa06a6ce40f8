"""Block Kit as a web page, near enough to Slack's own look to judge a message by eye."""

from __future__ import annotations

import html
import re

from tests.slack.state import Json

STYLE = """
body{margin:0;background:#fff;color:#1d1c1d;font:15px/1.46668 Lato,Helvetica,Arial,sans-serif}
.message{display:flex;gap:8px;padding:12px 16px;max-width:720px}
.face{flex:none;width:36px;height:36px;border-radius:6px;background:#1d5c63;color:#fff;
font:700 17px/36px Helvetica,Arial;text-align:center}.body{min-width:0;flex:1}
.name{font-weight:900}.app{background:#e8e8e8;font-size:10px;font-weight:700;padding:1px 3px;
border-radius:2px;margin:0 6px;color:#616061}.time{color:#616061;font-size:12px}
.section,.rich{margin:4px 0 8px;white-space:pre-wrap;overflow-wrap:anywhere}
.quote{border-left:4px solid #ddd;padding-left:12px;margin:4px 0}
.context{color:#616061;font-size:13px;margin:4px 0}.context div{margin:1px 0;white-space:pre-wrap}
.header{font-size:18px;font-weight:900;margin:8px 0}
hr{border:0;border-top:1px solid #ddd;margin:12px 0}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0}.actions button,.press,.thumbs button{
border:1px solid rgba(29,28,29,.3);background:#fff;border-radius:4px;
font:700 13px Lato,Helvetica,Arial;
height:28px;padding:0 10px;color:#1d1c1d}.thumbs button{border:0;color:#616061;font-weight:400}
.press{float:right;margin:0 0 8px 16px}
.window{padding:12px 20px;max-width:560px}.input{margin:14px 0}.box{border:1px solid #888;
border-radius:4px;padding:8px;white-space:pre-wrap}
a{color:#1264a3;text-decoration:none}pre{border:1px solid #ddd;background:#f8f8f8;padding:8px;
white-space:pre-wrap}b{font-weight:900}
"""
LINK = re.compile(r"&lt;(https?://[^|&]+)\|(.*?)&gt;")
PERSON = re.compile(r"&lt;@(\w+)&gt;")
BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")


def page(blocks: list[Json], *, title: str = "", window: bool = False) -> str:
    """A whole page with one message, or one window with its title."""
    inside = "\n".join(map(_block, blocks))
    head = (
        "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<style>{STYLE}</style>"
    )
    if window:
        return f"{head}<div class=window><div class=header>{html.escape(title)}</div>{inside}</div>"
    return (
        f"{head}<div class=message><div class=face>G</div><div class=body>"
        "<span class=name>guidance</span><span class=app>APP</span><span class=time>09:14</span>"
        f"{inside}</div></div>"
    )


def _block(block: Json) -> str:
    kind = block["type"]
    if kind == "section":
        press = block.get("accessory")
        right = f"<button class=press>{_text(press['text'])}</button>" if press else ""
        return f"<div class=section>{right}{_text(block['text'])}</div>"
    if kind == "header":
        return f"<div class=header>{_text(block['text'])}</div>"
    if kind == "divider":
        return "<hr>"
    if kind == "context":
        lines = "".join(f"<div>{_text(part)}</div>" for part in block["elements"])
        return f"<div class=context>{lines}</div>"
    if kind == "rich_text":
        return "".join(map(_rich, block["elements"]))
    return _row(block)


def _input(block: Json) -> str:
    """A labelled box, or choices, with what is there before anybody types."""
    element, label = block["element"], _text(block["label"])
    label += " (optional)" if block.get("optional") else ""
    chosen = [element.get("initial_option"), *element.get("initial_options", [])]
    options = "".join(
        f"<div>{'●' if o in chosen else '○'} {_text(o['text'])}</div>"
        for o in element.get("options", [])
    )
    first = (element.get("initial_option") or {}).get("text") or element.get("placeholder")
    written = element.get("initial_value") or element.get("initial_user") or ""
    shown = html.escape(written) or (_text(first) if first else "")
    hint = f"<div class=context>{_text(block['hint'])}</div>" if "hint" in block else ""
    if element["type"] in {"radio_buttons", "checkboxes"}:
        return f"<div class=input><b>{label}</b>{options}{hint}</div>"
    return f"<div class=input><b>{label}</b><div class=box>{shown}&nbsp;</div>{hint}</div>"


def _row(block: Json) -> str:
    if block["type"] == "input":
        return _input(block)
    if block["type"] == "context_actions":
        thumbs = "<button>△ Helpful</button><button>▽ Not helpful</button>"
        return f"<div class='actions thumbs'>{thumbs}</div>"
    if block["type"] != "actions":
        raise ValueError(f"not drawn: {block['type']}")
    labels = [_text(element["text"]) for element in block["elements"]]
    return "<div class=actions>" + "".join(f"<button>{x}</button>" for x in labels) + "</div>"


def _rich(element: Json) -> str:
    runs = "".join(_run(run) for run in element["elements"])
    if element["type"] == "rich_text_preformatted":
        return f"<pre>{runs}</pre>"
    quote = " quote" if element["type"] == "rich_text_quote" else ""
    return f"<div class='rich{quote}'>{runs}</div>"


def _run(run: Json) -> str:
    if run["type"] == "user":
        return f"<b>@{html.escape(run['user_id'])}</b>"
    text, style = html.escape(run.get("text") or run.get("fallback", "")), run.get("style", {})
    if style.get("bold"):
        text = f"<b>{text}</b>"
    return f"<i>{text}</i>" if style.get("italic") else text


def _text(text: Json) -> str:
    if text["type"] == "plain_text":
        return html.escape(text["text"])
    # mrkdwn arrives with its entities; only our own links and bold are drawn.
    shown = html.escape(html.unescape(text["text"]))
    linked = LINK.sub(lambda m: f"<a href='{m.group(1)}'>{m.group(2)}</a>", shown)
    named = PERSON.sub(r"<b>@\1</b>", linked)
    return BOLD.sub(r"<b>\1</b>", named)
