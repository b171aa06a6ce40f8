"""A question on any surface: danger first, then whether to answer, then the answer."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Sequence

from bot.answering.answer import Answer, Outcome
from bot.delivery.inbox import Claimed
from bot.delivery.outbox import Post
from bot.screening.notice import masking_notice
from bot.slack.listeners import replies
from bot.slack.listeners.danger import DangerCards
from bot.slack.listeners.small_talk import reply_to
from bot.slack.messages import sentences
from bot.slack.messages.answer import Setting, answer_message
from bot.slack.messages.blocks import SlackMessage, said, words
from bot.slack.policy import Admission, Policy
from bot.slack.ports import Domain
from bot.slack.rush import Rush
from bot.slack.work import Asked, Surface, asked

log = logging.getLogger(__name__)

EARLIER = 3
REFUSALS = {
    Admission.GUEST: sentences.GUEST,
    Admission.OTHER_ORGANISATION: sentences.OTHER_ORGANISATION,
    Admission.SHARED_CHANNEL: sentences.SHARED_CHANNEL,
    Admission.UNSEEN_CHANNEL: sentences.UNSEEN_CHANNEL,
}
IN_CHANNEL_MASKED = (
    "Everybody here can still read it in your message above: please edit or delete that."
)


class QuestionListener:
    """Answers one question, or says in one plain sentence why not."""

    def __init__(self, domain: Domain, policy: Policy, cards: DangerCards, rush: Rush) -> None:
        """`rush` says when there is time to search."""
        self._domain = domain
        self._policy = policy
        self._cards = cards
        self._rush = rush

    async def __call__(self, claimed: Claimed) -> Sequence[Post]:
        """The posts that answer. May be called again for the same question after a crash."""
        question = asked(claimed.body)
        key = f"inbox-{claimed.inbox_id}-{claimed.wording}"
        admission = await self._policy.question(question)
        if admission is Admission.NOT_A_PERSON:
            return []
        await self._cards.plan(claimed.inbox_id, question, admission)
        refusal = REFUSALS.get(admission)
        if refusal is not None:
            return [replies.privately(f"{key}-refusal", question, said(refusal))]
        reply = await self._plain_reply(question)
        if reply is not None:
            return [replies.answering(f"{key}-reply", question, said(reply))]
        return await self._answer(question, claimed, key)

    async def _plain_reply(self, question: Asked) -> str | None:
        """What is said instead of an answer, or None."""
        small_talk = reply_to(question.screened)
        if small_talk is not None:
            return small_talk
        paused = await asyncio.to_thread(self._domain.switch.reason)
        if paused is not None:
            return sentences.PAUSED.format(reason=paused.rstrip(". "))
        wait = await asyncio.to_thread(self._domain.rate.take, question.sender.user)
        return sentences.TOO_MANY.format(seconds=math.ceil(wait)) if wait > 0 else None

    async def _answer(self, question: Asked, claimed: Claimed, key: str) -> Sequence[Post]:
        async with self._rush.search():
            answer = await asyncio.to_thread(self._look_up, question, claimed, key)
        message = self._message(answer, question)
        posts = []
        if answer.masked and question.surface is Surface.MENTION:
            notice = said(f"{masking_notice(answer.masked)} {IN_CHANNEL_MASKED}")
            posts.append(replies.privately(f"{key}-masked", question, notice))
        log.info(
            "question answered",
            extra={
                "inbox_id": claimed.inbox_id,
                "answer_id": answer.answer_id,
                "outcome": str(answer.outcome),
                "surface": str(question.surface),
                "search_ms": answer.elapsed_ms,
            },
        )
        # The answer last: an edit of the question refers to the last post.
        return [*posts, replies.answering(f"{key}-answer", question, message)]

    def _look_up(self, question: Asked, claimed: Claimed, key: str) -> Answer:
        book = self._domain.book
        follows = question.ts is not None and question.thread != question.ts
        earlier = book.earlier(claimed.conversation, EARLIER) if follows else ()
        answer = self._domain.assistant.answer(question.screened, earlier=earlier)
        book.keep(
            answer,
            question=key,
            person=question.sender.user,
            conversation=claimed.conversation,
        )
        return answer

    def _message(self, answer: Answer, question: Asked) -> SlackMessage:
        if answer.outcome in {Outcome.REFUSED, Outcome.GREETING}:
            return said(answer.notice or sentences.HELP)
        private = question.response_url is not None
        setting = Setting(
            public_url=self._domain.options.public_url,
            private=private,
            echo=question.ts is None,
            mask_notice=question.surface is not Surface.MENTION,
        )
        message = answer_message(answer, setting)
        if answer.outcome in {Outcome.FEEDBACK, Outcome.ANSWERED_AND_FEEDBACK}:
            self._offer_feedback(message, answer)
        return message

    def _offer_feedback(self, message: SlackMessage, answer: Answer) -> None:
        """In place of the notice that says the same; below an answer, which comes first."""
        offer, notice = self._feedback_offer(answer), words(answer.notice or "")
        if answer.outcome is Outcome.FEEDBACK and notice in message.blocks:
            message.blocks[message.blocks.index(notice)] = offer
        else:
            message.blocks.append(offer)

    def _feedback_offer(self, answer: Answer) -> dict[str, object]:
        desk = self._domain.desk
        offer = desk.offer(answer) if desk is not None else None
        return offer if offer is not None else words(sentences.FEEDBACK_OFF)
