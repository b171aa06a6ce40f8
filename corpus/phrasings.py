"""How practitioners would ask for a paragraph: phrasings kept beside the documents, by paragraph.

One file a document, `corpus/phrasings/<slug>.jsonl`, one paragraph a line:
`{"paragraph_id", "sha256", "phrasings": [{"trade", "text"}]}`. The digest is that of the paragraph
the phrasings were written for: when the paragraph changes, they no longer count.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Paragraph, ParagraphId
from corpus.errors import BadDocument

FOLDER = Path(__file__).parent / "phrasings"
LONGEST = 300
"""Characters of a phrasing: people ask in a sentence or two."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Phrasing:
    """One way to ask for a paragraph, in the words of one trade ("health visitor")."""

    paragraph_id: ParagraphId
    trade: str
    text: str


@dataclass(frozen=True)
class _Line:
    paragraph_id: ParagraphId
    sha256: str
    phrasings: tuple[Phrasing, ...]


def load_phrasings(paragraphs: Iterable[Paragraph], folder: Path = FOLDER) -> tuple[Phrasing, ...]:
    """The phrasings of `paragraphs`, in file order; those of a changed paragraph are left out and
    logged by count and id. A line that cannot be read is a `BadDocument` with its number.
    """
    digests = {paragraph.paragraph_id: paragraph.sha256 for paragraph in paragraphs}
    kept: list[Phrasing] = []
    stale: list[str] = []
    for file in sorted(folder.glob("*.jsonl")):
        for line in _lines(file):
            if digests.get(line.paragraph_id) == line.sha256:
                kept.extend(line.phrasings)
            else:
                stale.append(line.paragraph_id)
    if stale:
        log.warning(
            "phrasings of %d changed or unknown paragraphs left out: %s", len(stale), stale[:20]
        )
    return tuple(kept)


def to_lines(phrasings: Iterable[Phrasing], digests: Mapping[ParagraphId, str]) -> Iterator[str]:
    """Lines of such a file, one a paragraph; `digests` are of the texts they were written for."""
    asked: dict[ParagraphId, list[dict[str, str]]] = {}
    for one in phrasings:
        asked.setdefault(one.paragraph_id, []).append({"trade": one.trade, "text": one.text})
    for paragraph_id, listed in asked.items():
        row = {"paragraph_id": paragraph_id, "sha256": digests[paragraph_id], "phrasings": listed}
        yield json.dumps(row, ensure_ascii=False)


def _lines(file: Path) -> Iterator[_Line]:
    for number, raw in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            yield _line(json.loads(raw))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadDocument(str(file), f"not a line of phrasings ({error!r})", number) from error


def _line(row: dict[str, object]) -> _Line:
    paragraph_id = ParagraphId(str(row["paragraph_id"]))
    asked = row["phrasings"]
    if not isinstance(asked, list):
        raise TypeError("phrasings is not a list")
    phrasings = tuple(
        Phrasing(paragraph_id, str(one["trade"]), str(one["text"]).strip()) for one in asked
    )
    return _Line(paragraph_id, str(row["sha256"]), tuple(one for one in phrasings if one.text))
