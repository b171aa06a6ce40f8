"""The Slack clients: one that writes and never repeats itself, one that reads, one for sockets."""

from __future__ import annotations

from urllib.parse import urlsplit

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

WRITE_SECONDS = 10
READ_SECONDS = 4
WINDOW_SECONDS = 2
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def writing_client(token: str, api_url: str) -> AsyncWebClient:
    """For posting. slack_sdk repeats a POST after a dropped connection unless told not to, which
    posts twice; the outbox repeats, after looking.
    """
    return _web_client(token, api_url, WRITE_SECONDS, retry_handlers=[])


def reading_client(
    token: str, api_url: str, session: aiohttp.ClientSession | None = None
) -> AsyncWebClient:
    """For calls that change nothing; a dropped connection is tried once more. A `session` keeps
    connections open from call to call, which saves most of a call's time; posting does without,
    because a kept connection may break just when it is used again, and then nobody knows if the
    post arrived.
    """
    return _web_client(token, api_url, READ_SECONDS, session=session)


def sign_client(token: str, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """For the sign that we are looking: worth one try."""
    return _web_client(token, api_url, READ_SECONDS, retry_handlers=[], session=session)


def window_client(token: str, api_url: str) -> AsyncWebClient:
    """For opening windows, whose trigger lives three seconds and works once."""
    return _web_client(token, api_url, WINDOW_SECONDS, retry_handlers=[])


def socket_client(api_url: str) -> AsyncWebClient:
    """For asking where to connect in Socket Mode; the app-level token goes with each call."""
    return _web_client("", api_url, READ_SECONDS)


def _web_client(
    token: str,
    api_url: str,
    seconds: int,
    retry_handlers: list[AsyncRetryHandler] | None = None,
    session: aiohttp.ClientSession | None = None,
) -> AsyncWebClient:
    client = AsyncWebClient(
        token=token,
        base_url=api_url,
        timeout=seconds,
        retry_handlers=retry_handlers,
        session=session,
    )
    # slack_sdk honours HTTPS_PROXY but not NO_PROXY: this machine itself needs no proxy.
    if urlsplit(api_url).hostname in LOOPBACK:
        client.proxy = None
    return client
