"""Messages: within every limit, word for word, and nobody's text is live."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are a package of their own

from bot.answering.answer import Answer, Citation, Duty, Outcome, ReadWith, Shape
from bot.slack.actions import COMMANDS, Shortcut
from bot.slack.identity import OPTIONAL_SCOPES, REQUIRED_SCOPES
from bot.slack.messages import excerpt, windows
from bot.slack.messages.answer import Setting, answer_message
from bot.slack.messages.blocks import LONGEST_MESSAGE, MOST_BLOCKS
from bot.slack.slack_text import escape, unescape
from tests.slack.block_kit import problems, texts, total_text, view_problems
from tests.slack.oracle import LIVE, seen
from tests.slack.stand_ins import DOCUMENT, SmallAssistant, SmallScreener, paragraphs
from tests.slack.state import Message

SETTING = Setting("https://guidance.test")
HOSTILE = "<!channel> <@U0BEN> *bold* _it_ `x` <https://evil.test|click> & :tada: \u202e~gone~"


def answer_to(text: str) -> Answer:
    return SmallAssistant().answer(SmallScreener().screen(text))


def shown(answer: Answer, setting: Setting = SETTING) -> Message:
    message = answer_message(answer, setting)
    assert problems(message.blocks, in_view=False) == []
    return Message("C1", "1.1", "U0GUIDEBOT", message.text, message.blocks)


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - made-up text


def long_citation(rank: int, length: int, rng: random.Random) -> Citation:
    words = ["safeguarding", "the", "board.", "Children", "a", "review,", "is", "carried", "out."]
    text = " ".join(rng.choice(words) for _ in range(length // 6))[:length].strip()
    start = text.find(" ", len(text) // 2) + 1
    quote = text[start : text.find(" ", start + 200) if length > 500 else None]
    citation = answer_to("caseloads of workers").citations[0]
    return replace(citation, rank=rank, text=text, quote=quote.strip() or text)


@pytest.mark.parametrize("length", [30, 400, 1_401, 3_000, 12_000, 60_000])
@pytest.mark.parametrize("seed", range(5))
def test_any_length_fits(length: int, seed: int) -> None:
    rng = dice(seed)
    cited = tuple(long_citation(rank, length, rng) for rank in range(1, 51))
    answer = replace(answer_to("caseloads"), citations=cited, answer=cited[0].quote)
    message = shown(answer)
    assert total_text(message.blocks) <= LONGEST_MESSAGE
    assert len(message.blocks) <= MOST_BLOCKS
    assert 0 < len(message.text) <= 4_000
    assert cited[0].quote[:20] in seen(message)


@pytest.mark.parametrize("seed", range(20))
def test_an_excerpt_is_made_of_exact_parts_in_order(seed: int) -> None:
    citation = long_citation(1, 5_000, dice(seed))
    runs = excerpt.runs(citation.text, citation.quote, 1_400)
    at = 0
    for run in runs:
        if run not in {excerpt.CUT, excerpt.CUT_BEFORE}:
            at = citation.text.index(run.text, at) + len(run.text)
    assert [run.text for run in runs if run.bold] == [citation.quote]


def test_nobodys_text_is_live() -> None:
    citation = answer_to("caseloads").citations[0]
    hostile = replace(
        citation,
        title=HOSTILE,
        locator=HOSTILE,
        section=(HOSTILE,),
        text=HOSTILE,
        quote=HOSTILE,
        standing=HOSTILE,
        also_in=((HOSTILE, HOSTILE, "/x"),),
        part=HOSTILE,
        duties=(Duty(HOSTILE, "must", HOSTILE, "stated"),),
        read_with=(ReadWith("exception", "a.para-1", HOSTILE, "/x", HOSTILE),),
    )
    answer = replace(
        answer_to("caseloads"),
        text=HOSTILE,
        answer=HOSTILE,
        citations=(hostile, hostile),
        notice=HOSTILE,
        together=2,
        unanswered=(HOSTILE,),
    )
    message = shown(answer, replace(SETTING, echo=True, private=True))
    live = [t["text"] for t in texts(message.blocks) if t["type"] == "mrkdwn"]
    for text in [message.text, *live]:
        assert not LIVE.search(text)
        assert "<https://evil" not in text


def test_the_answer_comes_first_in_quotation_marks_and_word_for_word() -> None:
    answer = answer_to("health visitors share information")
    message = shown(answer)
    assert message.blocks[0]["text"]["text"] == f"“{answer.answer}”"
    assert answer.citations[0].text in seen(message)
    assert answer.citations[0].text.count("<promptly>") == 1


def test_the_fallback_can_be_read_aloud() -> None:
    message = shown(answer_to("caseloads of social workers"))
    assert message.text.startswith("“No worker should hold more cases than can be visited.”")
    assert "From: One Year On, para 2, 17 March 2010" in message.text
    assert "http" not in message.text


def test_the_footer_says_the_editions_date() -> None:
    answer = answer_to("caseloads")
    assert f"Edition of 22 November 2026 ({answer.edition})" in seen(shown(answer))


def test_a_refusal_does_not_fill_three_screens_of_a_phone() -> None:
    nearest = tuple(long_citation(rank, 3_000, dice(rank)) for rank in range(1, 4))
    message = shown(replace(answer_to("zebra"), nearest=nearest))
    assert total_text(message.blocks) < 2_500


@pytest.mark.parametrize("status", ["superseded", "withdrawn"])
def test_a_document_that_no_longer_stands_says_so(status: str) -> None:
    citation = replace(answer_to("caseloads").citations[0], status=status)
    text = seen(shown(replace(answer_to("caseloads"), citations=(citation,))))
    assert status.capitalize() in text


def test_what_is_only_near_is_not_marked_as_an_answer() -> None:
    answer = answer_to("zebra")
    assert answer.outcome is Outcome.NOT_IN_GUIDANCE
    message = shown(answer)
    bold = [t for t in texts(message.blocks) if t.get("style", {}).get("bold")]
    assert bold == []


@pytest.mark.parametrize("length", [10, 3_001, 20_000])
def test_windows_hold_any_paragraph_whole(length: int) -> None:
    paragraph = replace(paragraphs()[0], text=long_citation(1, length, dice(1)).text)
    place = windows.ParagraphInPlace(DOCUMENT, paragraph, None, None, "https://guidance.test/x")
    view = windows.paragraph_window(place)
    assert view_problems(view) == []
    quotes = [t["text"] for t in texts(view["blocks"]) if t["type"] == "text"]
    assert " ".join(quotes) == paragraph.text


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &amp; b", "a & b"),
        ("&amp;lt;", "&lt;"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("<@U0GUIDEBOT> what now?", "what now?"),
        ("ask <@U0BEN|Ben Smith>", "ask @someone"),
        ("in <#C1|team-a>", "in #team-a"),
        ("in <#C1>", "in #channel"),
        ("<!here> and <!subteam^S1|@duty>", "@here and @duty"),
        ("<!date^1392734382^{date}|18 Feb 2014>", "18 Feb 2014"),
        ("see <https://x.test/a|the page>", "see the page"),
        ("see <https://x.test/a>", "see https://x.test/a"),
        ("<mailto:a@b.test|a@b.test>", "a@b.test"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("<", "<"),
        ("", ""),
    ],
)
def test_what_was_typed(sent: str, typed: str) -> None:
    assert unescape(sent, bot_user="U0GUIDEBOT") == typed


def test_escaping_is_undone_by_unescaping() -> None:
    assert unescape(escape("a <b> & &lt; <!here>")) == "a <b> & &lt; <!here>"


def test_the_manifest_names_what_the_code_knows() -> None:
    file = Path(__file__).parents[3] / "bot" / "slack" / "manifest.yaml"
    manifest = yaml.safe_load(file.read_text(encoding="utf-8"))
    features, scopes = manifest["features"], manifest["oauth_config"]["scopes"]
    assert tuple(c["command"] for c in features["slash_commands"]) == COMMANDS
    assert {s["callback_id"] for s in features["shortcuts"]} == set(Shortcut)
    assert set(scopes["bot"]) == REQUIRED_SCOPES
    assert set(scopes["bot_optional"]) == set(OPTIONAL_SCOPES)
    assert "message.channels" not in manifest["settings"]["event_subscriptions"]["bot_events"]
    assert all(len(s["name"]) <= 24 for s in features["shortcuts"])
    assert len(manifest["display_information"]["description"]) <= 140
    assert 175 <= len(manifest["display_information"]["long_description"]) <= 4000
    assert len(features["agent_view"]["suggested_prompts"]) <= 4


def test_passages_of_different_dates_are_stacked_with_their_dates_newest_first() -> None:
    one = answer_to("caseloads").citations[0]
    cited = (replace(one, dated="2010-03-17"), replace(one, rank=2, dated="2009-05"))
    answer = replace(answer_to("caseloads"), citations=cited, shape=Shape.OVER_TIME, together=2)
    message = shown(answer)
    leads = [block["text"]["text"] for block in message.blocks[:4]]
    assert leads[0].startswith("*17 March 2010 · ")
    assert leads[2].startswith("*May 2009 · ")
    assert leads[1] == leads[3] == f"“{one.quote}”"
    assert "May 2009 · " in message.text


def test_each_part_of_a_question_stands_over_its_quotation() -> None:
    one, other, *_ = answer_to("caseloads of health visitors").citations
    cited = (replace(one, part="who holds cases"), replace(other, part="who visits"))
    answer = replace(answer_to("caseloads"), citations=cited, shape=Shape.PARTS, together=2)
    text = seen(shown(answer))
    assert text.index("who holds cases") < text.index(one.quote) < text.index("who visits")
    assert text.index("who visits") < text.index(other.quote)


def test_a_duty_and_its_exception_stand_below_the_paragraph() -> None:
    first = answer_to("caseloads").citations[0]
    exception = ReadWith("exception", "a.para-9", "para 9", "/read/a#para-9", "Unless in August.")
    duty = Duty(first.quote, "should", "worker", "recommended")
    cited = replace(first, duties=(duty,), read_with=(exception,))
    text = seen(shown(replace(answer_to("caseloads"), citations=(cited,))))
    assert "Should – worker (a recommendation, not by itself a duty in force)" in text
    assert text.index("With this exception (para 9):") < text.index("Unless in August.")


def test_many_duties_and_long_leads_fit() -> None:
    rng = dice(3)
    cited = tuple(
        replace(
            long_citation(rank, 12_000, rng),
            part="what " * 200,
            duties=tuple(Duty("x", "must", f"board {n}", "stated") for n in range(40)),
            read_with=(ReadWith("rule", "a.para-9", "para 9", "/x", "Long. " * 600),),
        )
        for rank in range(1, 9)
    )
    answer = replace(answer_to("caseloads"), citations=cited, shape=Shape.PARTS, together=3)
    message = shown(answer)
    assert total_text(message.blocks) <= LONGEST_MESSAGE
    assert len(message.blocks) <= MOST_BLOCKS
