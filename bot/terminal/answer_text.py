"""An answer for a terminal: wrapped, the key sentence marked, no colour in a pipe."""

from __future__ import annotations

import re
import textwrap

from rich.console import Console
from rich.text import Text

from bot.answering.answer import Answer, Citation, Clarified, Outcome, Shape
from bot.answering.dates import long_date
from bot.answering.labels import OVER_TIME, duty_labels, leading_label, read_with_label
from bot.answering.notices import CHECK

WIDEST = 100
INDENT = "   "
KEY_STYLE = "bold yellow"
# Without colour the key sentence is marked by signs that no document uses.
KEY_SIGNS = ("▶ ", " ◀")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def print_answer(console: Console, answer: Answer, public_url: str) -> None:
    """Print an answer as a person reads it. Nothing in it can move the cursor or colour text."""
    if answer.notice:
        _print_wrapped(console, Text(answer.notice))
        console.print()
    if answer.clarification is not None and not answer.clarification.expired:
        _print_clarification(console, answer.clarification)
    if answer.outcome in (Outcome.ANSWERED, Outcome.ANSWERED_AND_FEEDBACK):
        _print_lead(console, answer)
    for citation in answer.citations or answer.nearest:
        _print_citation(console, citation, public_url, is_answer=bool(answer.citations))
    if answer.edition:
        console.print(Text(f"Edition {answer.edition}", style="dim"))


def _print_clarification(console: Console, found: Clarified) -> None:
    console.print(Text("NSDU clarification. It is not guidance.", style="bold magenta"))
    asked = f"In answer to: “{_inert(found.question)}”. {CHECK}"
    _print_wrapped(console, Text(asked, style="dim"), INDENT)
    for line in _inert(found.text).splitlines():
        _print_wrapped(console, Text(line), INDENT)
    signed = f"Signed: {_inert(found.name)}, {_inert(found.unit)}"
    days = f"{long_date(found.dated)}, holds until {long_date(found.until)}"
    _print_wrapped(console, Text(signed, style="dim"), INDENT)
    _print_wrapped(console, Text(f"Clarification {found.number}, {days}", style="dim"), INDENT)
    console.print()


def _print_lead(console: Console, answer: Answer) -> None:
    """The answering sentences; where several paragraphs answer together, each under its part of the
    question or under its date and standing.
    """
    for citation in answer.leading:
        if len(answer.leading) > 1:
            _print_wrapped(console, Text(_inert(leading_label(citation)), style="bold cyan"))
        _print_wrapped(console, Text(f"“{_inert(citation.quote)}”", style="bold"))
        console.print()
    if answer.shape is Shape.OVER_TIME:
        _print_wrapped(console, Text(OVER_TIME, style="dim"))
        console.print()


def _print_citation(
    console: Console, citation: Citation, public_url: str, *, is_answer: bool
) -> None:
    label = "" if is_answer else "Nearest, not an answer: "
    console.print(Text(f"{citation.rank}. {label}{citation.locator}", style="bold cyan"))
    dated = f", {citation.published}" if citation.published else ", date not stated"
    source = f"{citation.title} ({citation.author}{dated}; {citation.standing})"
    _print_wrapped(console, Text(source, style="dim"), INDENT)
    if citation.section:
        _print_wrapped(console, Text(" › ".join(citation.section), style="dim"), INDENT)
    _print_wrapped(console, _marked(console, citation, mark=is_answer), INDENT)
    for label in duty_labels(citation) if is_answer else ():
        _print_wrapped(console, Text(_inert(label), style="cyan"), INDENT)
    for sentence in citation.read_with if is_answer else ():
        beside = f"{read_with_label(sentence)}: “{sentence.text}”"
        _print_wrapped(console, Text(_inert(beside)), INDENT)
    for document, locator, _url in citation.also_in:
        _print_wrapped(console, Text(f"also in {document}, {locator}", style="dim"), INDENT)
    console.print(Text(f"{INDENT}{public_url.rstrip('/')}{citation.url}", style="dim"))
    console.print()


def _marked(console: Console, citation: Citation, *, mark: bool) -> Text:
    """The paragraph with its key sentence marked: by colour on a terminal, by signs in a pipe."""
    text, quote = _inert(citation.text), _inert(citation.quote)
    before, found, after = text.partition(quote) if mark and quote else (text, "", "")
    if not found:
        return Text(text)
    if console.is_terminal and not console.no_color:
        return Text.assemble(before, (found, KEY_STYLE), after)
    return Text(f"{before}{KEY_SIGNS[0]}{found}{KEY_SIGNS[1]}{after}")


def _inert(text: str) -> str:
    """Without control, zero-width and direction-changing characters: a terminal would obey them."""
    return CONTROL.sub("", text)


def _print_wrapped(console: Console, text: Text, indent: str = "") -> None:
    width = min(console.width, WIDEST) - len(indent)
    for line in text.wrap(console, width):
        line.rstrip()
        console.print(Text(indent) + line, soft_wrap=True)


def one_line(text: str, width: int = 76) -> str:
    """The beginning of a text on one line, for lists."""
    return textwrap.shorten(_inert(text), width, placeholder=" …")
