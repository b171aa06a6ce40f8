"""Signs that a question is about something outside the corpus: later law, other countries, other
services, and names that no document knows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources

from index.terms import words

_CAPITALS = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z’'-]{2,}(?: [A-Z][a-z’'-]{2,})*")


class Outside:
    """Finds names from outside in questions, for one edition's vocabulary."""

    def __init__(self, texts: Iterable[str], english: Callable[[str], bool]) -> None:
        """`texts` are all paragraphs; `english` tells whether a lower-cased word is common."""
        whole = "\n".join(" ".join(words(text)) for text in texts)
        self._known = frozenset(whole.split())
        self._english = english
        self._patterns = {
            kind: _pattern([one for one in names if _spoken(one) not in whole])
            for kind, names in _names().items()
        }

    def signs(self, question: str) -> dict[str, float]:
        """1 for each kind of outside name the question holds, else 0."""
        found = {
            f"outside_{kind}": float(bool(pattern.search(question)))
            for kind, pattern in self._patterns.items()
        }
        capitals = [word for run in _CAPITALS.findall(question) for word in words(run)]
        strange = [word for word in words(question) if self._strange(word)]
        found["outside_name"] = float(any(word not in self._known for word in capitals))
        found["outside_word"] = float(bool(strange))
        return found

    def _strange(self, word: str) -> bool:
        """A word that neither the documents nor common English know."""
        return word.isalpha() and word not in self._known and not self._english(word)


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    text = resources.files("index").joinpath("outside.toml").read_text(encoding="utf-8")
    return {kind: tuple(names) for kind, names in tomllib.loads(text).items()}


def _spoken(name: str) -> str:
    return " ".join(words(name))


def _pattern(names: list[str]) -> re.Pattern[str]:
    joined = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if names else r"(?!)", re.IGNORECASE)
