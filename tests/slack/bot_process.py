"""The Slack service as a process of its own, to be killed: real stores, sockets and routes.

Run as `python -m tests.slack.bot_process (HOME | DATABASE_URL) API_URL (socket | PORT) [feedback]`.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from bot.delivery.backoff import Backoff
from bot.delivery.claim_loop import LoopSettings
from bot.delivery.outbox import Pace
from bot.delivery.sender import SenderSettings
from bot.slack.edge.edge import Edge
from bot.slack.service import SlackConnection, SlackService, Speed
from tests.bot.slack.feedback_desk import OPTIONS
from tests.slack.bot import behind
from tests.slack.stand_ins import SmallScreener
from tests.slack.state import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

# Short leases and waits, so that what a killed process held is taken up within the test's time.
SPEED = Speed(
    worker=LoopSettings(lease_seconds=2.0, backoff=Backoff(first=0.2, most=1.0)),
    sender=SenderSettings(
        lease_seconds=4.0,
        call_seconds=1.5,
        look_again_seconds=0.5,
        backoff=Backoff(first=0.2, most=1.0),
    ),
)


async def run(
    home: Path | str, api_url: str, transport: str, *, with_feedback: bool = False
) -> None:
    """Serve until SIGTERM."""
    # A channel's true pace where it matters; elsewhere tests would wait for it in vain.
    back = behind(home, feedback=OPTIONS, pace=Pace()) if with_feedback else behind(home)
    app_token = APP_TOKEN if transport == "socket" else None
    connection = SlackConnection(BOT_TOKEN, app_token, SIGNING_SECRET, api_url)
    service = SlackService(back.domain, SmallScreener(), connection, SPEED)
    await service.start()
    runner = await _listen(service.edge, int(transport)) if transport != "socket" else None
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    sys.stdout.write(f"ready {datetime.now(UTC):%X}\n")
    sys.stdout.flush()
    await stopped.wait()
    if runner is not None:
        await runner.cleanup()
    await service.stop()


async def _listen(edge: Edge, port: int) -> web.AppRunner:
    async def receive(request: web.Request) -> web.Response:
        reply = await edge.receive(dict(request.headers), await request.read())
        headers = {"Content-Type": reply.content_type}
        return web.Response(status=reply.status, body=reply.body, headers=headers)

    app = web.Application(client_max_size=2**23)
    app.router.add_post("/slack/events", receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner


if __name__ == "__main__":
    asyncio.run(
        run(sys.argv[1], sys.argv[2], sys.argv[3], with_feedback="feedback" in sys.argv[4:])
    )
