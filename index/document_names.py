"""Which document a question names, and whether it names a work that is not in the corpus."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from corpus.document import Document, Slug

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@cache
def _data() -> tuple[Mapping[str, tuple[str, ...]], re.Pattern[str]]:
    """Curated names by slug, and one pattern of the works that are elsewhere."""
    text = resources.files("index").joinpath("document_names.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    names = {slug: tuple(listed) for slug, listed in data["documents"].items()}
    return names, _any_of(data["elsewhere"]["names"])


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of `names` as whole words, the longest first."""
    ordered = sorted(names, key=len, reverse=True)
    joined = "|".join(re.escape(name).replace("'", "['’]") for name in ordered)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


class DocumentNames:
    """The names of one edition's documents: curated ones, titles, and slugs without their year."""

    def __init__(self, documents: Mapping[Slug, Document]) -> None:
        self._patterns = {slug: _any_of(_names(one)) for slug, one in documents.items()}

    def named(self, question: str) -> tuple[Slug, ...]:
        """The documents a question names, in the order of its words."""
        found = [
            (match.start(), slug)
            for slug, pattern in self._patterns.items()
            if (match := pattern.search(question))
        ]
        return tuple(slug for _, slug in sorted(found))

    def without_names(self, question: str) -> str:
        """The question less the documents' names, so that what is asked about remains."""
        for pattern in self._patterns.values():
            question = pattern.sub(" ", question)
        return question


def elsewhere(question: str) -> bool:
    """Whether the question names a numbered work that no edition holds."""
    return bool(_data()[1].search(question))


def _names(document: Document) -> list[str]:
    """Every name a document goes by."""
    plain = _YEAR.sub("", document.slug).replace("-", " ").strip()
    curated = _data()[0].get(document.slug, ())
    return [name for name in (*curated, document.title, plain) if name]
