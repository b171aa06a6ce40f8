"""Senders' ids, encrypted: only who holds the key can tell who sent an item."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from bot.feedback.errors import SealBroken
from bot.secret_file import kept_secret

KEY_FILE = "feedback.key"
PREFIX = "sealed:"
"""Begins an address in the outbox that is sealed until the moment of sending."""


@dataclass(frozen=True)
class Person:
    """Who sent an item, and the conversation in which they are told about it."""

    user: str
    conversation: str


class Sealer:
    """Seals and opens with one key (Fernet: AES-128-CBC with HMAC-SHA256)."""

    def __init__(self, key: str) -> None:
        """Raises ValueError for what is not a Fernet key."""
        self._fernet = Fernet(key)
        self._mark_key = hashlib.sha256(b"mark" + key.encode()).digest()

    def seal(self, person: Person) -> str:
        """A token that differs each time, so that two items of one person do not look alike."""
        words = json.dumps([person.user, person.conversation])
        return self._fernet.encrypt(words.encode()).decode()

    def open(self, sealed: str) -> Person:
        """The person. Raises SealBroken."""
        try:
            user, conversation = json.loads(self._fernet.decrypt(sealed.encode()))
        except InvalidToken as error:
            raise SealBroken from error
        return Person(user, conversation)

    def mark(self, user: str) -> str:
        """The same for every item of one person, and of no use without the key."""
        return hmac.new(self._mark_key, user.encode(), hashlib.sha256).hexdigest()

    def address(self, channel: str) -> str:
        """Where a post goes: a sealed address opened, any other as it is. Raises SealBroken."""
        if not channel.startswith(PREFIX):
            return channel
        return self.open(channel.removeprefix(PREFIX)).conversation


def read_key(given: str | None, home: Path) -> str:
    """The key of the settings; without one, that of a file in `home`, made when missing.

    Raises:
        OSError: the file can be neither read nor made.
    """
    if given is not None:
        return given
    return kept_secret(home / KEY_FILE, lambda: Fernet.generate_key().decode())
