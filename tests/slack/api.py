"""The Web API's front: arguments, tokens, scopes, rate limits and faults, then the method."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from tests.slack.clock import Clock
from tests.slack.faults import Fault, Faults, Planned
from tests.slack.rate_limits import RateLimits
from tests.slack.state import APP_TOKEN, BOT_TOKEN, Json, Workspace

JSON_ARGUMENTS = ("blocks", "view", "metadata", "prompts", "attachments", "loading_messages")


class Refused(Exception):
    """`ok: false` with this error and these extra fields."""

    def __init__(self, error: str, **extra: object) -> None:
        super().__init__(error)
        self.body: Json = {"ok": False, "error": error, **extra}


def invalid(error: str, messages: list[str]) -> Refused:
    """An error with `response_metadata.messages`, as invalid_blocks and invalid_arguments have."""
    return Refused(error, response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})


@dataclass
class Call:
    """One accepted call: its arguments and the state it works on."""

    workspace: Workspace
    args: Json

    def needs_scope(self, scope: str) -> None:
        """Refuse with missing_scope unless the bot token has `scope`."""
        if scope not in self.workspace.scopes:
            provided = ",".join(sorted(self.workspace.scopes))
            raise Refused("missing_scope", needed=scope, provided=provided)


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """One Web API method: what it needs and what it does."""

    handler: Handler
    required: tuple[str, ...]
    scopes: tuple[str, ...]
    tier: str
    app_token: bool = False


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *,
    required: tuple[str, ...] = (),
    scopes: tuple[str, ...] = (),
    tier: str = "T3",
    app_token: bool = False,
) -> Callable[[Handler], Handler]:
    """Register a Web API method."""

    def keep(handler: Handler) -> Handler:
        METHODS[name] = Method(handler, required, scopes, tier, app_token)
        return handler

    return keep


@dataclass
class Recorded:
    """One call as it arrived and what was answered."""

    method: str
    args: Json
    ok: bool
    at: float


class WebApi:
    """The aiohttp handler of `/api/{method}`."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        self.workspace = workspace
        self.limits = RateLimits(clock)
        self.faults = Faults()
        self.calls: list[Recorded] = []
        self._clock = clock

    def called(self, name: str) -> list[Recorded]:
        """Every recorded call of one method."""
        return [call for call in self.calls if call.method == name]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call the way Slack does: HTTP 200 and `ok`, 429, or an injected fault."""
        name = request.match_info["method"]
        args = await _arguments(request)
        fault = self.faults.next_for(name)
        if fault is not None:
            early = await self._before(request, fault)
            if early is not None:
                return early
        spec = METHODS.get(name)
        if spec is None:
            return self._answer(name, args, {"ok": False, "error": "unknown_method"})
        left = self.limits.wait(name, spec.tier, args.get("channel"))
        if left > 0:
            return _too_many(left)
        body = self._carry_out(spec, request, args)
        if fault is not None and fault.fault is Fault.RESET_AFTER:
            self.calls.append(Recorded(name, args, bool(body["ok"]), self._clock.now()))
            return _reset(request)
        return self._answer(name, args, body)

    async def _before(self, request: web.Request, planned: Planned) -> web.StreamResponse | None:
        if planned.fault is Fault.SLOW:
            await asyncio.sleep(planned.seconds)
        if planned.fault is Fault.RESET_BEFORE:
            return _reset(request)
        if planned.fault is Fault.RATE_LIMITED:
            return _too_many(planned.seconds)
        if planned.fault is Fault.ERROR:
            return web.json_response({"ok": False, "error": planned.code})
        if planned.fault is Fault.HTML:
            return web.Response(
                status=503, text="<html>Service unavailable</html>", content_type="text/html"
            )
        if planned.fault is Fault.SERVER_ERROR:
            return web.json_response({"ok": False, "error": "internal_error"}, status=500)
        return None

    def _carry_out(self, spec: Method, request: web.Request, args: Json) -> Json:
        try:
            _check_token(spec, request, args)
            call = Call(self.workspace, args)
            for scope in spec.scopes:
                call.needs_scope(scope)
            missing = [name for name in spec.required if args.get(name) in (None, "")]
            if missing:
                raise invalid(
                    "invalid_arguments", [f"missing required field: {name}" for name in missing]
                )
            return {"ok": True, **spec.handler(call)}
        except Refused as refused:
            return refused.body

    def _answer(self, name: str, args: Json, body: Json) -> web.Response:
        self.calls.append(Recorded(name, args, bool(body["ok"]), self._clock.now()))
        headers = {"x-oauth-scopes": ",".join(sorted(self.workspace.scopes))}
        return web.json_response(body, headers=headers)


def _check_token(spec: Method, request: web.Request, args: Json) -> None:
    header = request.headers.get("Authorization", "")
    token = header.removeprefix("Bearer ") if header else str(args.get("token", ""))
    if not token:
        raise Refused("not_authed")
    if token != (APP_TOKEN if spec.app_token else BOT_TOKEN):
        wrong_kind = token in {APP_TOKEN, BOT_TOKEN}
        raise Refused("not_allowed_token_type" if wrong_kind else "invalid_auth")


def _too_many(seconds: float) -> web.Response:
    return web.json_response(
        {"ok": False, "error": "ratelimited"},
        status=429,
        headers={"Retry-After": str(max(1, round(seconds)))},
    )


def _reset(request: web.Request) -> web.Response:
    transport = request.transport
    if transport is not None:
        transport.abort()
    return web.Response()


async def _arguments(request: web.Request) -> Json:
    """Arguments from JSON, a form, multipart or the query; JSON-valued ones are decoded."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        args.update(json.loads(await request.text() or "{}"))
    elif request.can_read_body:
        form = await request.post()
        args.update({name: value for name, value in form.items() if isinstance(value, str)})
    for name in JSON_ARGUMENTS:
        if isinstance(args.get(name), str) and args[name]:
            try:
                args[name] = json.loads(args[name])
            except ValueError:
                args[name] = "not JSON"
    return args
