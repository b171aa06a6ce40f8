"""Words that say a name is near: titles, roles, kin, what people say and do. Read from data."""

from __future__ import annotations

import csv
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _sets() -> dict[str, frozenset[str]]:
    with (_DATA / "name_cues.csv").open(encoding="utf-8", newline="") as rows:
        return {row["set"]: frozenset(row["words"].split()) for row in csv.DictReader(rows)}


def _classes() -> dict[str, str]:
    with (_DATA / "word_classes.csv").open(encoding="utf-8", newline="") as rows:
        return {word: row["class"] for row in csv.DictReader(rows) for word in row["words"].split()}


_SETS = _sets()
CLASSES = _classes()
FORMAL_TITLES = _SETS["formal_titles"]
FAMILY_TITLES = _SETS["family_titles"]
CHILD_ROLES = _SETS["child_roles"]
ADULT_ROLES = _SETS["adult_roles"]
KIN = _SETS["kin"]
OWNED = _SETS["owned"]
STRONG_NAMING = _SETS["strong_naming"]
SURELY_DOES = _SETS["surely_does"]
FOLLOWED = _SETS["followed"]
PARTICLES = _SETS["particles"]
CALENDAR = _SETS["calendar"]
BEFORE_CALENDAR = _SETS["before_calendar"]
NOT_SURNAMES = _SETS["not_surnames"]
VERBS = _SETS["verbs"]
COMPOUNDS = _SETS["compounds"]
GENERIC_SCHOOL_WORDS = _SETS["generic_school_words"]
DOES = _SETS["does"]
HOPES = _SETS["hopes"]
NAMING = _SETS["naming"]
AFTER_NAME = _SETS["after_name"]
AFTER_TITLE = _SETS["after_title"]
NOT_FAMILIES = _SETS["not_families"]
DETERMINERS = _SETS["determiners"]
PARENTS = _SETS["parents"]
ALL = frozenset[str]().union(*_SETS.values()) - _SETS["hopes"] - _SETS["verbs"] - _SETS["calendar"]
