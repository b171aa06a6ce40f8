"""What a question asks for beside its topic: a date, a list, a form, an outcome, advice.

A report tells of a plan without its cost, of a group without its members: the topic is there and
the facet asked for is not. Facets are only signs; `index.answerability` weighs them.
"""

from __future__ import annotations

import re

_PATTERNS = {
    "person": r"\bwho\b|\bwhose\b|\bwho's\b|\bnames?\b|\bnamed\b|"
    r"\bwhich (?:person|minister|judge|director|governor)",
    "date": r"\bwhen\b|\bwhen's\b|\bdates?\b|\bdeadline\b|\bhow soon\b|\bby when\b|"
    r"\b(?:what|which) (?:year|month|day)s?\b",
    "duration": r"\bhow long\b|\btime ?(?:limit|scale|frame)|\bhow often\b|\bhow quick|"
    r"\bhow frequent|\bhow (?:many|few) (?:days|weeks|months|years|hours|times)\b|\bhow fast\b|"
    r"\bweeks\b|\bhours\b",
    "count": r"\bhow (?:many|few)\b|\bnumbers?\b(?! (?:for|to))|\bpercent|%|\bproportion\b|"
    r"\bsize\b|\bout of\b|\bcaseload|\bratio\b",
    "money": r"£|\bbudgets?\b|\bhow much\b|\bfund(?:ing|s)?\b|\bspend|\bgrants?\b|\bcash\b|"
    r"\bmoney\b|\bcosts?\b",
    "price": r"\bcosts?\b|\bpay\b|\bpaid\b|\bsalar|\bwages?\b|\bfees?\b|\ballowance|"
    r"\brates?\b|\bprice|\bfines?\b|\bcharged?\b|\bearn",
    "contact": r"\b(?:phone|telephone|tel|fax|email|e-mail|website|web|helpline|hotline|url|link|"
    r"login|log in|address|postcode)\b|\bcontact (?:details|no|number)|"
    r"\bwho do i (?:ring|call|contact|email)",
    "place": r"\bwhere\b|\bwhere's\b|\bvenue|\blocation|\bsites\b|"
    r"\bwhich (?:\w+ )?(?:town|city|areas?|sites?|council|authorit|trusts?|region|school|place)",
    "list": r"\blist\b|\bwhat are the\b|\bname all\b|\bwho are\b|\bwho sits\b|"
    r"\b(?:which|the) (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
    "document": r"\bforms?\b|\btemplate|\bdownload|\bcopy\b|\bwording\b|\bleaflet|\bpage\b|"
    r"\bagenda\b|\bscript\b|\bsample\b|\bchecklist\b",
    "outcome": r"\bresults?\b|\boutcomes?\b|\bdid .*(?:work|help|cut|drop|fall|improve)|"
    r"\bwhat happened\b|\bfind\b|\bfound\b|\bfewer\b|\bdrop\b|\bimpact\b|\bdecide|\bscored?\b|"
    r"\bgrades?\b|\brated\b|\brating\b|\bwent (?:up|down)\b|\bfindings\b|\bconclu",
    "content": r"\bwhat (?:does|did|do|will) .*(?:say|recommend|tell|advise|suggest|ask)|"
    r"\bcriteria\b|\bdefinition\b|\bmean\b|\bsays?\b|\brecommend",
    # Reports say what is done, not how to do it.
    "how_to": r"\bhow (?:do|should|can|would|must) (?:i|we|you|a)\b|\bshould (?:i|we)\b|"
    r"\bwhat (?:should|do|can) (?:i|we)\b|\bcan (?:i|we|you|parents?)\b|\bam i\b|"
    r"\bdo (?:i|we)\b|\bmust i\b|\bbest way\b|\bideas\b|\btips\b",
    "highest": r"\bbest\b|\bworst\b|\blowest\b|\bhighest\b|\bmost\b|\bleast\b|\bbiggest\b|\btop\b",
    "share": r"\beach\b|\bper\b|\bmy (?:area|council|borough|school|trust|surgery)\b|\bevery\b|"
    r"\bsplit\b|\bby (?:area|region|authority)",
    "total": r"\btotal\b|\bnational(?:ly)?\b|\boverall\b|\baltogether\b|\bin all\b|\baverage\b|"
    r"\bminimum\b|\bmaximum\b|\blimit\b",
    "exact": r"\bexact(?:ly)?\b|\bprecise|\bactually\b|\bspecific|\bname of\b",
    "present": r"\b(?:last|this|next) (?:year|yr)\b|\bnow\b|\bcurrent(?:ly)?\b|\blatest\b|"
    r"\bin the end\b|\bso far\b",
    "age": r"\bhow old\b|\bage\b|\baged\b",
}
_COMPILED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}
NAMES = tuple(_PATTERNS)


def facets(question: str) -> frozenset[str]:
    """The names of the facets that a question asks for."""
    return frozenset(name for name, found in _COMPILED.items() if found.search(question))


def bits(names: frozenset[str]) -> int:
    """A set of facets as one number, so that thousands can be compared at once."""
    return sum(1 << at for at, name in enumerate(NAMES) if name in names)
