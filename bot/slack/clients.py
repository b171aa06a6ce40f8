"""The Slack clients: one that writes and never repeats itself, one that reads, one for sockets."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import urlsplit

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

WRITE_SECONDS = 10
READ_SECONDS = 4
WINDOW_SECONDS = 2
PING_SECONDS = 5
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

Client = TypeVar("Client", AsyncWebClient, SocketModeClient)


def writing_client(token: str, api_url: str) -> AsyncWebClient:
    """For posting. slack_sdk repeats a POST after a dropped connection unless told not to, which
    posts twice; the outbox repeats, after looking.
    """
    return _web_client(token, api_url, WRITE_SECONDS, retry_handlers=[])


def reading_client(token: str, api_url: str) -> AsyncWebClient:
    """For calls that change nothing; a dropped connection is tried once more."""
    return _web_client(token, api_url, READ_SECONDS)


def window_client(token: str, api_url: str) -> AsyncWebClient:
    """For opening windows, whose trigger lives three seconds and works once."""
    return _web_client(token, api_url, WINDOW_SECONDS, retry_handlers=[])


def socket_client(app_token: str, api_url: str) -> SocketModeClient:
    """A Socket Mode connection; made inside the event loop. aiohttp's is the one that notices a
    dead connection within seconds.
    """
    client = SocketModeClient(
        app_token,
        web_client=_web_client("", api_url, READ_SECONDS),
        ping_interval=PING_SECONDS,
    )
    return _direct(client, api_url)


def _web_client(
    token: str, api_url: str, seconds: int, retry_handlers: list[AsyncRetryHandler] | None = None
) -> AsyncWebClient:
    client = AsyncWebClient(
        token=token, base_url=api_url, timeout=seconds, retry_handlers=retry_handlers
    )
    return _direct(client, api_url)


def _direct(client: Client, api_url: str) -> Client:
    """slack_sdk honours HTTPS_PROXY but not NO_PROXY: this machine itself needs no proxy."""
    if urlsplit(api_url).hostname in LOOPBACK:
        client.proxy = None
    return client
