"""Small real implementations of what stands behind Slack, for tests of Slack alone."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from bot.answering.answer import Answer, Citation, Outcome
from bot.answering.assistant import Clarifying
from bot.answering.notices import notice_for
from bot.screening.screened import MaskedSpan, MessageKind, Refusal, Screened
from bot.slack.ports import HeldEdition
from corpus.document import Document, Paragraph, ParagraphId, ParagraphKind, Slug
from index.edition import EditionId

NAME = re.compile(r"\bJamie\b")
DANGER = re.compile(r"\bhitting him now\b")
DOCUMENT = Document(
    slug=Slug("one-year-on-2010"),
    file="one-year-on-2010.txt",
    title="One Year On",
    author="Sir Roger Singleton",
    published=date(2010, 3, 17),
    kind="report",
    standing="Progress report",
    status="current",
    licence="OGL",
    sha256="0" * 64,
)
TEXTS = (
    "Directors should meet the Chief Executive each month. Every board needs lay members. "
    "They are appointed for two years.",
    "Caseloads of social workers must be manageable. No worker should hold more cases than "
    "can be visited. Managers review caseloads weekly.",
    "Serious case reviews are carried out when a child dies & abuse is suspected. "
    "The review starts within one month.",
    "Health visitors share information with schools <promptly>. Consent is sought first.",
)


def paragraphs() -> list[Paragraph]:
    """Four paragraphs of one document."""
    return [
        Paragraph(
            document=DOCUMENT.slug,
            anchor=f"para-{number}",
            locator=f"para {number}",
            number=str(number),
            section=("2. Progress", "Local leadership"),
            kind=ParagraphKind.PARAGRAPH,
            text=text,
            position=number,
            lines=(number, number),
        )
        for number, text in enumerate(TEXTS, start=1)
    ]


class SmallScreener:
    """Masks one name, knows one danger phrase."""

    def screen(self, text: str) -> Screened:
        masked = tuple(MaskedSpan("person_name", m.start(), m.end()) for m in NAME.finditer(text))
        clean = NAME.sub("[child's name]", text).strip()
        refusal = None if clean else Refusal.EMPTY
        kind = MessageKind.FEEDBACK if "policy should" in clean else MessageKind.QUESTION
        danger = ("happening_now",) if DANGER.search(text) else ()
        return Screened(clean, masked, danger, kind, refusal)


@dataclass
class SmallAssistant:
    """Finds paragraphs by shared words. `seconds` is how long it takes; `failing` raises."""

    seconds: float = 0.0
    failures: int = 0
    clarifier: Clarifying | None = None
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def answer(self, screened: Screened, *, earlier: Sequence[str] = (), limit: int = 3) -> Answer:
        time.sleep(self.seconds)
        self.asked.append((screened.text, tuple(earlier)))
        if self.failures > 0:
            self.failures -= 1
            raise RuntimeError("the index is away")
        answer_id = uuid.uuid4().hex[:12]
        common = {"text": screened.text, "masked": screened.masked, "danger": screened.danger}
        if screened.refusal is not None:
            reason = screened.refusal.value
            refused = Answer(answer_id, Outcome.REFUSED, **common, reason=reason)  # type: ignore[arg-type]
            return replace(refused, notice=notice_for(refused, case_judgement=False))
        ranked = self._ranked(" ".join([*earlier, screened.text]))
        found = tuple(_citation(p, rank) for rank, p in enumerate(ranked[:limit], start=1))
        outcome = Outcome.ANSWERED if ranked else Outcome.NOT_IN_GUIDANCE
        if screened.kind is MessageKind.FEEDBACK:
            outcome = Outcome.FEEDBACK
        nearest = () if ranked else tuple(_citation(p, 1) for p in paragraphs()[:1])
        clarified = None
        if outcome is Outcome.NOT_IN_GUIDANCE and self.clarifier is not None:
            clarified = self.clarifier.clarify(screened.text)
        answer = Answer(
            answer_id,
            outcome,
            **common,  # type: ignore[arg-type]
            urgent=screened.urgent,
            answer=found[0].quote if found else "",
            citations=found,
            nearest=nearest,
            edition="2026-11-22-test",
            clarification=clarified,
        )
        return replace(answer, notice=notice_for(answer, case_judgement=False))

    def _ranked(self, text: str) -> list[Paragraph]:
        words = set(re.findall(r"[a-z]{4,}", text.lower()))
        scored = [
            (len(words & set(re.findall(r"[a-z]{4,}", p.text.lower()))), p) for p in paragraphs()
        ]
        return [p for score, p in sorted(scored, key=lambda s: -s[0]) if score > 0]


def _citation(paragraph: Paragraph, rank: int) -> Citation:
    return Citation(
        rank=rank,
        document=paragraph.document,
        title=DOCUMENT.title,
        author=DOCUMENT.author,
        published="2010-03-17",
        standing=DOCUMENT.standing,
        status=DOCUMENT.status,
        paragraph_id=paragraph.paragraph_id,
        locator=paragraph.locator,
        section=paragraph.section,
        text=paragraph.text,
        quote=paragraph.text.split(". ")[1].rstrip(".") + ".",
        url=f"/read/{paragraph.document}#{paragraph.anchor}",
        score=0.9,
    )


class SmallLibrary:
    """Holds the four paragraphs."""

    edition = EditionId("2026-11-22-test")
    documents: Mapping[Slug, Document] = {DOCUMENT.slug: DOCUMENT}

    def __init__(self) -> None:
        self.paragraphs: Sequence[Paragraph] = paragraphs()
        self.by_id: Mapping[ParagraphId, Paragraph] = {p.paragraph_id: p for p in self.paragraphs}

    def neighbours(self, paragraph_id: ParagraphId) -> tuple[Paragraph | None, Paragraph | None]:
        at = self.by_id[paragraph_id].position - 1
        after = self.paragraphs[at + 1] if at + 1 < len(self.paragraphs) else None
        return (self.paragraphs[at - 1] if at else None), after

    @contextmanager
    def hold(self) -> Iterator[HeldEdition]:
        yield self
