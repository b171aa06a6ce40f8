"""Thanks, help and greetings get a human word, never a search."""

from __future__ import annotations

import re

from bot.screening.screened import MessageKind, Screened
from bot.slack.messages import sentences

THANKS = re.compile(
    r"(many |much )?(thanks?|thank you|thankyou|thx|ta|cheers)( you)?( (so|very) much)?( a lot)?"
    r"( for (that|this|your help|the help))?( (great|brilliant|perfect|that'?s great))?"
)
HELP = re.compile(r"(help|help me|what can you do|how do(es)? (this|it) work|who are you|commands)")
GREETING = re.compile(r"(hi|hello|hey|hiya|good (morning|afternoon|evening))( there| bot| all)?")


def reply_to(screened: Screened) -> str | None:
    """What to say, or None when the message is to be searched for."""
    text = re.sub(r"[^\w' ]+", " ", screened.text.lower())
    text = " ".join(text.split())
    if THANKS.fullmatch(text):
        return sentences.THANKS
    if HELP.fullmatch(text):
        return sentences.HELP
    if GREETING.fullmatch(text) or screened.kind is MessageKind.GREETING:
        return sentences.GREETING
    return None
