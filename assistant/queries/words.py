"""Words as the package compares them: a normal form, and the words that carry no subject."""

import re
from dataclasses import dataclass

_IRREGULAR = {"children": "child"}
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")


@dataclass(frozen=True)
class Word:
    """A word of a text with its place, and its normal form."""

    text: str
    start: int
    end: int
    form: str


def words_of(text: str) -> list[Word]:
    """Return the words of `text` in order; a hyphen parts words."""
    return [Word(m[0], m.start(), m.end(), normal_word(m[0])) for m in _WORD.finditer(text)]


def normal(text: str) -> str:
    """Return `text` as normal words parted by single spaces: lower case, without possessives, plurals and hyphens."""
    return " ".join(word.form for word in words_of(text))


def normal_word(word: str) -> str:
    """Return one word in lower case without a possessive or a plural's s; children is child."""
    plain = re.sub(r"['\u2019]s?$", "", word.casefold().replace("\u2019", "'"))
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    if re.fullmatch(r"[A-Z]{2,}s", word):
        return plain[:-1]
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")) else plain


FUNCTION_WORDS = frozenset(
    normal_word(word)
    for word in """
    a an the this that these those it its they them their theirs he she him her his hers we us our ours i me my you
    your yours one ones who whom whose what which when where why how whether if and or but so then than also too as at
    by for from in into of off on onto out over to under up upon with without within about after before between during
    through until against across around per via versus vs is are was were be been being am do does did doing done has
    have had having can could should would will shall may might must ought not no nor never n't don't didn't doesn't
    isn't aren't wasn't weren't won't can't couldn't wouldn't shouldn't there's it's that's what's who's where's how's
    it'll they'll that'll who'll there'll they're they've they'd they'll we're we've we'd i'm i've i'd i'll you're
    let's there here now just only really actually even still yet ever again already quite very much more most less
    least some any all both each either neither other another same such own few many lot lots bit ok okay right well
    yes please pls thanks thank thx ta btw while sorry oops argh hi hey oh ah um er anyway roughly exactly normally
    usually perhaps maybe
    """.split()
)
"""Words that say nothing of a subject."""

LIGHT_WORDS = frozenset(
    normal_word(word)
    for word in """
    get gets got getting go goes going went gone come came make makes made making take takes took taken taking put
    give gave given happen happens happened work works worked working say says said tell told know knows think mean
    means meant need needs want wants look looks looking like thing things way ways kind sort part time times long
    year years month months day days week weeks explain summarise describe define write writing read reading remember
    mention mentioned discussed often soon stage one two three four five six seven eight nine ten moment idea question
    point terms plain today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december morning good bad better worse best
    worst new first last next back help helps helped use used show find found ask asked start started
    """.split()
)
"""Words that a question is often made of, and that alone do not say what it is about."""


def content_words(text: str) -> list[Word]:
    """Return the words of `text` that are neither function words nor numbers nor single letters."""
    return [
        w
        for w in words_of(text)
        if not {w.form, w.text.casefold()} & FUNCTION_WORDS and len(w.text) > 1 and not w.text.isdigit()
    ]


def heavy_words(text: str) -> list[Word]:
    """Return the content words that can say what a question is about."""
    return [word for word in content_words(text) if word.form not in LIGHT_WORDS]
