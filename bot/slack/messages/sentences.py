"""Everything the bot says that is not guidance: short, plain, with what to do next."""

from __future__ import annotations

STATUS = "Looking in the guidance…"

HELP = (
    "Ask me a question about the safeguarding reports in your own words. I quote the paragraphs "
    "that answer, word for word, with their numbers. Leave out children's names and details. "
    "In a channel, mention me; for a private answer use /ask. "
    "To tell those who make the policy what should change, use /policy-feedback."
)
THANKS = "You are welcome."
GREETING = (
    "Hello. Ask me a question about the safeguarding reports, and I will quote the paragraphs "
    "that answer it."
)
INVITED = (
    "Thank you for inviting me. Mention me with a question and I answer in the thread, quoting "
    "the safeguarding reports word for word. For a private answer use /ask. Please leave out "
    "children's names and details."
)
UNKNOWN_COMMAND = "I do not know {command}. Type /ask and your question."
ADMIN_ONLY = (
    "That command is for administrators of this assistant. Ask yours to add you to GUIDANCE_ADMINS."
)
ADMIN_AT_HOME = "The administration is on my Home tab: open it from the list of apps."

APOLOGY = (
    "I am sorry: I could not answer this, and I have stopped trying. "
    "Nothing you did was wrong. Please ask again in a few minutes."
)
TOO_MANY = (
    "You have asked many questions in a short time. Please ask this one again in {seconds} seconds."
)
PAUSED = "Answers are paused: {reason}. Please ask again later, or ask your supervisor now."
OTHER_ORGANISATION = (
    "I only answer members of the workspace I belong to. "
    "Please ask a colleague there, or read the published reports."
)
GUEST = "I do not answer guests in this workspace. Please ask a colleague who is a member."
SHARED_CHANNEL = (
    "This channel is shared with another organisation, so I do not answer here. "
    "Write to me directly and I will answer you there."
)
UNSEEN_CHANNEL = (
    "I cannot see who reads this conversation, so I do not answer here. "
    "Write to me directly and I will answer you there."
)
DIRECTLY_INSTEAD = "I could not answer where you asked, so I answer you here."
CANNOT_SHARE = (
    "I could not share this here: the channel is shared with another organisation, "
    "or I cannot see who is in it. Invite me to the channel and press Share again."
)
ANSWER_GONE = "I no longer have that answer. Please ask the question again."
NO_MORE = "There is nothing more on this in the guidance."
WINDOW_FAILED = "I could not open that window in time. Please press the button again."
PARAGRAPH_GONE = "That paragraph is not in the present edition. Please ask the question again."
FEEDBACK_OFF = (
    "Sending policy feedback is not switched on in this workspace yet. Nothing was sent. "
    "Please tell your policy lead directly for now."
)
VOTE_THANKS = "Thank you. Your answer was saved."
REASONS_THANKS = "Thank you. What you wrote was saved without any personal details."

PROMPTS = (
    "Who should be on a Local Safeguarding Children Board?",
    "What did the Government say about social work caseloads?",
    "What should a serious case review's executive summary contain?",
    "What should happen when a child is first referred?",
)
PROMPTS_TITLE = "Ask about the safeguarding reports"
