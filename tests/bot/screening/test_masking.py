"""What is masked, what is not, and where it stood."""

from __future__ import annotations

import pytest

from bot.screening.detail import without_labels
from bot.screening.screened import Refusal
from bot.screening.screener import RuleScreener


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("nhs number 999 170 5198 for the baby", "nhs_number", "999 170 5198"),
        ("her upn is K874710529494", "upn", "K874710529494"),
        ("NI JG103759A was on the form", "national_insurance", "JG103759A"),
        ("write to office@hillside.leeds.sch.uk", "email", "office@hillside.leeds.sch.uk"),
        ("write to head@school.sch.uk", "email", "head@school.sch.uk"),
        ("ring 07700 900123 tonight", "phone", "07700 900123"),
        ("ring +44 20 7946 0018 tonight", "phone", "+44 20 7946 0018"),
        ("they are at M14 5RB", "postcode", "M14 5RB"),
        ("a blue van KX58 DFP outside", "car_registration", "KX58 DFP"),
        ("case ref 2009-33418-F is open", "case_reference", "2009-33418-F"),
        ("born on the 3rd of march 2004", "date_of_birth", "the 3rd of march 2004"),
        ("dob 12/03/2004", "date_of_birth", "12/03/2004"),
        ("they live at 14 Acacia Road", "address", "14 Acacia Road"),
        ("she goes to Hillcrest Primary School", "school", "Hillcrest Primary School"),
        ("he is in year 4 at st mary's primary", "age_and_school", "year 4 at st mary's primary"),
        ("is Mrs Ballsworth allowed to foster", "person_name", "Ballsworth"),
        ("what do I owe Victoria Jarvis", "person_name", "Victoria Jarvis"),
        ("my pupil aisha is often late", "person_name", "aisha"),
        ("mum is kelly and she is fine", "person_name", "kelly"),
        ("Oluwaseun's mum has moved", "person_name", "Oluwaseun"),
        ("we discussed Child T at the panel", "initials", "T"),
        ("initials TW, 15th july '04", "initials", "TW"),
        ("initials TW, 15th july '04", "date_of_birth", "15th july '04"),
        ("999-1705-198 is his nhs no", "nhs_number", "999-1705-198"),
        ("nhs 999/170/5198", "nhs_number", "999/170/5198"),
        ("who is seeing 999 - 170 - 5198 this week", "nhs_number", "999 - 170 - 5198"),
        ("who is seeing 999\u2013170\u20135198", "nhs_number", "999\u2013170\u20135198"),
        ("the one on the red book, 999,170,5198", "nhs_number", "999,170,5198"),
        ("his nhs no is 9 9 9 1 7 0 5 1 9 8", "nhs_number", "9 9 9 1 7 0 5 1 9 8"),
        ("999_170_5198", "nhs_number", "999_170_5198"),
        ("number:\n999\n170\n5198", "nhs_number", "999\n170\n5198"),
        ("dobs: 3/4/05, 6/7/08 and 9/9/10", "date_of_birth", "6/7/08"),
        ("born friday 13 april 2001", "date_of_birth", "friday 13 april 2001"),
        ("his dob is 12/mar/04", "date_of_birth", "12/mar/04"),
        ("police log 0412 of 17/02/21", "case_reference", "0412 of 17/02/21"),
        ("hospital number K123456", "case_reference", "K123456"),
        ("prisoner A1234BC", "case_reference", "A1234BC"),
        ("kids on Tallow Hill, number 8", "address", "Tallow Hill, number 8"),
        ("he is in the shed behind 6 Tarn Gardens", "address", "the shed behind 6 Tarn Gardens"),
        (
            "he has the flat over dino's chip shop, mill lane",
            "address",
            "the flat over dino's chip shop, mill lane",
        ),
        ("their farm is Hollins Farm off the A65", "address", "Hollins Farm off the A65"),
        ("they moved to 22 The Ridings", "address", "22 The Ridings"),
        ("he is at Marlow House, Unit 8", "address", "Marlow House, Unit 8"),
        ("mum is at HMP Calder Vale, D wing", "address", "HMP Calder Vale, D wing"),
        ("carers at Ty Gwyn, Heol y Bont", "address", "Ty Gwyn, Heol y Bont"),
        ("brookside primary, Y1, age 6", "age_and_school", "brookside primary, Y1, age 6"),
        ("he is 9 @ longfield juniors", "age_and_school", "9 @ longfield juniors"),
        ("year eight, holgate is where", "age_and_school", "year eight, holgate"),
        ("sage hasnt eaten since friday", "person_name", "sage"),
        ("nobody told me apple was adopted", "person_name", "apple"),
    ],
)
def test_a_detail_is_masked_where_it_stood(
    screener: RuleScreener, text: str, kind: str, written: str
) -> None:
    screened = screener.screen(text)
    start = text.index(written)
    covering = [
        span for span in screened.masked if span.start <= start and start + len(written) <= span.end
    ]
    assert [span.kind for span in covering] == [kind]
    assert written not in screened.text


@pytest.mark.parametrize(
    "text",
    [
        "what did Lord Laming say about supervision",
        "Has Sir Roger Singleton published a second report?",
        "was baby peter known to health",
        "the Victoria Climbié inquiry and victoria climbie again",
        "Ed Balls and CAFCASS",
        "what does recommendation 19 mean for Haringey",
        "The Protection of Children in England, published 12 March 2009",
        "is 0870 000 2288 right, or consultation.unit@dcsf.gsi.gov.uk",
        "a 16 year old is a child in law",
        "should the primary school or the nursery refer",
        "apple or android, which does the app need",
        "sage advice from the panel about winter pressures",
        "the report gives Sanctuary Buildings, Great Smith Street",
        "the Badman review and home education",
        "thankyou, brill",
        "y9 boys and sexting",
        "3 next steps and 5 key points",
        "DCSF-00444-2009 is the number on the cover",
    ],
)
def test_public_words_stay(screener: RuleScreener, text: str) -> None:
    screened = screener.screen(text)
    assert screened.masked == ()
    assert screened.text == text


def test_the_allow_list_is_the_text_given() -> None:
    text = "what did Zorblat Quimby write"
    assert RuleScreener(["A report by Zorblat Quimby."]).screen(text).masked == ()
    assert RuleScreener(["Nothing of the kind."]).screen(text).masked != ()


def test_offsets_count_what_was_dropped(screener: RuleScreener) -> None:
    text = "A\u200bm\u200ba\u200bra\x00 is 6"
    span = screener.screen(text).masked[0]
    assert text[span.start : span.end].startswith("A\u200bm")
    assert "Amara" not in screener.screen(text).text


def test_refusals(screener: RuleScreener) -> None:
    assert screener.screen(" \n ").refusal is Refusal.EMPTY
    assert screener.screen("ä" * 200_000).refusal is Refusal.TOO_LONG
    assert screener.screen("👍 🚨 !!").refusal is Refusal.UNREADABLE
    assert screener.screen("ما هي الإرشادات").refusal is None
    assert screener.screen("'; DROP TABLE questions; --").refusal is None


def test_a_failure_keeps_no_text(screener: RuleScreener, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("bot.screening.screener.mask", broken)
    screened = screener.screen("Amara Nwosu is 6")
    assert (screened.text, screened.refusal) == ("", Refusal.UNREADABLE)


def test_labels_and_their_cues_are_no_words_of_the_question() -> None:
    assert without_labels("[child's name], nhs no: [NHS number]: who pays") == "who pays"
    assert without_labels("does [name]'s mum get a letter") == "does mum get a letter"
    assert without_labels("[name]") == "[name]"
