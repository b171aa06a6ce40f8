"""What is said about feedback: plain sentences, with what happens next."""

from __future__ import annotations

from bot.feedback.status import Status

OFFER = "This reads as feedback on policy. Nothing has been sent. Shall I pass this to the NSDU?"
OFFER_MISSING = (
    "Thank you. If something is missing in the guidance, the NSDU should know. "
    "Nothing has been sent to them. Shall I pass it on?"
)
OFFER_BUTTON = "Yes, show me the form"

FORM_INTRO = (
    "This goes to the National Safeguarding Delivery Unit. They see what is written here and "
    "nothing else. You will be told here what becomes of it."
)
HIDDEN = (
    "I hid personal details in what you wrote. Below is what will be sent now. "
    "Please read it, change it if you wish, and press Send again."
)
LONG = "Your text is long, so it is shown here whole. This is what will be sent:"
ANONYMOUS = "No: send it without my name"
NAMED = "Yes: show them who I am"

RECEIPT = (
    "Your feedback is number #{number}. It went to the NSDU's channel{name}. "
    "I will tell you here when its status changes or the NSDU replies."
)
WITHOUT_NAME = ", without your name"
WITH_NAME = ", with your name"
RECEIPT_KEPT = (
    "Your feedback is number #{number}. It is kept safely but has not reached the NSDU yet: "
    "their channel is not ready. It goes there by itself, and I will tell you here what "
    "becomes of it."
)
TO_SENDER = {
    Status.CLAIMED: "Somebody at the NSDU has taken it on.",
    Status.UNDER_REVIEW: "The NSDU is looking into it.",
    Status.NEEDS_INFORMATION: (
        "The NSDU needs to know more before it can go on. Press Add to it to answer."
    ),
    Status.ACCEPTED: "The NSDU has accepted it. You will hear what changed.",
    Status.NO_CHANGE: "The NSDU looked into it and will not change anything. Their reason:",
    Status.MERGED: "It says the same as {words}, so both are now one. You hear what becomes of it.",
    Status.WITHDRAWN: "It was withdrawn. The text was removed.",
    Status.DONE: "You said, the NSDU did. What changed:",
}
NEW_YET = "It is in the NSDU's channel. Nobody there has taken it on yet."
KEPT_YET = "It is kept safely, but has not reached the NSDU yet: their channel is not ready."
TAKEN_BACK = "You took it back. The text was removed."
REPLY = "The NSDU writes to you about #{number}:"
MERGED_VOICE = "About #{number}, with which your #{own} was joined:"
OWN_VOICE = "About your feedback #{number}:"

NOT_STAFF = "Only members of the NSDU channel and administrators may do that. Nothing was changed."
TAKEN = "#{number} is claimed already. Nothing was changed."
NOT_ALLOWED = "#{number} is {start}, so it cannot become {to}. Allowed from here: {allowed}."
NOTHING_ALLOWED = "nothing more; it is settled"
LACKING = "That needs {need}. Nothing was changed."
NO_SUCH_ITEM = "There is no item #{number} that this can be done with. Nothing was changed."
CLOSED = "#{number} is closed, so nothing can be added to it. You may send new feedback."
NOT_YOURS = "That item was not sent by you, or it is gone."
GONE = "There is no such item any more."

ROOM_UNSAFE = (
    "Policy feedback is not being routed: {reason}. Every item is kept safely and goes to the "
    "channel by itself once this is put right."
)
CORRECTION_HINT = (
    "You see the paragraph before anything is kept. The question then becomes a proposed phrasing: "
    "a way in which people ask for this paragraph. Staff accept or decline it."
)
NO_SUCH_PLACE = "{title} has no paragraph of that name. Look at its number in the reader."
SEVERAL_PLACES = "Several paragraphs fit. Give one of these: {places}"
NOT_AN_ANSWER = "That is not an answer of mine, or I no longer have it. Nothing was kept."
UNFIT = "This question cannot become a phrasing, because {why}. Nothing was kept."
PROPOSED = "Thank you. It waits for a decision: /policy-feedback phrasings"
NOT_PROPOSED = "The paragraph or the answer has changed meanwhile, so nothing was kept."
PHRASINGS_HINT = (
    "Each is a question that people asked, with the paragraph that answers it. What you accept "
    "helps the search from the next edition on and is never shown as guidance. Decline what names "
    "anybody or what the paragraph does not answer. Others: /policy-feedback phrasings accepted, "
    "or declined."
)
PHRASING_DONE = {
    "accepted": "Accepted. It goes into the next edition.",
    "declined": "Declined. It goes into no edition from now on.",
}
PHRASING_TAKEN = "Somebody else decided on this one before you: it is {decision}. Nothing changed."
PHRASING_GONE = "That proposal is gone. Nothing was changed."
PARAGRAPH_CHANGED = (
    "This paragraph has changed or is gone since, so it would go into no edition. Decline it."
)
UNCORRECTED_HINT = (
    "Of the last 28 days, newest first: questions that found nothing, and those whose answer got "
    "a thumb down. If a paragraph answers one, name it."
)
REASON_WORDS = {
    "not_the_answer": "not the answer",
    "wrong_paragraph": "wrong or out of date",
    "hard_to_understand": "hard to understand",
    "missing": "something is missing",
}
SIGN = {
    Status.NEW: "🔵",
    Status.CLAIMED: "🟡",
    Status.UNDER_REVIEW: "🟡",
    Status.NEEDS_INFORMATION: "🟠",
    Status.ACCEPTED: "🟢",
    Status.NO_CHANGE: "⚪",
    Status.MERGED: "⚪",
    Status.WITHDRAWN: "⚪",
    Status.DONE: "🟢",
}
"""A colour beside the word, never instead of it."""
