"""What `guidance check` says of feedback, and when it fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.fernet import Fernet

from bot.checking import Finding, findings
from bot.database.engine import open_database
from bot.database.feedback import FeedbackRepository
from bot.database.migrate import migrate
from bot.feedback.area import Area
from bot.feedback.item import About, NewItem, Origin
from bot.feedback.sealing import KEY_FILE, Person, Sealer
from bot.settings import read_settings

KEY = Fernet.generate_key().decode()


def found(home: Path, **settings: str) -> Finding:
    given = {"guidance_home": str(home), **settings}
    return next(one for one in findings(read_settings(**given)) if one.part == "feedback")


def an_item(home: Path, key: str, days: int = 0) -> None:
    database = open_database(home, lambda: datetime.now(UTC) - timedelta(days=days))
    migrate(database)
    sealed = Sealer(key).seal(Person("U0ASHA", "D0ASHA"))
    new = NewItem("text", About(), Area.OTHER, Origin(sealed, "mark"))
    FeedbackRepository(database).receive(new, f"act-{days}", lambda _: ())
    database.close()


def test_a_fresh_home_says_what_is_not_set_and_makes_no_key(tmp_path: Path) -> None:
    finding = found(tmp_path)
    assert finding.fine
    assert "NSDU_CHANNEL is not set" in finding.says
    assert "no key yet" in finding.says
    assert "nothing unclaimed" in finding.says
    assert not (tmp_path / KEY_FILE).exists()


def test_channel_staff_key_and_what_waits_are_told(tmp_path: Path) -> None:
    an_item(tmp_path, KEY, days=28)
    an_item(tmp_path, KEY)
    staff = {"guidance_admins": "U0A", "nsdu_rota": "U0B,U0C"}
    finding = found(tmp_path, nsdu_channel="C0NSDU", feedback_key=KEY, **staff)
    assert finding.fine
    assert "routed to C0NSDU" in finding.says
    assert "key in FEEDBACK_KEY" in finding.says
    assert "1 administrators, 2 on the rota" in finding.says
    assert "2 unclaimed, the oldest for" in finding.says


def test_another_key_fails_and_is_told_how_to_mend(tmp_path: Path) -> None:
    an_item(tmp_path, KEY)
    finding = found(tmp_path, feedback_key=Fernet.generate_key().decode())
    assert not finding.fine
    assert "Set the key that was used" in finding.says


def test_a_lost_key_file_fails_and_is_not_made_anew(tmp_path: Path) -> None:
    an_item(tmp_path, KEY)
    assert not found(tmp_path).fine
    assert not (tmp_path / KEY_FILE).exists()
