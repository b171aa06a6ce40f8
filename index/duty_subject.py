"""On whom a duty binds: the subject that stands before the verb, when it is somebody."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from index.sentences import Span

_BRACKET_AT_END = re.compile(r"\s*\([^()]*\)\s*$")
_ADVERBS_AT_END = re.compile(
    r"(?:[\s,]*\b(?:also|then|however|therefore|now|always|\w+ly))+[\s,]*$"
)
_ASIDE_AT_END = re.compile(
    r",\s+(?:as (?!well)|alongside|including|together with|in |by |on |at |with |where|if|when|"
    r"not )[^,]*,\s*$"
)
# Where a subject can begin: the sentence, a clause, what somebody says.
_STARTS = re.compile(
    r"(?:^|(?<=[,;:–—] )|(?<=that )|(?<=, and )|(?<=[;:] and )|(?<=-)|(?<=ly ))\s*(?=\w)"
)
_POSTMODIFIER = re.compile(
    r"\s+(?:who|that|which|of|for|in|on|with|from|at|responsible|working|making|across|within|to|"
    r"providing|involved|concerned|whose|or equivalent)\b"
)
_DETERMINER = (
    r"(?:the|a|an|all|every|each|both|those|any|local|other|these|relevant|senior|named|individual|"
    r"lead|social|health|frontline|police|partner|inspection|key|the other|its|their|staff|"
    r"professionals|practitioners|employers|agencies|universities|teachers|schools|managers)"
)
_SEGMENT = re.compile(rf"(?:and |or |& )?(?:[A-Z][\w'’&-]*|(?i:{_DETERMINER})\b)")
_UNFINISHED = re.compile(r"\b(?:and|or|of|the|to)$")
_OPENS_OTHERWISE = re.compile(
    r"(?:in|if|where|when|whether|as|to|from|at|for|following|therefore|however|every year|on|by|"
    r"after|before|during|throughout|until|upon|with|within|under|over|nationally|"
    r"locally|while|whilst|although|because|since|this|that|these|it|they|he|she|we|there|which|who|such|our|my|i|but|so|"
    r"nonetheless|part|care|consideration|and|or)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|would|could|does|did|makes?|says?|sets?|states?|"
    r"believes?|thinks?|must|should|may|how|what|when|where|whether|why|setting out)\b"
)
_RELATIVE = re.compile(r"\b(?:who|that|which)\b.*$")
_COMMA = re.compile(r",\s+(?:and\s+)?")
_NAMES_WITH_AND = re.compile(r"\s+(?:and|or|&|as well as)\s+(?:the\s+|a\s+)?")


@cache
def vocabulary(name: str) -> frozenset[str]:
    """One of the word lists of `duty.toml`."""
    text = resources.files("index").joinpath("duty.toml").read_text(encoding="utf-8")
    return frozenset(str(tomllib.loads(text)[name]).split())


def subject_of(before: str, *, at_least: int = 0) -> Span | None:
    """Where, in the words before a verb, the subject stands that can carry out a duty.

    The longest stretch that ends at the verb and is somebody, or a list of them, from `at_least`
    on. None for a pronoun, for a thing, and whenever it is not plain.
    """
    end = _end(before)
    for start in _starts(before[:end], at_least):
        if _somebody(before[start:end]):
            return (start, end)
    return None


def _end(before: str) -> int:
    """Where the subject ends: before adverbs and asides that lie between it and its verb."""
    end = len(before.rstrip())
    trimmed = _ADVERBS_AT_END.sub("", before[:end])
    aside = _ASIDE_AT_END.search(trimmed + " ") if trimmed.endswith(",") else None
    if aside is not None:
        trimmed = trimmed[: aside.start()]
    return len(trimmed.rstrip(" ,"))


def _starts(text: str, at_least: int) -> Iterator[int]:
    """Offsets at which the subject may begin, the earliest first."""
    seen = {match.end() for match in _STARTS.finditer(text)} | {at_least}
    return iter(sorted(one for one in seen if at_least <= one < len(text)))


def _somebody(phrase: str) -> bool:
    """Whether the whole phrase is one who can act, or a list of them."""
    plain = _BRACKET_AT_END.sub("", phrase)
    if (
        _OPENS_OTHERWISE.match(plain)
        or _UNFINISHED.search(plain)
        or _FINITE.search(_RELATIVE.sub("", plain))
    ):
        return False
    parts = _COMMA.split(_RELATIVE.sub("", plain))
    return all(_SEGMENT.match(part) for part in parts) and _acts(parts[0]) and _acts(parts[-1])


def _acts(segment: str) -> bool:
    """Whether a name in a segment ("prisons and probation trusts") is that of somebody."""
    names = _NAMES_WITH_AND.split(_BRACKET_AT_END.sub("", segment))
    return any(_is_head(_POSTMODIFIER.split(name)[0]) for name in names)


def _is_head(name: str) -> bool:
    words = re.findall(r"[\w'’-]+", name)
    if not words:
        return False
    last = words[-1]
    single = last[:-1] if last.endswith("s") else last
    if last in vocabulary("short_forms") or single in vocabulary("short_forms"):
        return True
    lowered = last.lower()
    return any(one in vocabulary("heads") for one in _singulars(lowered))


def _singulars(word: str) -> tuple[str, ...]:
    """A plural as the singulars it may have; a singular as itself."""
    ies = (word[:-3] + "y",) if word.endswith("ies") else ()
    s = (word[:-1],) if word.endswith("s") else ()
    return (word, *ies, *s)
