"""Proposed phrasings in the database, and the kept answers that they come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, delete, exists, func, insert, or_, select, update

from bot.answering.answer import Outcome
from bot.answering.book import Verdict
from bot.database import audit
from bot.database.answer_json import from_row
from bot.database.engine import Database
from bot.database.tables import answers, phrasing_sources, phrasings, votes
from bot.feedback.phrasing import Decision, NewPhrasing, ProposedPhrasing, Source, folded
from bot.feedback.phrasing_book import Decided, DecidedBefore, DecideOutcome, Uncorrected
from corpus.document import ParagraphId

ROW, LINK = phrasings.c, phrasing_sources.c


class PhrasingRepository:
    """Implements `bot.feedback.phrasing_book.PhrasingBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def propose(self, new: NewPhrasing) -> ProposedPhrasing | None:
        """Keep a proposal, or add its answer to the one that says the same."""
        with self._database.write() as connection:
            self._database.lock(connection, "phrasings")
            if not _may_propose(connection, new):
                return None
            phrasing_id = self._same(connection, new) or self._insert(connection, new)
            link = {"phrasing_id": phrasing_id, "answer_id": new.answer_id, "source": new.source}
            known = select(LINK.phrasing_id).filter_by(**link)
            if connection.execute(known).first() is None:
                connection.execute(insert(phrasing_sources), link)
            if new.source is Source.STAFF:
                again = update(phrasings).where(
                    ROW.id == phrasing_id, ROW.decision == Decision.DECLINED
                )
                connection.execute(again.values(decision=Decision.WAITING, **_UNDECIDED))
            return _at(connection, phrasing_id)

    def _same(self, connection: Connection, new: NewPhrasing) -> int | None:
        same = select(ROW.id).where(
            ROW.paragraph_id == new.paragraph_id,
            ROW.sha256 == new.sha256,
            ROW.folded == folded(new.text),
        )
        return connection.execute(same).scalar()

    def _insert(self, connection: Connection, new: NewPhrasing) -> int:
        row = {
            "paragraph_id": new.paragraph_id,
            "sha256": new.sha256,
            "folded": folded(new.text),
            "text": new.text,
            "place": new.place,
            "decision": Decision.WAITING,
            "proposed": self._database.now(),
        }
        return int(connection.execute(insert(phrasings).returning(ROW.id), row).scalar_one())

    def retract(self, answer_id: str) -> None:
        """An answer was voted down: its thumbs propose nothing any more."""
        with self._database.write() as connection:
            self._database.lock(connection, "phrasings")
            thumbs = (LINK.answer_id == answer_id, LINK.source == Source.THUMB)
            proposed = connection.execute(select(LINK.phrasing_id).where(*thumbs)).scalars().all()
            connection.execute(delete(phrasing_sources).where(*thumbs))
            remove_sourceless(connection, ROW.id.in_(proposed))

    def decide(
        self, phrasing_id: int, start: Decision, decision: Decision, who: str
    ) -> DecideOutcome | None:
        """Move a proposal on, if it still is where the person saw it."""
        with self._database.write() as connection:
            self._database.lock(connection, "phrasings")
            found = _at(connection, phrasing_id)
            if found is None:
                return None
            if found.decision is not start:
                mine = (found.decision, found.decided_by) == (decision, who)
                return Decided(found) if mine else DecidedBefore(found)
            change = {"decision": decision, "decided": self._database.now(), "decided_by": who}
            connection.execute(update(phrasings).where(ROW.id == phrasing_id).values(**change))
            detail = f"phrasing {phrasing_id}, paragraph {found.paragraph_id}"
            audit.append(self._database, connection, who, f"phrasing {decision}", detail)
            changed = _at(connection, phrasing_id)
        return Decided(changed) if changed is not None else None

    def list(
        self, decision: Decision, limit: int | None = None, skip: int = 0
    ) -> Sequence[ProposedPhrasing]:
        """Proposals, oldest first."""
        wanted = _WITH_COUNTS.where(ROW.decision == decision).order_by(ROW.id)
        with self._database.read() as connection:
            rows = connection.execute(wanted.limit(limit).offset(skip))
            return [_proposed(row) for row in rows]

    def uncorrected(self, since: datetime, limit: int) -> Sequence[Uncorrected]:
        """Questions without a good answer for which staff have named no paragraph."""
        row = answers.c
        named = exists().where(LINK.answer_id == row.answer_id, LINK.source == Source.STAFF)
        down = (votes.c.answer_id == row.answer_id) & (votes.c.verdict == Verdict.BAD)
        bad = or_(row.outcome == Outcome.NOT_IN_GUIDANCE, exists().where(down))
        asked = select(row.answer_id, row.answer, row.asked).where(row.asked >= since, bad, ~named)
        newest = asked.order_by(row.asked.desc(), row.answer_id).limit(limit)
        with self._database.read() as connection:
            rows = connection.execute(newest).all()
            reasons = _reasons(connection, [row.answer_id for row in rows])
        return [
            Uncorrected(from_row(row.answer), row.asked, reasons.get(row.answer_id, ()))
            for row in rows
        ]

    def count(self, decision: Decision) -> int:
        """How many there are."""
        counted = select(func.count()).where(ROW.decision == decision)
        with self._database.read() as connection:
            return connection.execute(counted).scalar_one()


def remove_sourceless(connection: Connection, *conditions: Any) -> int:  # noqa: ANN401
    """Remove proposals that no kept answer stands behind and nobody has accepted."""
    kept = exists().where(LINK.phrasing_id == ROW.id)
    gone = delete(phrasings).where(~kept, ROW.decision != Decision.ACCEPTED, *conditions)
    return connection.execute(gone).rowcount


def forget_phrasings(connection: Connection, person: str) -> None:
    """Remove what only this person asked, whatever was decided on it, and their name as staff.
    To be called while their answers are still there.
    """
    theirs = select(answers.c.answer_id).where(answers.c.person == person)
    of_them = exists().where(LINK.phrasing_id == ROW.id, LINK.answer_id.in_(theirs))
    of_others = exists().where(LINK.phrasing_id == ROW.id, LINK.answer_id.not_in(theirs))
    connection.execute(delete(phrasings).where(of_them, ~of_others))
    staff = update(phrasings).where(ROW.decided_by == person)
    connection.execute(staff.values(decided_by=None))


def _may_propose(connection: Connection, new: NewPhrasing) -> bool:
    """The answer must be there still; locked, so that a sweep cannot remove it meanwhile."""
    kept = select(answers.c.answer_id).where(answers.c.answer_id == new.answer_id)
    if connection.execute(kept.with_for_update()).first() is None:
        return False
    down = select(votes.c.answer_id).where(
        votes.c.answer_id == new.answer_id, votes.c.verdict == Verdict.BAD
    )
    return new.source is Source.STAFF or connection.execute(down).first() is None


def _reasons(connection: Connection, answer_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    down = select(votes.c.answer_id, votes.c.reason).where(
        votes.c.answer_id.in_(answer_ids), votes.c.verdict == Verdict.BAD
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(down.order_by(votes.c.at)):
        found[row.answer_id] = (*found.get(row.answer_id, ()), row.reason or "")
    return found


def _counted(source: Source) -> Any:  # noqa: ANN401 - a column expression
    return func.coalesce(func.sum(case((LINK.source == source, 1), else_=0)), 0)


_UNDECIDED = {"decided": None, "decided_by": None}
_WITH_COUNTS = (
    select(
        phrasings,
        _counted(Source.THUMB).label("thumbs"),
        _counted(Source.STAFF).label("corrections"),
    )
    .outerjoin_from(phrasings, phrasing_sources, LINK.phrasing_id == ROW.id)
    .group_by(ROW.id)
)


def _at(connection: Connection, phrasing_id: int) -> ProposedPhrasing | None:
    row = connection.execute(_WITH_COUNTS.where(ROW.id == phrasing_id)).first()
    return None if row is None else _proposed(row)


def _proposed(row: Row[Any]) -> ProposedPhrasing:
    return ProposedPhrasing(
        phrasing_id=row.id,
        text=row.text,
        paragraph_id=ParagraphId(row.paragraph_id),
        sha256=row.sha256,
        place=row.place,
        decision=row.decision,
        proposed=row.proposed,
        thumbs=int(row.thumbs),
        corrections=int(row.corrections),
        decided=row.decided,
        decided_by=row.decided_by,
    )
