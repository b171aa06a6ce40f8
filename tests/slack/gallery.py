"""Draws what people see of the real product in Slack: every surface, at two widths, to look at.

Run as `python -m tests.slack.gallery FOLDER`, with Debian's chromium-driver installed.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from tests.service import published_home
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import seen
from tests.slack.picture import camera, photograph
from tests.slack.render import page
from tests.slack.served import serving
from tests.slack.state import Json, Message, View

WIDTHS = (720, 390)
QUESTION = "what did the government say about social work caseloads?"


class Gallery:
    """Keeps what was seen, by name."""

    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack
        self.seen: dict[str, tuple[str, list[Json]]] = {}

    def keep(self, name: str, what: Message | View) -> None:
        """Note a message, a window or a Home tab."""
        if isinstance(what, Message):
            sys.stdout.write(f"{name}: {what.text}\n")
            self.seen[name] = "", what.blocks
        else:
            title = what.body.get("title", {}).get("text", "")
            self.seen[name] = title, what.body["blocks"]

    async def asked(self, name: str, text: str, who: str) -> Message:
        """A direct question and all its answers."""
        message = self.slack.person(who).dm(text).message
        answer = await self.slack.answer_to(message, 30)
        await asyncio.sleep(1)
        for number, found in enumerate(self.slack.answers_to(message)):
            self.keep(f"{name}-{number}" if number else name, found)
        return answer


async def visit(slack: LocalSlack, gallery: Gallery) -> None:
    """Use every surface once."""
    asha, channel = slack.person("U0ASHA"), slack.workspace.add_channel("C0TEAM")
    answer = await gallery.asked("dm-answer", QUESTION, "U0ASHA")
    await gallery.asked(
        "dm-refused-lay-members", "how many lay members must a safeguarding board have?", "U0A"
    )
    await gallery.asked("dm-not-in-guidance", "how do I claim my mileage?", "U0B")
    await gallery.asked("dm-masked", "Can I share Jamie Smith's 07700 900123 with his GP?", "U0C")
    await gallery.asked("dm-danger", "mum's boyfriend is hitting him right now what do I do", "U0D")
    await gallery.asked(
        "dm-feedback", "the guidance on lay members should say how they are paid", "U0E"
    )
    for name in ("thanks", "help", "hello", "asdf"):
        await gallery.asked(f"dm-{name}", name, f"U0{name.upper()}")
    for action in ("show_paragraph", "copy_reference"):
        await asha.click(answer, action).finished()
        gallery.keep(f"window-{action}", asha.view())  # type: ignore[arg-type]
    value = answer.blocks[-1]["elements"][0]["negative_button"]["value"]
    await asha.click(answer, "answer_feedback", value=value).finished()
    gallery.keep("window-why", asha.view())  # type: ignore[arg-type]
    before = len(slack.workspace.messages)
    asha.click(answer, "more_like_this")
    await slack.workspace.until(lambda: len(slack.workspace.messages) > before)
    gallery.keep("more", slack.workspace.messages[-1])
    await private(slack, gallery)
    for who, name in (("U0ASHA", "home"), ("U0ADMIN", "home-admin"), ("U0NEW", "home-new")):
        person = slack.person(who)
        person.open_home()
        home = await slack.workspace.until(lambda who=who: slack.workspace.homes.get(who))  # type: ignore[misc]
        gallery.keep(name, home)
    await slack.person("U0ASHA").invite_bot(slack.workspace.add_channel("C0NEW")).finished()
    await asyncio.sleep(1)
    gallery.keep("invited", [m for m in slack.workspace.messages if m.channel == "C0NEW"][-1])
    asked = asha.mention(channel, "who is told about Jamie Smith when a child dies?")
    gallery.keep("mention-masked", await slack.answer_to(asked.message, 30))
    gallery.keep("mention-notice", asha.private_messages()[-1])
    await paused(slack, gallery)


async def paused(slack: LocalSlack, gallery: Gallery) -> None:
    """What an administrator does to pause answers, and what everybody sees then."""
    admin, homes = slack.person("U0ADMIN"), slack.workspace.homes
    await admin.click(homes["U0ADMIN"], "pause_answers").finished()
    window = admin.view()
    assert window is not None
    gallery.keep("window-pause", window)
    reason = "new guidance is being checked; back at 3 pm"
    await admin.submitted(window, {"reason": {"reason": {"value": reason}}})
    await slack.workspace.until(lambda: reason in seen(homes["U0ADMIN"]), 20)
    gallery.keep("home-admin-paused", homes["U0ADMIN"])
    await gallery.asked("dm-paused", QUESTION, "U0F")


async def private(slack: LocalSlack, gallery: Gallery) -> None:
    """Commands and shortcuts."""
    channel = slack.workspace.channels["C0TEAM"]
    ben = slack.person("U0BEN")
    for name, text in (("ask", QUESTION), ("ask-help", "help"), ("ask-danger", "he has hit her")):
        count = len(ben.private_messages())
        await ben.slash("/ask", text, channel).finished()
        await slack.workspace.until(lambda c=count: len(ben.private_messages()) > c, 20)  # type: ignore[misc]
        await asyncio.sleep(0.5)
        gallery.keep(f"slash-{name}", ben.private_messages()[count])
    for command in ("/policy-admin", "/nonsense", "/policy-feedback"):
        count = len(ben.private_messages())
        await ben.slash(command, "list x" if "feedback" in command else "", channel).finished()
        await slack.workspace.until(lambda c=count: len(ben.private_messages()) > c, 20)  # type: ignore[misc]
        gallery.keep(f"slash{command.replace('/', '-')}", ben.private_messages()[count])
    kept = ben.private_messages()[0]
    count = len(slack.workspace.messages)
    ben.click(kept, "share_answer")
    await slack.workspace.until(lambda: len(slack.workspace.messages) > count, 20)
    gallery.keep("shared", slack.workspace.messages[-1])
    await slack.workspace.until(lambda: kept not in ben.private_messages())
    for name in ("ask_guidance", "policy_feedback"):
        await ben.shortcut(name).finished()
        gallery.keep(f"window-{name}", ben.view())  # type: ignore[arg-type]
    message = slack.person("U0ASHA").writes(channel, "do boards publish an annual report?")
    count = len(ben.private_messages())
    await ben.message_shortcut("find_guidance", message).finished()
    await slack.workspace.until(lambda: len(ben.private_messages()) > count, 20)
    gallery.keep("shortcut-find", ben.private_messages()[-1])
    empty = slack.person("U0ASHA").writes(channel, "")
    count = len(ben.private_messages())
    await ben.message_shortcut("find_guidance", empty).finished()
    await slack.workspace.until(lambda: len(ben.private_messages()) > count, 20)
    gallery.keep("shortcut-find-empty", ben.private_messages()[-1])
    guest = slack.person("U0GUEST", is_restricted=True)
    guest.mention(channel, QUESTION)
    await slack.workspace.until(guest.private_messages, 20)
    gallery.keep("guest", guest.private_messages()[-1])


async def main(folder: Path) -> None:
    """Visit, then draw."""
    folder.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp()) / "home"
    shutil.copytree(published_home(), home)
    async with running("socket") as slack:
        gallery = Gallery(slack)
        async with serving(slack, home):
            await visit(slack, gallery)
    with camera() as chromium:
        for name, (title, blocks) in gallery.seen.items():
            html = page(blocks, title=title, window=name.startswith(("window", "home")))
            for width in WIDTHS:
                photograph(chromium, html, width, folder / f"{name}-{width}.png")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
