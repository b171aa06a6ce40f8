"""A workspace with an NSDU channel, and short ways to send feedback and to act on it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.slack.feedback.desk import DeskOptions
from tests.slack.bot import PUBLIC_URL, Behind
from tests.slack.http_delivery import Delivery
from tests.slack.local_slack import LocalSlack
from tests.slack.oracle import seen
from tests.slack.people import Person
from tests.slack.state import BOT_USER, Json, Message, View

CHANNEL = "C0NSDU"
STAFF = ("U0ANN", "U0BOB")
OPTIONS = DeskOptions(PUBLIC_URL, CHANNEL, frozenset({"U0ADMIN"}), rota=STAFF)


def option(value: str) -> Json:
    """A choice as Slack sends it."""
    return {"selected_option": {"value": value}}


def box(text: str) -> Json:
    """A filled-in box as Slack sends it."""
    return {"value": text}


def filled(name: str, given: Json) -> Json:
    """One block of a form's state; its action has the block's name."""
    return {name: {name: given}}


def started(view: View) -> Json:
    """What the client has in a form's boxes before anybody types, as it sends it too."""
    found: Json = {}
    for block in view.body["blocks"]:
        element = block.get("element") or {}
        if "initial_option" in element:
            found |= filled(block["block_id"], {"selected_option": element["initial_option"]})
        if "initial_value" in element:
            found |= filled(block["block_id"], box(element["initial_value"]))
        if "initial_date" in element:
            found |= filled(block["block_id"], {"selected_date": element["initial_date"]})
    return found


@dataclass
class FeedbackOffice:
    """The local Slack with the NSDU's channel in it."""

    slack: LocalSlack
    back: Behind

    def open(self) -> None:
        """Make the channel: private, with two members of staff and the bot."""
        members = frozenset({BOT_USER, *STAFF})
        self.slack.workspace.add_channel(CHANNEL, "group", members=members)

    def cards(self) -> list[Message]:
        """The parent messages in the channel, in order."""
        posted = self.slack.workspace.messages
        return [m for m in posted if m.channel == CHANNEL and m.text.startswith("Feedback #")]

    def thread(self, number: int) -> list[Message]:
        """What stands in a card's thread."""
        root = self.card_of(number)
        return [m for m in self.slack.workspace.thread(CHANNEL, root.ts) if m is not root]

    def card_of(self, number: int) -> Message:
        """The card of an item."""
        found = [m for m in self.cards() if f"#{number} · " in seen(m)]
        assert len(found) == 1, f"{len(found)} cards of #{number}"
        return found[0]

    async def card(self, number: int, *words: str) -> Message:
        """The card of an item, waited for until it shows all these words."""

        def shows() -> Message | None:
            cards = [m for m in self.cards() if f"#{number} · " in seen(m)]
            return next((m for m in cards if all(w in seen(m) for w in words)), None)

        return await self.slack.workspace.until(shows)

    async def told(self, person: Person, *words: str) -> Message:
        """What the bot wrote to a person directly, waited for."""

        def found() -> Message | None:
            posted = self.slack.workspace.messages
            mine = [m for m in posted if m.channel == person.dm_channel.id and m.by_bot]
            return next((m for m in mine if all(w in seen(m) for w in words)), None)

        return await self.slack.workspace.until(found)

    async def send(
        self, person: Person, text: str, *, contact: str = "no", area: str = "EARLY"
    ) -> View:
        """Run /policy-feedback and send the form."""
        await person.slash("/policy-feedback", "").finished()
        view = self.window(person)
        values = filled("text", box(text)) | filled("contact", option(contact))
        values |= filled("area", option(area)) | filled("about", option("d:one-year-on-2010"))
        await self.submitted(person, view, values)
        return view

    async def submitted(self, person: Person, view: View, values: Json) -> Delivery:
        """Send a form with what was typed and what was in its boxes already."""
        return await person.submitted(view, started(view) | values)

    async def press(self, person: Person, where: Message | View, action: str) -> View:
        """Press a button that opens a window."""
        await person.click(where, action).finished()
        return self.window(person)

    async def to_status(self, person: Person, number: int, to: str, **given: str) -> None:
        """Use the Status window on a card."""
        view = await self.press(person, self.card_of(number), "feedback_status")
        values = filled("to", option(to))
        for name, text in given.items():
            values |= filled(name, box(text))
        await self.submitted(person, view, values)

    def window(self, person: Person) -> View:
        """The window on the person's screen."""
        view = person.view()
        assert view is not None, "no window is open"
        return view
