"""Where a paragraph of the live edition stands."""

from __future__ import annotations

from bot.slack.messages.windows import ParagraphInPlace
from bot.slack.ports import Library
from corpus.document import ParagraphId


def paragraph_in_place(
    library: Library, paragraph_id: ParagraphId, public_url: str
) -> ParagraphInPlace:
    """A paragraph with its document, its neighbours and its link.

    Raises:
        KeyError: the live edition has no such paragraph.
        NoEdition: nothing is published.
    """
    with library.hold() as held:
        paragraph = held.by_id[paragraph_id]
        before, after = held.neighbours(paragraph_id)
        document = held.documents[paragraph.document]
    url = f"{public_url.rstrip('/')}/read/{paragraph.document}#{paragraph.anchor}"
    return ParagraphInPlace(document, paragraph, before, after, url)
