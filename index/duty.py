"""Duties in quoted sentences: must, should or may, on whom, and how it stands.

A label is given where a sentence lays a duty, advice or permission on somebody or something. None
is given to "may" for what is possible, "should" for what is hoped for, "shall" for a promise.
The rules were written on `evals/duties/dev.jsonl`; `python -m evals.duties` measures them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.document import Document, Paragraph, ParagraphKind
from index.duty_subject import subject_of, vocabulary
from index.sentences import Span


class Strength(StrEnum):
    """The force of the words."""

    MUST = "must"
    MUST_NOT = "must not"
    SHOULD = "should"
    SHOULD_NOT = "should not"
    MAY = "may"


class Standing(StrEnum):
    """What a duty is worth where it is printed."""

    STATED = "stated"
    RECOMMENDED = "recommended"
    PROPOSED = "proposed"
    REPORTED = "reported"


@dataclass(frozen=True)
class Duty:
    """A sentence that lays a duty. `sentence` and `on`, on whom it binds, are (start, end) in the
    paragraph's text; `on` is None when the words do not tell it with confidence.
    """

    sentence: Span
    strength: Strength
    on: Span | None
    standing: Standing


@dataclass(frozen=True)
class _Modal:
    """Where the word stands in its sentence, what it says, and whether it is passive."""

    start: int
    end: int
    strength: Strength
    after: str


_MODAL = re.compile(
    r"\b(?P<word>must|should|ought(?= (?:not )?to\b)|may|shall|cannot(?= lawfully)|"
    r"(?:is|are|will be|would be) (?:\w+ly |also )?required(?= to\b))"
    r"(?P<between>(?: always| also| then| only| however| therefore| now| \w+ly)*)"
    r"(?P<negated> not\b(?! only))?"
)
_HAS_DUTY = re.compile(
    r"\b(?:has|have|share|shares|is under|are under) (?:a|an|the) (?:\w+ )?"
    r"(?P<what>duty|requirement)\b(?P<between>[^.;]{0,60}?) to (?=\w)"
)
_DUTY_ON = re.compile(
    r"\b(?:duty|requirement)(?:, [^,]+,)? (?:on|upon|for) (?P<on>[^.,;]+?) to (?=\w)"
)
_NEW_DUTY = re.compile(r"\b(?:introduced|introduces|places|imposes|lays|laid)\b[^.;]*$")
# Between one of these and a modal of the same clause, the modal tells how, when or whether.
_SUBORDINATE = re.compile(
    r"\bhow\b[^;:.]*$|"
    r"\b(?:when|where|what|which|whose|why|who|whom|whether|if|as|than|because|expect)\b[^,;:]*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:, (?:which|who)|\bmembers who|\bstaff who)\s*$")
_THAT_ITSELF = re.compile(r"\bthat\s*$", re.IGNORECASE)
_EXPLICIT = re.compile(r"\b(?:is|and|it seems to \w+) that\s*$", re.IGNORECASE)
_CONTENT = re.compile(r"\bthat\b", re.IGNORECASE)
_IMPERSONAL = re.compile(r"\b(?:it|there)\s*$", re.IGNORECASE)
_POSSIBLE = re.compile(r"^\s*(?:to\s+)?be\s+(?:possible|noted|remembered|said|borne)\b")
_PAST = re.compile(r"^\s*have\s+(?:been|done|known|had|\w+ed)\b")
_FIRST_PERSON = re.compile(r"\b(?:we|i)\b(?:\s+\w+)?\s*$", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
_UNDER_CONDITION = re.compile(r"subject to it becoming law|subject to (?:parliament|consult)", re.I)
_ITEM = re.compile(r"^[\s•●▪·◦\-–(]*[a-z]")


def duties(
    paragraph: Paragraph, document: Document, sentences: Sequence[Span], within: Span
) -> tuple[Duty, ...]:
    """The duties of the sentences of `paragraph` that lie in the span `within`, in order.

    An item of a list ("develop guidance;") takes over the duty that its lead-in ("The Task Force
    should:") lays, with the place of the subject there.
    """
    found: list[Duty] = []
    lead: Duty | None = None
    for start, end in sentences:
        sentence = paragraph.text[start:end]
        duty = _of_sentence(sentence, start, paragraph, document)
        if duty is None and lead is not None and _ITEM.match(sentence):
            duty = replace(lead, sentence=(start, end))
        elif not _ITEM.match(sentence) or duty is not None:
            lead = duty if sentence.rstrip().endswith(":") else None
        if duty is not None and start < within[1] and end > within[0]:
            found.append(duty)
    return tuple(found)


def duty_of(sentence: str) -> tuple[Strength, Span | None, bool] | None:
    """What one sentence lays down: its strength, where the words that say on whom stand in it, and
    whether it only tells of the duty. None when it lays none.
    """
    if sentence.rstrip().endswith("?"):
        return None
    found = [*_modals(sentence), *_nouns(sentence)]
    best = next((one for one in found if one[1] is not None), found[0] if found else None)
    if best is None or best[0] is found[0][0]:
        return best
    return found[0]


def _of_sentence(
    sentence: str, offset: int, paragraph: Paragraph, document: Document
) -> Duty | None:
    found = duty_of(sentence)
    if found is None:
        return None
    strength, on, told = found
    place = None if on is None else (offset + on[0], offset + on[1])
    standing = _standing(sentence, paragraph, document, told=told)
    return Duty((offset, offset + len(sentence)), strength, place, standing)


def _standing(sentence: str, paragraph: Paragraph, document: Document, *, told: bool) -> Standing:
    if paragraph.kind is ParagraphKind.RECOMMENDATION:
        return Standing.RECOMMENDED
    if document.kind == "consultation" or _UNDER_CONDITION.search(sentence):
        return Standing.PROPOSED
    return Standing.REPORTED if told else Standing.STATED


def _modals(sentence: str) -> Iterator[tuple[Strength, Span | None, bool]]:
    """Each modal verb of the sentence that lays a duty."""
    for match in _MODAL.finditer(sentence):
        modal = _Modal(match.start(), match.end(), _strength(match), sentence[match.end() :])
        before = sentence[: modal.start]
        subject = subject_of(before)
        if not _lays(modal, before, before if subject is None else before[: subject[0]]):
            continue
        on = None if _passive(modal) else subject
        if modal.strength is Strength.MAY and (
            on is None or _verb(modal.after) in vocabulary("possible")
        ):
            continue
        if on is None and _hopes(modal):
            continue
        yield modal.strength, on, _told(before)


def _strength(match: re.Match[str]) -> Strength:
    word = match["word"].lower()
    negated = bool(match["negated"])
    if word == "may":
        return Strength.MUST_NOT if negated else Strength.MAY
    if word in ("should", "ought"):
        return Strength.SHOULD_NOT if negated else Strength.SHOULD
    return Strength.MUST_NOT if negated else Strength.MUST


def _lays(modal: _Modal, before: str, opening: str) -> bool:
    """Whether the words around a modal leave it one that lays something down. `opening` is what
    stands before its subject.
    """
    if (_relates(opening) or _THAT_ITSELF.search(before)) and not _RELATIVE.search(before):
        return False
    if _PAST.match(modal.after) or _POSSIBLE.match(modal.after):
        return False
    return bool(before.strip()) and not _FIRST_PERSON.search(before)


def _relates(opening: str) -> bool:
    """Whether the clause that `opening` opens only relates to another ("when powers should be
    used", "the arrangements that a service must have").
    """
    thats = list(_CONTENT.finditer(opening))
    if thats and _says(opening[: thats[-1].start()]):
        opening = opening[thats[-1].end() :]
    elif thats and not opening[thats[-1].end() :].strip():
        return not _EXPLICIT.search(opening)
    return bool(_SUBORDINATE.search(opening))


def _told(before: str) -> bool:
    """Whether the duty is told of: it stands in what somebody or something says."""
    return any(_says(before[: match.start()]) for match in _CONTENT.finditer(before))


def _says(before: str) -> bool:
    """Whether the last words before a "that" are words of saying."""
    return any(word.lower() in vocabulary("tells") for word in _WORD.findall(before)[-8:])


def _hopes(modal: _Modal) -> bool:
    """ "This should help": what is hoped to come of something."""
    return modal.strength is Strength.SHOULD and _verb(modal.after) in vocabulary("effects")


def _passive(modal: _Modal) -> bool:
    """Whether what follows says what is done to the subject rather than what it is to do."""
    words = _WORD.findall(modal.after)[:5]
    while words and (words[0] in ("to", "also", "then", "not") or words[0].endswith("ly")):
        words.pop(0)
    if not words or words[0] != "be" or len(words) < 2:
        return False
    rest = [word for word in words[1:] if not word.endswith("ly") and word not in ("also", "then")]
    if not rest or rest[0] in vocabulary("describing"):
        return False
    return rest[0].endswith("ed") or rest[0] in vocabulary("participles")


def _verb(after: str) -> str:
    """The verb a modal governs."""
    words = [word for word in _WORD.findall(after)[:4] if word not in ("to", "also", "then")]
    return next((word for word in words if not word.endswith("ly")), "")


def _nouns(sentence: str) -> Iterator[tuple[Strength, Span | None, bool]]:
    """Duties named as such: "share a duty to ensure", "a new requirement for PCTs to monitor"."""
    for match in _HAS_DUTY.finditer(sentence):
        before = sentence[: match.start()]
        if (on := subject_of(before)) is not None:
            yield Strength.MUST, on, _told(before)
    for match in _DUTY_ON.finditer(sentence):
        before = sentence[: match.start("on")]
        on = subject_of(sentence[: match.end("on")], at_least=match.start("on"))
        if on is not None and _NEW_DUTY.search(before):
            yield Strength.MUST, on, _told(before)
