"""The acronyms that the documents explain, as a thesaurus: short form to long form and back."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.document import Paragraph
from corpus.glossary import acronyms
from index.thesaurus import Concept, Thesaurus


def acronym_thesaurus(paragraphs: Iterable[Paragraph]) -> Thesaurus:
    """The acronyms as concepts whose labels are all the documents' own words."""
    return Thesaurus(
        Concept(f"acronym-{short}", (long, short), (), ())
        for short, long in acronyms(paragraphs).items()
    )
