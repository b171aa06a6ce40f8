"""The feedback desk: opens the right window, keeps what was sent, and lists a person's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.answering.answer import Answer
from bot.answering.asker import AboutAsker, AskerMemory
from bot.answering.book import AnswerBook
from bot.feedback.area import Area, guess
from bot.feedback.drafts import Drafts
from bot.feedback.insight import AskedBook, HeatReport, heat_report, paths_of
from bot.feedback.item import Item, NewItem, Origin
from bot.feedback.lookalikes import LookAlikes
from bot.feedback.phrasing_book import PhrasingBook
from bot.feedback.register import EVERY, Register, Wanted
from bot.feedback.sealing import Person, Sealer
from bot.slack.actions import Button, Shortcut
from bot.slack.edge.decision import Window
from bot.slack.feedback import about as place
from bot.slack.feedback import staff_windows as staff
from bot.slack.feedback import words as say
from bot.slack.feedback.clarification_desk import ClarificationDesk
from bot.slack.feedback.form import (
    NO,
    TEXT,
    TEXT_AGAIN,
    YES,
    FormStart,
    add_window,
    feedback_form,
    withdraw_window,
)
from bot.slack.feedback.inputs import LONGEST_INPUT
from bot.slack.feedback.look import filter_window, look_of
from bot.slack.feedback.mine import MOST_SHOWN, OwnItem, in_order, own_items
from bot.slack.feedback.proposals import Proposals
from bot.slack.feedback.telling import Teller
from bot.slack.messages.blocks import Json, button, plain_text
from bot.slack.messages.windows import notice_window
from bot.slack.ports import Library
from bot.slack.work import Filled
from index.encoder import Encoder
from index.errors import NoEdition

OF_SENDER: Mapping[str, Callable[[Item], Json]] = {
    Button.FEEDBACK_ADD: add_window,
    Button.FEEDBACK_WITHDRAW: withdraw_window,
}
OF_STAFF: Mapping[str, Callable[[Item], Json]] = {
    Button.FEEDBACK_REPLY: staff.reply_window,
    Button.FEEDBACK_MERGE: staff.merge_window,
    Button.FEEDBACK_AREA: staff.area_window,
}


@dataclass(frozen=True)
class DeskOptions:
    """The settings that matter here. `rota` are staff ids in turn; `claim_days` is how many working
    days an item may wait for an owner; `threads_kept` how long a thread can be found.
    """

    public_url: str
    channel: str | None = None
    admins: frozenset[str] = frozenset()
    rota: tuple[str, ...] = ()
    claim_days: int = 2
    threads_kept: timedelta = timedelta(days=360)


@dataclass(frozen=True)
class DeskServices:
    """What the desk needs. `encoder` tells which items and questions are alike."""

    register: Register
    sealer: Sealer
    drafts: Drafts
    askers: AskerMemory
    book: AnswerBook
    library: Library
    options: DeskOptions
    now: Callable[[], datetime]
    encoder: Encoder
    asked: AskedBook
    phrasings: PhrasingBook
    clarifications: ClarificationDesk


class FeedbackDesk:
    """Every method blocks; those that write are safe to repeat."""

    def __init__(self, services: DeskServices) -> None:
        self.register = services.register
        self.options = services.options
        self.now = services.now
        self.asked = services.asked
        self.encoder = services.encoder
        self.clarifications = services.clarifications
        self._alike = LookAlikes(services.encoder, services.register.vectors)
        self._services = services
        self.proposals = Proposals(
            services.phrasings,
            services.book,
            services.library,
            services.options.public_url,
            services.now,
        )

    def teller(self, channel: str | None) -> Teller:
        """Tells people of changes; `channel` is None while it must not be used."""
        return Teller(self.options.public_url, channel, self.options.threads_kept)

    def address(self, channel: str) -> str:
        """A sealed address of the outbox, opened. Raises SealBroken."""
        return self._services.sealer.address(channel)

    def offer(self, _answer: Answer) -> Json:
        """The line under an answer to a message that reads as feedback."""
        return self.offer_block(say.OFFER, _answer.answer_id)

    def offer_block(self, sentence: str, answer_id: str) -> Json:
        """A question with a button that opens the form; nothing is sent by it."""
        press = button(say.OFFER_BUTTON, Button.FEEDBACK_OFFER, answer_id)
        return {"type": "section", "text": plain_text(sentence, 3000), "accessory": press}

    def view(self, window: Window) -> Json:
        """The window that a button, a shortcut or a command opens."""
        if window.name in OF_SENDER:
            own = self.own(window.user, window.value)
            return OF_SENDER[window.name](own) if own else notice_window(say.NOT_YOURS)
        if window.name is Button.FEEDBACK_STATUS or window.name in OF_STAFF:
            return self._of_staff(window)
        if window.name is Button.REGISTER_FILTER:
            return filter_window(look_of(window.value), window.user)
        if window.name in {Shortcut.CORRECT, Button.FEEDBACK_CORRECT}:
            return self.proposals.window(window.value)
        return self._form(window)

    def _of_staff(self, window: Window) -> Json:
        item = self.register.find(int(window.value))
        if item is None:
            return notice_window(say.GONE)
        if window.name in OF_STAFF:
            return OF_STAFF[window.name](item)
        return staff.status_window(item, self.register.history(item.number))

    def own(self, user: str, number: str) -> Item | None:
        """An item, when this person sent it."""
        item = self.register.find(int(number)) if number.isdigit() else None
        mine = item is not None and item.origin.mark == self._services.sealer.mark(user)
        return item if mine else None

    def _form(self, window: Window) -> Json:
        services = self._services
        answer = services.book.find(window.value) if window.value else None
        text = window.text
        if answer is not None:
            asked = "" if window.name is Shortcut.SEND_FEEDBACK else answer.text
            text = services.book.remark(answer.answer_id, window.user) or asked
        draft = services.drafts.keep(text) if len(text) > LONGEST_INPUT else ""
        start = FormStart(
            text=text,
            about=place.choices(answer, services.library),
            area=guess(text or (answer.text if answer is not None else "")),
            asker=services.askers.recall(window.user),
            draft=draft,
            answer_id=answer.answer_id if answer is not None else "",
        )
        return feedback_form(start)

    def receive(self, form: Filled, person: Person, act: str, channel: str | None) -> Item:
        """Keep what was sent, tell the sender its number and put it in the channel's queue."""
        services, fields = self._services, form.fields
        draft = str(json.loads(form.about)[0])
        whole = services.drafts.read(draft) if draft else ""
        typed = fields.get(TEXT) or fields.get(TEXT_AGAIN) or ""
        text = "\n\n".join(filter(None, [whole, typed]))
        alike, vector = self._alike.find(text)
        asker = AboutAsker(fields.get("profession") or None, fields.get("local_area") or None)
        origin = Origin(
            sealed=services.sealer.seal(person),
            mark=services.sealer.mark(person.user),
            contact=person.user if fields.get("contact", NO) == YES else None,
            profession=asker.profession,
            area=asker.area,
        )
        about = place.about(fields.get("about", ""), services.library)
        area = Area[fields.get("area", Area.OTHER.name)]
        new = NewItem(text, about, area, origin, alike, vector)
        item = services.register.receive(new, act, self.teller(channel).receiving)
        if fields.get("remember") == YES:
            services.askers.remember(person.user, asker)
        if draft:
            services.drafts.drop(draft)
        return item

    def heat(self, look_back: timedelta) -> HeatReport:
        """What was asked about, voted down and fed back on in that time."""
        since = self.now() - look_back
        cited = self.asked.cited(since)
        items = self.register.list(Wanted(since=since, limit=EVERY))
        try:
            with self._services.library.hold() as held:
                paths = paths_of(held.documents, held.by_id.values())
        except NoEdition:
            paths = {}
        return heat_report(cited, items, paths)

    def mine(self, person: str) -> list[Json]:
        """What became of a person's feedback, for their Home tab."""
        items = in_order(self.register.of_sender(self._services.sealer.mark(person)))
        shown = [
            OwnItem(item, self.register.history(item.number), self._joined(item))
            for item in items[:MOST_SHOWN]
        ]
        return own_items(items, shown, self.now())

    def _joined(self, item: Item) -> Item | None:
        """What an item was merged into, however many steps away."""
        found: Item | None = None
        while item.merged_into is not None:
            found = self.register.find(item.merged_into)
            if found is None:
                return None
            item = found
        return found
