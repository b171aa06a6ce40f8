"""The edge: what is let in, what is refused, and that nothing unstored is acknowledged."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.slack.bot import Behind
from tests.slack.http_delivery import FORM_TYPE, JSON_TYPE, signed
from tests.slack.local_slack import LocalSlack, running
from tests.slack.waits import eventually, settled

BODY = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with running("http") as started:
        yield started


async def post(slack: LocalSlack, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(slack.http.url, data=body, headers=headers) as reply,
    ):
        return reply.status, await reply.text()


async def test_the_challenge_is_answered(slack: LocalSlack, back: Behind) -> None:
    headers = {"Content-Type": JSON_TYPE, **signed(BODY, time.time())}
    assert await post(slack, BODY, headers) == (200, "abc")


async def test_the_certificate_check_needs_no_signature(slack: LocalSlack, back: Behind) -> None:
    assert (await post(slack, b"ssl_check=1&token=x", {"Content-Type": FORM_TYPE}))[0] == 200


def tampered(**changes: str) -> dict[str, str]:
    return signed(BODY, time.time()) | {name.replace("_", "-"): v for name, v in changes.items()}


REFUSED = {
    "no headers": {},
    "no signature": {"X-Slack-Request-Timestamp": str(int(time.time()))},
    "another secret": signed(BODY, time.time(), "another"),
    "five minutes old": signed(BODY, time.time() - 301),
    # Signed when the tests are collected: a long run must not make it the present.
    "from the future": signed(BODY, time.time() + 86_400),
    "another body": signed(b"{}", time.time()),
    "a stamp that is no number": tampered(X_Slack_Request_Timestamp="soon"),
    "a stamp with a sign": tampered(X_Slack_Request_Timestamp="-1"),
    "an endless stamp": tampered(X_Slack_Request_Timestamp="9" * 400),
    "odd bytes": tampered(X_Slack_Signature="v0=" + "é" * 64),
    "an empty signature": tampered(X_Slack_Signature=""),
    "another version": tampered(X_Slack_Signature="v1=" + "0" * 64),
}


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED.keys())
async def test_what_is_not_slacks_gets_401(
    slack: LocalSlack, back: Behind, headers: dict[str, str]
) -> None:
    status, text = await post(slack, BODY, {"Content-Type": JSON_TYPE, **headers})
    assert (status, text) == (401, "not verified")


UNREADABLE = {
    "not JSON": (b"{", JSON_TYPE),
    "not an object": (b"[1]", JSON_TYPE),
    "endless nesting": (b"[" * 100_000, JSON_TYPE),
    "a form without content": (b"a=b", FORM_TYPE),
    "a payload that is not JSON": (b"payload=%7B", FORM_TYPE),
    "bytes that are no text": (b"command=\xff\xfe", FORM_TYPE),
    "too many fields": (b"&".join([b"a=b"] * 500), FORM_TYPE),
}


@pytest.mark.parametrize(("body", "kind"), UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_what_cannot_be_read_gets_400(
    slack: LocalSlack, back: Behind, body: bytes, kind: str
) -> None:
    headers = {"Content-Type": kind, **signed(body, time.time())}
    assert (await post(slack, body, headers))[0] == 400


async def test_a_body_over_a_megabyte_is_refused(slack: LocalSlack, back: Behind) -> None:
    body = b"x" * 1_000_001
    headers = {"Content-Type": JSON_TYPE, **signed(body, time.time())}
    assert (await post(slack, body, headers))[0] == 401


STRANGE = {
    "no event": {"type": "event_callback"},
    "an event that is text": {"type": "event_callback", "event": "message"},
    "a message without anything": {"type": "event_callback", "event": {"type": "message"}},
    "an unknown type": {"type": "something_new"},
    "authorizations that are text": {
        "type": "event_callback",
        "authorizations": "x",
        "event": {"type": "message", "user": "U1", "ts": "1.1", "channel": "D1"},
    },
    "an unknown event": {"type": "event_callback", "event": {"type": "emoji_changed"}},
}


@pytest.mark.parametrize("payload", STRANGE.values(), ids=STRANGE.keys())
async def test_signed_but_strange_is_acknowledged_and_dropped(
    slack: LocalSlack, back: Behind, payload: dict[str, object]
) -> None:
    body = json.dumps(payload).encode()
    headers = {"Content-Type": JSON_TYPE, **signed(body, time.time())}
    assert (await post(slack, body, headers))[0] == 200
    assert back.domain.inbox.counts().waiting == 0


async def test_a_command_with_the_word_payload_arrives(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    delivery = await asha.slash("/ask", "what payload=of caseloads & {workers}?").finished()
    assert delivery.attempts[0].status == 200
    await slack.workspace.until(asha.private_messages)
    assert back.assistant.asked[0][0] == "what payload=of caseloads & {workers}?"


async def test_what_cannot_be_stored_is_not_acknowledged_and_comes_again(
    slack: LocalSlack, back: Behind
) -> None:
    inbox = back.domain.inbox
    database = inbox._database  # type: ignore[attr-defined]  # to hold the real write lock
    with database.write():
        asked = slack.person("U0ASHA").dm("caseloads of social workers")
        delivery = asked.deliveries[0]
        await eventually(lambda: delivery.attempts)
        assert delivery.attempts[0].status == 503
    slack.clock.advance(60)
    await delivery.finished()
    assert delivery.attempts[-1].status == 200
    await slack.answer_to(asked.message)
    await settled(back)
    assert len(slack.answers_to(asked.message)) == 1


async def test_slack_text_is_unescaped_once(slack: LocalSlack, back: Behind) -> None:
    asked = slack.person("U0ASHA").dm(
        "caseloads &amp;lt; 5 &amp; &lt;b&gt; <@U0BEN> <#C0TEAM|team> <https://x.test|the page>"
    )
    await slack.answer_to(asked.message)
    assert back.assistant.asked[0][0] == "caseloads &lt; 5 & <b> @someone #team the page"


async def test_no_personal_detail_reaches_the_database(
    slack: LocalSlack, back: Behind, tmp_path: Path
) -> None:
    asha = slack.person("U0ASHA")
    asked = asha.dm("caseloads and Jamie")
    await slack.answer_to(asked.message)
    await asha.slash("/ask", "lay members and Jamie").finished()
    await settled(back)
    for file in tmp_path.iterdir():
        assert b"Jamie" not in file.read_bytes(), file.name
