"""Words of a text as search terms: lower-cased, stemmed (Snowball English), stop words marked."""

from __future__ import annotations

import re
from functools import lru_cache
from threading import local

import Stemmer

_TOKEN = re.compile(r"£?\d[\d,./]*\d|£?\d|[^\W\d_]+(?:&[^\W\d_]+)?(?:['’][^\W\d_]+)?")
_FUNCTION_WORDS = (
    "a about after again all also am an and any anybody anyone anything are aren't around as at "
    "away be because been before being both but by can can't cannot could couldn't did didn't do "
    "does doesn't doing don't done down each either else ever every for from get gets getting go "
    "goes going gone got had hadn't has hasn't have haven't having he he's her here hers him his "
    "how how's i i'd i'll i'm i've if in into is isn't it it's its itself just let let's like "
    "made make makes making me might mine more most much must my myself no nor not now of off on "
    "once one only onto or other our ours out over own please quite rather really s same say says "
    "saying said she she's should shouldn't so some somebody someone something such t than that "
    "that's the their theirs them themselves then there there's these they they're they've thing "
    "things this those through to too under until up upon us very via was wasn't we we're we've "
    "well were weren't what what's when when's where where's whether which while who who's whom "
    "whose why why's will with within without won't would wouldn't yes yet you you'd you're you've "
    "your yours tell know want wanted need needs hi hello hey thanks thank anyway actually "
    "supposed meant mean means happen happens happening happened find give given gives put take "
    "takes taking taken come comes coming came use used using us em bit lot lots kind sort way "
    "ways still ever never always maybe perhaps ok okay basically stuff new"
)
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
_stemmers = local()


def words(text: str) -> list[str]:
    """The words of a text, lower-cased, in order; a possessive loses its "'s"."""
    return [word for word, _, _ in word_spans(text)]


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as in `words`, each with its start and end in the text."""
    return [(_bare(found.group()), *found.span()) for found in _TOKEN.finditer(text)]


def _bare(token: str) -> str:
    """A token lower-cased, less the possessive."""
    word = token.lower().replace("’", "'")
    return word[:-2] if word.endswith("'s") else word.rstrip("'")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball stem of one lower-cased word. Figures are kept, less thousands' commas."""
    if word[0].isdigit() or word[0] == "£":
        return word.replace(",", "").strip("./")
    # A PyStemmer object is not safe to share between threads.
    if not hasattr(_stemmers, "english"):
        _stemmers.english = Stemmer.Stemmer("english")
    stemmed: str = _stemmers.english.stemWord(word.replace("'", ""))
    return stemmed


def stems(text: str) -> list[str]:
    """The stems of every word of a text, stop words included, in order."""
    return [stem(word) for word in words(text)]


def salient(text: str) -> list[str]:
    """The words of a text that carry meaning, in order."""
    return [word for word in words(text) if word not in STOP_WORDS]


def salient_stems(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order."""
    return [stem(word) for word in salient(text)]
