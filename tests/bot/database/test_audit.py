"""The audit trail is a chain: whatever is changed by hand shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, update

from bot.audit import AuditChainBroken
from bot.database.audit import AuditRepository
from bot.database.engine import Database
from bot.database.tables import audit


@pytest.fixture
def trail(database: Database) -> AuditRepository:
    kept = AuditRepository(database)
    for number in range(1, 6):
        kept.record("U1", "paused", f"reason-{number}")
    return kept


def test_an_untouched_chain_verifies(trail: AuditRepository) -> None:
    assert trail.verify() == 5
    assert [row.detail for row in trail.recent(2)] == ["reason-5", "reason-4"]


def test_a_changed_row_is_found(trail: AuditRepository, database: Database) -> None:
    with database.write() as connection:
        connection.execute(update(audit).where(audit.c.number == 3).values(who="U2"))
    with pytest.raises(AuditChainBroken) as broken:
        trail.verify()
    assert broken.value.row == 3


def test_a_removed_row_is_found(trail: AuditRepository, database: Database) -> None:
    with database.write() as connection:
        connection.execute(delete(audit).where(audit.c.number == 2))
    with pytest.raises(AuditChainBroken) as broken:
        trail.verify()
    assert broken.value.row == 2


def test_many_writers_make_one_chain(trail: AuditRepository) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: trail.record("U1", "act", str(number)), range(40)))
    assert trail.verify() == 45
