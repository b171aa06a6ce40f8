"""What every response carries and what every request must respect, as one ASGI middleware."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 1024 * 1024
"""Bytes. A message of 200,000 characters fits and is refused kindly; a flood does not fit."""

MOST_DISCARDED = 16 * LARGEST_BODY

HEADERS = {
    # No script runs at all, and nothing is loaded from elsewhere (OWASP ASVS 5.0, V3.4).
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
    "cache-control": "no-store",
}
ON_PAGES = {name.encode(): value.encode() for name, value in HEADERS.items()}
ON_FILES = {name: value for name, value in ON_PAGES.items() if name != b"cache-control"}


class Protection:
    """Adds the security headers and bounds the request body before anything reads it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = ON_FILES if scope["path"].startswith("/static/") else ON_PAGES
                kept = [header for header in message["headers"] if header[0] not in added]
                message = {**message, "headers": [*kept, *added.items()]}
            await send(message)

        body = await _whole_body(scope, receive)
        if body is None:
            refusal = PlainTextResponse("That is too large. Send less than 1 MB.", status_code=413)
            await refusal(scope, receive, send_with_headers)
            return
        await self._app(scope, _replay(body, receive), send_with_headers)


async def _whole_body(scope: Scope, receive: Receive) -> bytes | None:
    """The request's body, or None when it is larger than LARGEST_BODY. What is too large is read
    to its end, within MOST_DISCARDED, and thrown away: who is cut off in the middle of sending
    sees a broken connection instead of the refusal.
    """
    declared = Headers(scope=scope).get("content-length", "0")
    size = int(declared) if declared.isdigit() else LARGEST_BODY + 1
    fits = size <= LARGEST_BODY
    parts: list[bytes] = []
    read = 0
    while True:
        message = await receive()
        part: bytes = message.get("body", b"")
        read += len(part)
        fits = fits and read <= LARGEST_BODY
        if fits:
            parts.append(part)
        ended = message["type"] == "http.disconnect" or not message.get("more_body", False)
        if ended or read > MOST_DISCARDED:
            return b"".join(parts) if fits else None


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give the body that was read to the application, then whatever comes after it."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
