"""Routes of the administration: sign in, see, act. Every act is a POST of a signed-in person."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.delivery.pause import LONGEST_REASON
from bot.web.admin.desk import AdminDesk
from bot.web.admin.numbers import read_numbers
from bot.web.admin.overview import overview, sign_in_page
from bot.web.admin.session import COOKIE, SIGNED_IN_SECONDS, Session
from bot.web.form import posted_form
from index.edition import EditionId
from index.errors import EditionDamaged, EditionUnknown, PublishInProgress

Form = Annotated[Mapping[str, str], Depends(posted_form)]
Act = Callable[[AdminDesk, Session, Mapping[str, str]], "str | Refused"]
PAGE = "/admin"
NOT_SIGNED_IN = (
    "That is not the administration token, or the name is empty. Look at the token again."
)
BUSY = "Another publication is at work. Wait until it has ended."
FAILED_SIGN_IN_SECONDS = 1.0


class Refused(str):
    """A sentence that says why nothing was done and what to do."""

    __slots__ = ()


def router(desk: AdminDesk) -> APIRouter:
    """All routes under `/admin`."""
    routes = APIRouter(prefix=PAGE)

    @routes.get("")
    def see(request: Request) -> Response:
        session = desk.sessions.read(request.cookies.get(COOKIE))
        return overview(desk, session) if session else sign_in_page()

    @routes.post("/sign-in")
    async def sign_in(form: Form) -> Response:
        cookie = desk.sessions.sign_in(form.get("token", ""), form.get("name", ""))
        if cookie is None:
            await asyncio.sleep(FAILED_SIGN_IN_SECONDS)
            return sign_in_page(NOT_SIGNED_IN)
        reply = RedirectResponse(PAGE, status_code=303)
        reply.set_cookie(
            COOKIE,
            cookie,
            max_age=SIGNED_IN_SECONDS,
            path=PAGE,
            secure=desk.https,
            httponly=True,
            samesite="strict",
        )
        return reply

    @routes.post("/sign-out")
    def sign_out() -> Response:
        reply = RedirectResponse(PAGE, status_code=303)
        reply.delete_cookie(COOKIE, path=PAGE)
        return reply

    @routes.post("/{act}")
    def act(act: str, request: Request, form: Form) -> Response:
        session = desk.sessions.read(request.cookies.get(COOKIE))
        if session is None:
            return sign_in_page()
        if not secrets.compare_digest(
            form.get("form_word", "").encode(), session.form_word.encode()
        ):
            raise HTTPException(403)
        if act not in ACTS:
            raise HTTPException(404)
        said = ACTS[act](desk, session, form)
        if isinstance(said, Refused) or said:
            return overview(desk, session, said, problem=isinstance(said, Refused))
        return RedirectResponse(PAGE, status_code=303)

    return routes


def _pause(desk: AdminDesk, session: Session, form: Mapping[str, str]) -> str:
    reason = " ".join(form.get("reason", "").split())[:LONGEST_REASON]
    if not reason:
        return Refused("Say why, in words that everybody who asks will read.")
    desk.switch.pause(reason, session.who)
    return ""


def _resume(desk: AdminDesk, session: Session, _form: Mapping[str, str]) -> str:
    desk.switch.resume(session.who)
    return ""


def _replay(desk: AdminDesk, session: Session, _form: Mapping[str, str]) -> str:
    return f"{desk.replay(session.who)} are tried again."


def _preview(desk: AdminDesk, session: Session, _form: Mapping[str, str]) -> str:
    return "" if desk.publication.preview(session.who) else Refused(BUSY)


def _publish(desk: AdminDesk, session: Session, _form: Mapping[str, str]) -> str:
    return "" if desk.publication.publish(session.who) else Refused(BUSY)


def _make_live(desk: AdminDesk, session: Session, form: Mapping[str, str]) -> str:
    try:
        live = desk.publisher.rollback(session.who, EditionId(form.get("edition", "")))
    except (EditionDamaged, EditionUnknown, PublishInProgress) as error:
        return Refused(str(error))
    return f"Edition {live.edition} is live."


def _verify(desk: AdminDesk, _session: Session, form: Mapping[str, str]) -> str:
    edition = EditionId(form.get("edition", ""))
    try:
        differences = desk.publisher.verify(edition)
    except EditionUnknown as error:
        return Refused(str(error))
    if differences:
        return Refused(f"Edition {edition} is damaged: {differences[0]}. Make another one live.")
    return f"Every byte of edition {edition} is as published."


def _numbers(desk: AdminDesk, session: Session, form: Mapping[str, str]) -> str:
    read = read_numbers(form, desk.today())
    if isinstance(read, str):
        return Refused(read)
    place, contacts = read
    desk.contacts.put(place, contacts, session.who)
    return f"The danger card now shows these numbers ({place})."


def _remove_numbers(desk: AdminDesk, session: Session, form: Mapping[str, str]) -> str:
    place = form.get("place", "")
    if not desk.contacts.remove(place, session.who):
        return Refused("There are no numbers of that place.")
    return "Removed."


ACTS: Mapping[str, Act] = {
    "pause": _pause,
    "resume": _resume,
    "replay": _replay,
    "preview": _preview,
    "publish": _publish,
    "make-live": _make_live,
    "verify": _verify,
    "numbers": _numbers,
    "remove-numbers": _remove_numbers,
}
