"""The one administration page: how everything stands, with a form for each act."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from bot.screening.contact_book import EVERYWHERE
from bot.screening.danger_card import danger_card
from bot.web.admin.desk import AdminDesk
from bot.web.admin.session import Session
from bot.web.pages import page

ACTS_SHOWN = 15


def sign_in_page(problem: str = "") -> HTMLResponse:
    """The sign-in form."""
    return page("admin_sign_in.html", {"problem": problem}, status=401)


def overview(
    desk: AdminDesk, session: Session, said: str = "", *, problem: bool = False
) -> HTMLResponse:
    """How everything stands; `said` is a sentence about the act before."""
    places = desk.contacts.all()
    numbers = [
        {
            "place": place,
            "contacts": contacts,
            "nudge": danger_card((), contacts, desk.today()).nudge,
        }
        for place, contacts in places
    ]
    values = {
        "session": session,
        "said": said,
        "problem": problem,
        "paused": desk.switch.state(),
        "waiting": desk.inbox.counts(),
        "posts": desk.outbox.counts(),
        "editions": desk.publisher.register.all(),
        "run": desk.publication.last,
        "numbers": numbers,
        "everywhere": EVERYWHERE,
        "today": desk.today().isoformat(),
        "acts": desk.audit.recent(ACTS_SHOWN),
    }
    return page("admin.html", values, status=409 if problem else 200)
