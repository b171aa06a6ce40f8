"""Which accepted phrasings go into an edition: those of paragraphs as they are published now."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.feedback.phrasing import ProposedPhrasing, folded
from corpus.document import Paragraph, ParagraphId
from corpus.phrasings import Phrasing

log = logging.getLogger(__name__)
TRADE = "asked in Slack"
"""Nobody is asked for their trade with a thumb."""


@dataclass(frozen=True)
class AcceptedPhrasings:
    """`used` go in; `stale` were accepted for paragraphs that have changed or gone; `repeated`
    counts those that the corpus holds already.
    """

    used: tuple[Phrasing, ...] = ()
    stale: tuple[ParagraphId, ...] = ()
    repeated: int = 0


@dataclass(frozen=True)
class EditionPhrasings:
    """How practitioners ask, for one edition: as shipped with the corpus, and accepted by staff."""

    shipped: tuple[Phrasing, ...]
    accepted: AcceptedPhrasings

    @property
    def every(self) -> tuple[Phrasing, ...]:
        """All that go in."""
        return self.shipped + self.accepted.used


def phrasings_for(
    paragraphs: Iterable[Paragraph],
    accepted: Sequence[ProposedPhrasing],
    shipped: tuple[Phrasing, ...],
) -> EditionPhrasings:
    """What an edition of these paragraphs holds. What is stale is logged by count and id."""
    digests = {paragraph.paragraph_id: paragraph.sha256 for paragraph in paragraphs}
    known = {(one.paragraph_id, folded(one.text)) for one in shipped}
    used, stale, repeated = [], [], 0
    for one in accepted:
        name = (one.paragraph_id, folded(one.text))
        if digests.get(one.paragraph_id) != one.sha256:
            stale.append(one.paragraph_id)
        elif name in known:
            repeated += 1
        else:
            known.add(name)
            used.append(Phrasing(one.paragraph_id, TRADE, one.text))
    if stale:
        log.warning(
            "%d accepted phrasings of changed or unknown paragraphs left out: %s",
            len(stale),
            stale[:20],
        )
    return EditionPhrasings(shipped, AcceptedPhrasings(tuple(used), tuple(stale), repeated))
