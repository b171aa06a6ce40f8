"""One personal detail found in a message, and the label that takes its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

CHILD_NAME = "[child's name]"

# The reader must still see what sort of thing stood there, and search must still match the rest.
LABELS = {
    "person_name": "[name]",
    "initials": "[initials]",
    "date_of_birth": "[date of birth]",
    "age_and_school": "[age and school]",
    "school": "[school]",
    "address": "[address]",
    "postcode": "[postcode]",
    "nhs_number": "[NHS number]",
    "upn": "[pupil number]",
    "national_insurance": "[National Insurance number]",
    "car_registration": "[car registration]",
    "case_reference": "[case reference]",
    "phone": "[phone number]",
    "email": "[email address]",
    "hidden_text": "[hidden text]",
}

PLACEHOLDER = re.compile(
    "|".join(re.escape(label) for label in (CHILD_NAME, *LABELS.values())), re.IGNORECASE
)

_LABELLED = re.compile(
    r"(?:\b(?:nhs|ni|upn|dob|d\.o\.b\.?|ref|tel|mob|reg|postcode)(?:\s(?:no|number|num))?[\s.:]*)?"
    rf"(?:{PLACEHOLDER.pattern})(?:['’]s\b)?",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(r"^[\s,;:.\-–/]+|(?<=[,;:])[\s,;:]+(?=\s)")


def without_labels(text: str) -> str:
    """What a masked text asks, its labels and their cues dropped: words that stand for a detail
    are no words of the question. The text itself when it holds nothing else.
    """
    if not PLACEHOLDER.search(text):
        return text
    left = _LEFT_OVER.sub("", " ".join(_LABELLED.sub(" ", text).split()))
    return left if any(char.isalnum() for char in left) else text


@dataclass(frozen=True, slots=True)
class Detail:
    """A personal detail at text[start:end]; `child` when the words around say it is a child's."""

    kind: str
    start: int
    end: int
    child: bool = False

    @property
    def label(self) -> str:
        """What is shown instead of it."""
        return CHILD_NAME if self.child and self.kind == "person_name" else LABELS[self.kind]

    def overlaps(self, start: int, end: int) -> bool:
        """True when it shares a character with text[start:end]."""
        return self.start < end and start < self.end


def settle(details: list[Detail]) -> list[Detail]:
    """Join overlapping details, in order of position; the longer one gives the kind."""
    settled: list[Detail] = []
    for detail in sorted(details, key=lambda item: (item.start, -item.end)):
        if detail.start >= detail.end:
            continue
        if not settled or detail.start >= settled[-1].end:
            settled.append(detail)
            continue
        last = settled[-1]
        longer = last if last.end - last.start >= detail.end - detail.start else detail
        child = last.child or detail.child
        settled[-1] = Detail(longer.kind, last.start, max(last.end, detail.end), child)
    return settled
