"""Who sent feedback can be read with the key and not without."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.errors import BadSetting
from bot.feedback.errors import SealBroken
from bot.feedback.sealing import KEY_FILE, PREFIX, Person, Sealer, read_key
from bot.settings import read_settings

ASHA = Person("U0ASHA", "D0ASHA")


def test_a_person_is_sealed_each_time_differently_and_marked_alike() -> None:
    sealer = Sealer(Fernet.generate_key().decode())
    first, second = sealer.seal(ASHA), sealer.seal(ASHA)
    assert first != second
    assert "ASHA" not in first + sealer.mark("U0ASHA")
    assert sealer.open(first) == ASHA
    assert sealer.mark("U0ASHA") == sealer.mark("U0ASHA") != sealer.mark("U0BEN")
    assert sealer.address(PREFIX + first) == "D0ASHA"
    assert sealer.address("C0NSDU") == "C0NSDU"


def test_another_key_opens_nothing() -> None:
    one, other = (Sealer(Fernet.generate_key().decode()) for _ in range(2))
    assert one.mark("U0ASHA") != other.mark("U0ASHA")
    with pytest.raises(SealBroken, match="FEEDBACK_KEY"):
        other.open(one.seal(ASHA))


def test_the_key_file_is_ours_alone_and_made_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: read_key(None, home), range(8)))
    assert len(keys) == 1
    assert stat.S_IMODE((home / KEY_FILE).stat().st_mode) == 0o600
    assert [file.name for file in home.iterdir()] == [KEY_FILE]
    assert read_key("given", home) == "given"


def test_a_wrong_key_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDBACK_KEY", "secret")
    with pytest.raises(BadSetting, match="FEEDBACK_KEY is not a Fernet key") as caught:
        read_settings()
    assert "secret" not in str(caught.value)
