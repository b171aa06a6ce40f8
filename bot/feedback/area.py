"""The six priority areas of the Unit's programme, and a first guess at one from the words.

Source: One Year On (17 March 2010), paragraphs 84 to 92.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Area(StrEnum):
    """A priority area; the value is its title in the report."""

    EARLY = "Do it now, do it right, intervene early"
    LEADING = "Leading well and working together"
    LEARNING = "Learning and change"
    REGIONAL = "Regional improvement and support"
    DATA = "Understanding need, performance and data"
    TRUST = "Confidence and trust in the safeguarding system"
    OTHER = "Other"


_SIGNS: dict[Area, str] = {
    Area.EARLY: "early intervention|early help|early|referrals?|first response|thresholds?|"
    "assessments?|common assessment|vulnerable famil(?:y|ies)|contact and referral|duty team|"
    "prevention|total place",
    Area.LEADING: "lead(?:er|ers|ership)?|directors?|boards?|lscbs?|children'?s trusts?|"
    "working together|partners?|partnership|multi-agency|agencies|designated|named|managers?|"
    "supervision|caseloads?|statutory guidance",
    Area.LEARNING: "learning|learn|training|trained|serious case reviews?|scrs?|reviews?|"
    "child death|inspections?|lessons?|innovation|induction|newly qualified",
    Area.REGIONAL: "regional|regions?|government offices?|safeguarding advisers?|improvement "
    "support|clinics?|seminars?|networks?",
    Area.DATA: "data|indicators?|performance|statistics|figures|targets?|monitoring|needs "
    "assessments?|records?|recording|systems?|ics|database",
    Area.TRUST: "confidence|trust|public|media|press|lay members?|morale|reputation|children'?s "
    "views|young people'?s views|transparen(?:t|cy)|complaints?",
}
_READERS = {area: re.compile(rf"\b(?:{signs})\b", re.IGNORECASE) for area, signs in _SIGNS.items()}


def guess(text: str) -> Area:
    """The area whose words the text uses most; OTHER when it uses none. Changeable by anybody."""
    counts = {area: len(set(_found(area, text))) for area in _READERS}
    best = max(counts, key=lambda area: counts[area])
    return best if counts[best] else Area.OTHER


def _found(area: Area, text: str) -> list[str]:
    return [match.lower() for match in _READERS[area].findall(text)]
