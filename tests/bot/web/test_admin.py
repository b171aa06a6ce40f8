"""The administration pages of a real service: who may, what they do, what the record says."""

from __future__ import annotations

import re
import shutil
import stat
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.database.audit import AuditRepository
from bot.database.engine import open_database
from bot.web.admin.session import COOKIE
from tests.service import guidance, served

TOKEN = "an-admin-token-for-tests-0123"
URGENT = "a child has just told me her dad hits her and she is scared to go home tonight"


@dataclass
class Browser:
    """Keeps cookies and the hidden word of the forms, as a browser does."""

    address: str
    jar: CookieJar

    def get(self, path: str = "/admin") -> tuple[int, str]:
        return self._open(urllib.request.Request(self.address + path))

    def post(self, act: str, **fields: str) -> tuple[int, str]:
        found = re.search(r'name="form_word" value="([^"]+)"', self.get()[1])
        word = {"form_word": found.group(1)} if found else {}
        body = urlencode({**word, **fields}).encode()
        return self._open(urllib.request.Request(f"{self.address}/admin/{act}", body))

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        try:
            with opener.open(request, timeout=60) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@pytest.fixture(scope="module")
def own_home(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.mktemp("admin") / "home"
    shutil.copytree(home, own, ignore=shutil.ignore_patterns("*.log"))
    return own


@pytest.fixture(scope="module")
def service(own_home: Path) -> Iterator[str]:
    with served(own_home, {"ADMIN_TOKEN": TOKEN}) as base:
        yield base


@pytest.fixture
def stranger(service: str) -> Browser:
    return Browser(service, CookieJar())


@pytest.fixture
def admin(service: str) -> Browser:
    browser = Browser(service, CookieJar())
    status, page = browser.post("sign-in", token=TOKEN, name="Kim")
    assert (status, "Sign out" in page) == (200, True)
    return browser


def acts(own_home: Path) -> list[tuple[str, str]]:
    database = open_database(own_home, lambda: datetime.now(UTC))
    found = [(row.who, row.what) for row in AuditRepository(database).recent()]
    database.close()
    return found


def test_a_stranger_sees_the_sign_in_form_and_can_do_nothing(stranger: Browser) -> None:
    status, page = stranger.get()
    assert (status, "Administration token" in page) == (401, True)
    assert "Edition" not in page.split("<main", 1)[1].split("</main>", 1)[0]
    for act in ("pause", "publish", "make-live", "numbers", "no-such-act"):
        assert stranger.post(act, reason="x")[0] == 401
    for wrong in ("", TOKEN[:-1], TOKEN + "x"):
        assert stranger.post("sign-in", token=wrong, name="Kim")[0] == 401
    assert stranger.post("sign-in", token=TOKEN, name=" ")[0] == 401
    assert len(stranger.jar) == 0


def test_the_cookie_is_for_this_site_and_no_script(admin: Browser) -> None:
    cookie = next(iter(admin.jar))
    assert (cookie.name, cookie.path) == (COOKIE, "/admin")
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"
    cookie.value = (cookie.value or "")[:-4] + "AAAA"
    assert admin.get()[0] == 401


@pytest.mark.parametrize("cookie", ["", "%00", "\u00e9\u00ff", "gAAAA", "a" * 5000])
def test_a_hostile_cookie_is_a_strangers(stranger: Browser, cookie: str) -> None:
    headers = {"Cookie": f"{COOKIE}={cookie}"}
    status, page = stranger._open(
        urllib.request.Request(f"{stranger.address}/admin", headers=headers)
    )
    assert (status, "Administration token" in page) == (401, True)


def test_a_form_from_elsewhere_is_refused(admin: Browser) -> None:
    body = urlencode({"reason": "forged", "form_word": "guessed"}).encode()
    request = urllib.request.Request(f"{admin.address}/admin/pause", body)
    assert admin._open(request)[0] == 403
    assert "forged" not in admin.get()[1]
    assert admin.post("no-such-act")[0] == 404


def test_signing_out_ends_it(admin: Browser) -> None:
    admin.post("sign-out")
    assert admin.get()[0] == 401


def test_pausing_shows_who_and_why_and_leaves_a_record(admin: Browser, own_home: Path) -> None:
    assert admin.post("pause", reason=" ")[0] == 409
    status, page = admin.post("pause", reason="<b>checking</b> the new edition")
    assert status == 200
    assert "&lt;b&gt;checking&lt;/b&gt; the new edition" in page
    assert "admin: Kim" in page
    admin.post("resume")
    assert "<strong>On.</strong>" in admin.get()[1]
    assert {("admin: Kim", "answers paused"), ("admin: Kim", "answers resumed")} <= set(
        acts(own_home)
    )


def test_local_numbers_are_checked_saved_and_shown_on_the_card(admin: Browser) -> None:
    numbers = {
        "place": "everywhere",
        "social_care": "01632 960 001",
        "out_of_hours": "01632 960 002",
        "last_checked": "2020-01-01",
    }
    for wrong in ({"place": "Leeds"}, {"social_care": ""}, {"last_checked": "2999-01-01"}):
        assert admin.post("numbers", **(numbers | wrong))[0] == 409
    status, page = admin.post("numbers", **numbers)
    assert status == 200
    assert re.search(r"last checked \d+ days ago", page)
    _, answered = admin._open(
        urllib.request.Request(f"{admin.address}/", urlencode({"text": URGENT}).encode())
    )
    assert "01632 960 001" in answered
    admin.post("remove-numbers", place="everywhere")
    assert "01632 960 001" not in admin.get()[1]


def test_an_edition_is_checked_and_one_that_is_not_there_is_refused(admin: Browser) -> None:
    found = re.search(r'name="edition" value="([^"]+)"', admin.get()[1])
    assert found is not None
    status, page = admin.post("verify", edition=found.group(1))
    assert (status, "Every byte of edition" in page) == (200, True)
    status, page = admin.post("make-live", edition="2001-01-01-nothing")
    assert status == 409
    assert "Traceback" not in page


def test_a_publication_runs_beside_the_service_and_says_how_it_ended(admin: Browser) -> None:
    admin.post("preview")
    assert admin.post("publish")[0] == 409  # one at a time
    for _ in range(120):
        page = admin.get()[1]
        if 'http-equiv="refresh"' not in page:
            break
        time.sleep(1)
    assert "0 added, 0 changed, 0 renumbered, 0 removed" in page


def test_without_a_setting_the_token_is_kept_in_a_file_for_this_user_alone(own_home: Path) -> None:
    with served(own_home, {}) as base:
        browser = Browser(base, CookieJar())
        assert browser.get()[0] == 401
        file = own_home / "admin.token"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert browser.post("sign-in", token=file.read_text(), name="Kim")[0] == 200


def test_a_short_token_stops_the_start(own_home: Path) -> None:
    done = guidance(own_home, "serve", settings={"ADMIN_TOKEN": "short"})
    assert done.returncode == 1
    assert "ADMIN_TOKEN" in done.stderr
    assert "short" not in done.stderr.replace("too short", "")
