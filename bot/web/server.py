"""Runs the web application until it is told to stop."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

from bot.errors import GuidanceError


@dataclass
class PortTaken(GuidanceError):
    """Another program listens on the address already."""

    host: str
    port: int

    def __str__(self) -> str:
        return (
            f"Port {self.port} on {self.host} is in use. "
            "Stop the other program, or choose another with PORT or --port."
        )


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, before anything slow starts. Port 0 takes a free one.

    Raises:
        PortTaken: the address is in use, or is not one of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle on for each connection: 40 ms a response.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        if error.errno in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES):
            raise PortTaken(host, port) from error
        raise
    return bound


async def serve(app: FastAPI, bound: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM; requests in hand are finished first."""
    # No access log: an address may hold a paragraph id, and who reads what is nobody's business.
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=5
    )
    await uvicorn.Server(config).serve(sockets=[bound])
