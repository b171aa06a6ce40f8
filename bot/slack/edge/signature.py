"""Whether an HTTP delivery is Slack's: HMAC-SHA256 over the raw body, at most 5 minutes old."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping

from bot.slack.errors import NotOurs

LARGEST_BODY = 1_000_000
OLDEST_SECONDS = 300
STAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


def verify(secret: bytes, headers: Mapping[str, str], body: bytes, now: float) -> None:
    """Check one delivery. Header names are lower case. Compares in constant time.

    slack_sdk's verifier raises on a stamp that is no number and logs bodies; this one does neither.

    Raises:
        NotOurs: too large, unsigned, wrongly signed, or more than five minutes off.
    """
    if len(body) > LARGEST_BODY:
        raise NotOurs("too large")
    stamp = headers.get("x-slack-request-timestamp", "")
    given = headers.get("x-slack-signature", "")
    if not STAMP.fullmatch(stamp) or not SIGNATURE.fullmatch(given):
        raise NotOurs("unsigned")
    if abs(now - int(stamp)) > OLDEST_SECONDS:
        raise NotOurs("stale")
    expected = (
        "v0=" + hmac.new(secret, b"v0:%b:%b" % (stamp.encode(), body), hashlib.sha256).hexdigest()
    )
    if not hmac.compare_digest(expected, given):
        raise NotOurs("wrong signature")
