"""From thumbs and corrections to proposed phrasings, and from staff to decisions on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.answering.answer import Answer
from bot.answering.book import AnswerBook
from bot.feedback.phrasing import Decision, NewPhrasing, Source, praised, unfit
from bot.feedback.phrasing_book import DecidedBefore, PhrasingBook, Uncorrected
from bot.feedback.reference import read_reference, resolve
from bot.slack.actions import Button, parted
from bot.slack.feedback import words as say
from bot.slack.feedback.correction import (
    DOCUMENT,
    PLACE,
    correction_window,
    gone,
    not_found,
    shown_first,
)
from bot.slack.feedback.proposal_list import MOST_SHOWN, Proposed
from bot.slack.messages.blocks import Json
from bot.slack.messages.windows import ParagraphInPlace, notice_window
from bot.slack.places import paragraph_in_place
from bot.slack.ports import Library
from corpus.document import Paragraph, ParagraphId, Slug
from index.errors import NoEdition

LOOK_BACK = timedelta(days=28)
MOST_LOOKED_AT = 100
WANTED = {
    Button.PHRASING_ACCEPT: Decision.ACCEPTED,
    Button.PHRASING_DECLINE: Decision.DECLINED,
}


@dataclass(frozen=True)
class Proposals:
    """Every method blocks; those that write are safe to repeat. Raises StoreUnavailable."""

    phrasings: PhrasingBook
    answers: AnswerBook
    library: Library
    public_url: str
    now: Callable[[], datetime]

    def thumb(self, answer_id: str, *, up: bool) -> None:
        """A thumb on an answer: up proposes its question for its first paragraph, down takes that
        back.
        """
        if not up:
            self.phrasings.retract(answer_id)
            return
        answer = self.answers.find(answer_id)
        cited = praised(answer, self.answers.before(answer_id)) if answer is not None else None
        place = self._place(cited.paragraph_id) if cited is not None else None
        if answer is None or cited is None or place is None:
            return
        if place.paragraph.text == cited.text:
            self.phrasings.propose(_proposal(answer, place, Source.THUMB))

    def window(self, answer_id: str) -> Json:
        """The form in which staff name the paragraph that answers a question."""
        answer = self.answers.find(answer_id) if answer_id else None
        if answer is None:
            return notice_window(say.NOT_AN_ANSWER)
        why = unfit(answer, self.answers.before(answer_id))
        if why is not None:
            return notice_window(say.UNFIT.format(why=why))
        documents = self._documents()
        if not documents:
            return notice_window(say.NOT_AN_ANSWER)
        cited = answer.citations or answer.nearest
        chosen = cited[0].document if cited else ""
        return correction_window(answer.text, answer_id, documents, chosen)

    def preview(self, answer_id: str, fields: Mapping[str, str]) -> Json:
        """The paragraph that was named, or the mistake."""
        answer = self.answers.find(answer_id)
        if answer is None:
            return gone(say.NOT_AN_ANSWER)
        named = read_reference(fields.get(PLACE, ""))
        slug = named.document or Slug(fields.get(DOCUMENT, ""))
        found = resolve(named.words, self._paragraphs(slug))
        if len(found) != 1:
            title = dict(self._documents()).get(slug, slug)
            return not_found(title, [one.locator for one in found])
        place = self._place(found[0].paragraph_id)
        if place is None:
            return gone(say.NOT_PROPOSED)
        return shown_first(place, answer.text, answer_id)

    def correct(self, about: str) -> str:
        """Propose what was shown; returns what is said back."""
        answer_id, paragraph_id, sha256 = json.loads(about)
        answer, place = self.answers.find(answer_id), self._place(paragraph_id)
        if answer is None or place is None or place.paragraph.sha256 != sha256:
            return say.NOT_PROPOSED
        why = unfit(answer, self.answers.before(answer_id))
        if why is not None:
            return say.UNFIT.format(why=why)
        made = self.phrasings.propose(_proposal(answer, place, Source.STAFF))
        return say.PROPOSED if made is not None else say.NOT_PROPOSED

    def decide(self, action: str, value: str, who: str) -> tuple[Decision, str]:
        """A press on a proposal: the list that it was pressed in, and what is said back."""
        number, start = parted(value)
        wanted = WANTED[Button(action)]
        outcome = self.phrasings.decide(int(number), Decision(start), wanted, who)
        if outcome is None:
            return Decision(start), say.PHRASING_GONE
        if isinstance(outcome, DecidedBefore):
            decision = outcome.phrasing.decision
            return Decision(start), say.PHRASING_TAKEN.format(decision=decision)
        return Decision(start), say.PHRASING_DONE[wanted]

    def page(self, decision: Decision, told: str = "", most: int = MOST_SHOWN) -> Proposed:
        """The oldest proposals of a kind, with their paragraphs as they are now."""
        shown = self.phrasings.list(decision, limit=most)
        more = max(0, self.phrasings.count(decision) - len(shown))
        places = {one.paragraph_id: self._place(one.paragraph_id) for one in shown}
        paragraphs = {name: place.paragraph for name, place in places.items() if place is not None}
        return Proposed(decision, shown, more, paragraphs, self.public_url, told)

    def uncorrected(self) -> Sequence[Uncorrected]:
        """Questions that want a paragraph and may become phrasings, newest first."""
        since = self.now() - LOOK_BACK
        found = self.phrasings.uncorrected(since, MOST_LOOKED_AT)
        return [one for one in found if unfit(one.answer, ()) is None][:MOST_SHOWN]

    def _place(self, paragraph_id: str) -> ParagraphInPlace | None:
        try:
            return paragraph_in_place(self.library, ParagraphId(paragraph_id), self.public_url)
        except (KeyError, NoEdition):
            return None

    def _documents(self) -> Sequence[tuple[str, str]]:
        try:
            with self.library.hold() as held:
                return [(str(slug), one.title) for slug, one in held.documents.items()]
        except NoEdition:
            return []

    def _paragraphs(self, slug: Slug) -> Sequence[Paragraph]:
        try:
            with self.library.hold() as held:
                return [one for one in held.by_id.values() if one.document == slug]
        except NoEdition:
            return []


def _proposal(answer: Answer, place: ParagraphInPlace, source: Source) -> NewPhrasing:
    paragraph = place.paragraph
    name = f"{place.document.title}, {paragraph.locator}"
    ids = (paragraph.paragraph_id, paragraph.sha256)
    return NewPhrasing(answer.text, *ids, name, source, answer.answer_id)
