"""Does a message name a passage and nothing else, or put a question beside an opinion?

Written as rules, because the learned model must not be able to overrule them: a look-up that is
taken for a greeting, or a question that is taken for feedback, would go unanswered.
"""

from __future__ import annotations

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_PASSAGES = _words(
    "project projects rec recs recommendation recommendations para paras paragraph "
    "paragraphs annex "
    "annexe annexes appendix appendices section sections chapter chapters page pages "
    "table figure "
    "box bullet bullets part item point footnote pp pg"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth last final next previous"
)
_NUMBERS = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    f"hundred {_ORDINALS} i ii iii iv v vi vii viii ix x xi xii"
)
_AROUND = _words(
    "the a of in on from and to or at under no number numbers please pls hi hello hey "
    "thanks ta can "
    "could you i me we see have get need want show find give read quote text wording full exact "
    "again then now also bit about say says said what whats is s does lord laming laming's "
    "progress report reports action plan response government governments working together "
    "guidance document summary year st nd rd th"
)
_TOKEN = re.compile(r"[a-z]+|\d+")
_LONGEST_LOOK_UP = 120  # characters; longer is a story

_PASSAGE_NUMBER = re.compile(
    r"\b(?:projects?|recs?|recommendations?|paras?|paragraphs?|annexe?s?|appendix|"
    r"sections?|chapters?)"
    rf"\s(?:no\.?\s|number\s)?(?:\d{{1,3}}|[a-h]\b|(?:{'|'.join(sorted(_NUMBERS))})\b)",
    re.I,
)

# Where a clause may begin: the start, a mark, or a joining word.
_BEGIN = (
    r"(?:^\W*|[.,;:!?()\u2013-]\s*(?:and |so |but |also |or )?|\b(?:and|but|so|also|plus|just) )"
)
_CLEAR = re.compile(
    _BEGIN + r"(?:is there|are there|any (?:news|word|update|plans?|limit|guidance|"
    r"rule)s? (?:on|of|for|about|to)|"
    r"whats? (?:is|are|was|were|does|do|did|counts?|happens|about|page|number|paragraph|"
    r"rec|section|"
    r"should|the|it|its)\b|what's (?!the point)|which (?:rec|para|page|chapter|section|"
    r"report|one|bit|part|document)\w*|"
    r"where(?:'s|s)? (?:is|are|do|does|can|would|should|in|the)\b|how (?:many|much|long|"
    r"often|do i|do we|does|"
    r"should|soon|old)\b|when(?:'s|s)? (?:is|are|do|does|will|was|were|did|the)\b|"
    r"who (?:is|are|should|does|do|"
    r"chairs?|checks?|decides?|monitors?|inspects?|pays?|signs?|funds?|can|must|else)\b|"
    r"(?:does|do|did) (?:it|the|we|i|schools|gps|they|anyone|any|this|lscbs?|boards?|you have)\b|"
    r"(?:can|could) (?:i|we|a|the|somebody|someone|you) (?:have|see|get|find|tell|show|"
    r"explain|say|ask|still|refer)\b|"
    r"(?:has|have) (?:it|the|that|this|anything|they) |(?:am|are) (?:i|we) (?:right|"
    r"allowed|meant|supposed)|"
    r"(?:is|was) (?:it|that|this|rec|the) .{3,60}(?:\?|\bor not\b|\bnational\b|\blaw\b|"
    r"\btrue\b|\ballowed\b))",
    re.I,
)
_RHETORICAL = re.compile(
    r"\b(?:who|what|why|how|where|when) (?:on earth|the hell|in gods|in god's|the heck)|"
    r"\bwho (?:cares|thought|writes|wrote|dreamt|dreamed|came up|invented|designed|knew|"
    r"needs|has time|in their)\b|"
    r"\bwhat (?:planet|is the point|use|good|a|about (?:us|the))\b|\bwhat's the (?:point|use)\b|"
    r"\bhow (?:is|are|can|could) (?:anyone|anybody|we|i|one|a|they|that|this) |"
    r"\bhow (?:dare|hard|many times|long (?:must|do we have)|come nobody|much longer)\b|"
    r"\bwhen (?:will|are) (?:they|you|anyone|someone|people|ministers|we going)\b|"
    r"\bwhere (?:have you|were you|is the money)|"
    r"\bwhy (?:bother|not|should i|should we)\b|\b(?:do|did|have) (?:they|you|any of you|"
    r"any of them|ministers) (?:not |ever |even |really |think)",
    re.I,
)


def only_looks_up(text: str) -> bool:
    """True for "project six", "third bullet of para 10": a passage named and nothing "
    "said of it."""
    if len(text) > _LONGEST_LOOK_UP:
        return False
    tokens = _TOKEN.findall(text.lower().replace("'", ""))
    named = any(part in _PASSAGES for part in tokens)
    numbered = any(_is_number(part) for part in tokens)
    return named and numbered and all(_in_look_up(part) for part in tokens)


def names_passage(text: str) -> bool:
    """True when a numbered passage of guidance stands anywhere in the message."""
    return _PASSAGE_NUMBER.search(text) is not None


def asks_clearly(text: str) -> bool:
    """True when some clause asks what the guidance says, and is no mere figure of speech."""
    if _RHETORICAL.search(text):
        text = _RHETORICAL.sub("", text)
    return _CLEAR.search(text) is not None


def _is_number(part: str) -> bool:
    return part.isdigit() or part in _NUMBERS or (len(part) == 1 and part in "bcdefgh")


def _in_look_up(part: str) -> bool:
    return part in _PASSAGES or part in _AROUND or _is_number(part)
