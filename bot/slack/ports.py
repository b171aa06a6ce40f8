"""What the Slack part needs of the rest, handed in by `bootstrap`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.answering.answer import Answer
from bot.answering.book import AnswerBook
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Outbox
from bot.delivery.pause import PauseSwitch
from bot.delivery.rate import RateLimit
from bot.screening.danger_card import DangerContacts
from bot.screening.screened import Screened
from corpus.document import Document, Paragraph, ParagraphId, Slug
from index.edition import EditionId

if TYPE_CHECKING:
    from bot.slack.feedback.desk import FeedbackDesk


class Answering(Protocol):
    """Answers a screened message; blocking, thread-safe, some 30 ms."""

    def answer(self, screened: Screened, *, earlier: Sequence[str] = (), limit: int = 3) -> Answer:
        """See `bot.answering.assistant.Assistant.answer`."""
        ...


class HeldEdition(Protocol):
    """The edition that is live, while it is being read."""

    @property
    def edition(self) -> EditionId:
        """Its id."""
        ...

    @property
    def documents(self) -> Mapping[Slug, Document]:
        """Every document by its slug."""
        ...

    @property
    def by_id(self) -> Mapping[ParagraphId, Paragraph]:
        """Every paragraph by its id."""
        ...

    def neighbours(self, paragraph_id: ParagraphId) -> tuple[Paragraph | None, Paragraph | None]:
        """The paragraphs printed just before and after. Unknown ids raise KeyError."""
        ...


class Library(Protocol):
    """Lends the live edition; `index.live.LiveEdition` is one."""

    def hold(self) -> AbstractContextManager[HeldEdition]:
        """The live edition. Raises `index.errors.NoEdition`."""
        ...


class DangerContactFinder(Protocol):
    """The local numbers on the danger card."""

    def find(self, *places: str) -> DangerContacts | None:
        """Those of the first place that has any: a channel's id before its workspace's."""
        ...


@dataclass(frozen=True)
class SlackOptions:
    """The settings that matter here. `guests`: whether guests of the workspace may ask."""

    public_url: str
    admins: frozenset[str] = frozenset()
    guests: bool = False


@dataclass(frozen=True)
class Domain:
    """Everything behind Slack."""

    assistant: Answering
    library: Library
    book: AnswerBook
    inbox: Inbox
    outbox: Outbox
    switch: PauseSwitch
    rate: RateLimit
    options: SlackOptions
    now: Callable[[], datetime]
    contacts: DangerContactFinder | None = None
    desk: FeedbackDesk | None = None
