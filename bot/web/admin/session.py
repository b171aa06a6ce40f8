"""Who is signed in: one encrypted cookie, nothing kept on the server.

The cookie is a Fernet token (AES-128-CBC with HMAC-SHA256) whose key comes from the administration
token: whoever changes that token signs everybody out. Forms carry a word of the session's own
against cross-site requests, besides the cookie being SameSite=Strict (OWASP ASVS 5.0, V3.5).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken

COOKIE = "guidance_admin"
SIGNED_IN_SECONDS = 8 * 3600
LONGEST_NAME = 40


@dataclass(frozen=True)
class Session:
    """`name` is what the administrator signed in as; `form_word` must come back in every form."""

    name: str
    form_word: str

    @property
    def who(self) -> str:
        """The name for the audit."""
        return f"admin: {self.name}"


class Sessions:
    """Signs in whoever knows the administration token."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        key = hashlib.sha256(b"administration session" + self._token).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def sign_in(self, token: str, name: str) -> str | None:
        """The value of the cookie; None for a wrong token or a name that cannot be printed."""
        name = " ".join(name.split())[:LONGEST_NAME]
        if not secrets.compare_digest(token.strip().encode(), self._token):
            return None
        if not name or not name.isprintable():
            return None
        words = json.dumps([name, secrets.token_urlsafe(16)])
        return self._fernet.encrypt(words.encode()).decode()

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie, None when it is missing, forged or over."""
        if not cookie:
            return None
        try:
            name, form_word = json.loads(self._fernet.decrypt(cookie, ttl=SIGNED_IN_SECONDS))
        except (InvalidToken, ValueError):  # Fernet lets letters beyond ASCII escape as ValueError
            return None
        return Session(name, form_word)
