"""One message taken apart: what is chatter, what is told and what is asked, and how it stands to the messages before it."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.queries.entities import entities_in
from assistant.queries.words import words_of

Move = Literal["on", "shift", "return", "correct"]

LONG_ASK = 40
"""Words from which a question says by itself what it is about."""
_READ = 800
"""Characters read at the beginning and at the end of a long message."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n+")
_CHATTER = re.compile(
    r"^(?:(?:thanks?(?: you)?(?: very much| a lot)?|cheers|great|good|perfect|brilliant|lovely"
    r"|understood|noted|got it|i see|fair enough|fine"
    r"|ok(?:ay)?|right|so|well|hi|hello|hey|sorry|please|quick (?:one|question)|one more(?: thing"
    r"| question)?|good (?:morning|afternoon|evening)"
    r"|(?:yes|yeah|no problem|ah|oh|hm+))\b[\s,.!:;\u2013\u2014-]*)+",
    re.IGNORECASE,
)
_ONE_CHILD = re.compile(
    r"\b(?:a|the|this|our|my|one)\s+(?:\w+\s+){0,2}?(?:mum|mam|mother|dad|father|child|baby|toddler"
    r"|boy|girl|lad|teenager|son|daughter|family|parent)\b(?=[^.?!]{0,600}\b(?:i|i'm|my|me|we)\b"
    r"|[^.?!]{0,600}\bnext door\b)"
    r"|\b(?:i|i'm|my)\b[^.?!]{0,40}\b(?:mum|mam|dad|baby|toddler|lad|a child|this child|a boy|a girl)\b|\blad of \d",
    re.IGNORECASE,
)
_ONLY_CHATTER = re.compile(
    r"^\W*+(?:(?:yes but|ok(?:ay)?|right|yes|yeah|yep|no|hm+|mm+|ah|oh|thanks?|thank you|ta|cheers|useful"
    r"|perfect|good|great|fine|brilliant|lovely|noted"
    r"|understood|that(?:'s| is| was)? (?:useful|helpful|helped|good|great|fine|clear)|it was useful"
    r"|i (?:know|see|agree)(?: with that)?|and|so|well|wow|oops"
    r"|got it|fair enough|morning|afternoon|evening|hello|hi|hey|again|please|very|a lot"
    r"|answer|you)\b\W*+)++$",
    re.IGNORECASE,
)
_PREFACE = re.compile(
    r"^([^-:?.!]{3,60})(?:\s[-\u2013\u2014]+|:)\s+(?=(?:what|how|who|why|when|where|which|is|are|does"
    r"|do|did|can|should|would)\b)",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^(?:(?:can|could|would) you (?:please )?(?:tell me|explain|say|remind me)\s+"
    r"|tell me\s+|i(?:'d| would) like to know\s+|do you know\s+|i (?:want|need|have) to (?:know|understand)\s+)",
    re.IGNORECASE,
)
_SHIFT = re.compile(
    r"^\W*(?:(?:on |in )?(?:(?:a|an|one) )?(?:(?:totally|completely|quite|something) )?(?:different"
    r"|another|new|separate|unrelated|other)(?: (?:question|topic|subject|thing|matter|note|one|issue"
    r"|section|query|item|point))?(?: (?:is|was)(?: about)?)?"
    r"|my (?:other|next|second) (?:question|query|point)(?: (?:is|was)(?: about)?)?"
    r"|(?:let's )?(?:leave|drop|park|forget) (?:that|this|it)(?: (?:for now|there|aside|one|then"
    r"|please))?|(?:to )?chang(?:e|ing) (?:of )?(?:the )?(?:subject|topic|tack)|moving on"
    r"|next (?:question|topic|subject)"
    r"|never mind|something else|switching (?:subject|topic|tack)s?|on to something else|unrelated(?:ly)?"
    r"|separately|enough (?:of|about) (?:that|this))\b"
    r"(?!\s+(?:council|place|authority|stage|way|approach|kind|sort|from|to\b|between))(?:,? (?:now"
    r"|though|please|entirely|then))?\s*(?:[-:.,;!\u2013\u2014]+|$)\s*",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"^\W*(?:let's )?(?:leave|drop|park|forget(?: about)?|never mind|enough (?:of"
    r"|about))\s++[\w'\u2019 -]{2,30}?(?:,? (?:for now|there|aside"
    r"|then))?\s*[.,;:!\u2013\u2014]+\s+(?=(?:what|how|who|why|when|where|which|is|are|does|do|did|can"
    r"|should)\b)",
    re.IGNORECASE,
)
_RETURN = re.compile(
    r"^\W*(?:(?:so|ok|okay|right|and|but|now|then|thanks|thank you|understood|fine|please|let's|let us"
    r"|can we|could we|if we)\b[\s,.!]*)*"
    r"(?:(?:go|going|come|coming|get|getting|turning)\s+)?(?:back"
    r"|return(?:ing)?)\s+to\s++(?P<what>[^,.;:?!\u2013\u2014]+?)(?<!\s)(?:\s++(?:then|please|now|again"
    r"|for a (?:moment|minute|second)))?\s*(?:[,.;:?!\u2013\u2014]+|\s-+\s|$)\s*",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"^\W*(?:(?:ok|so|and|now)\W+)*(?P<what>(?:the |our )?[\w' -]{3,30}?) again\s*[:,;-]\s*", re.IGNORECASE
)
_CORRECTS = re.compile(
    r"\bi meant?\b(?! to\b)|\b(?:strike|scrap) that\b|\bi'm after\b|\bi (?:should"
    r"|ought to) have said\b|\bmake that\b|\bi was (?:asking"
    r"|thinking) (?:about|of)\b|\bcorrection\b|\bmy mistake\b|\bwrong (?:one|h|name|place|council)\b"
    r"|^\W*(?:(?:sorry|oops|argh|ah|no|wait|hang on|hold on|actually|er|um)\b[\s,.!-]*)+(?:not\b"
    r"|it's\b)|^\W*(?:(?:sorry|oops|argh)\b[\s,.!:-]*)+(?=\S)"
    r"|^\W*not\s+[\w' -]{2,30}[,;.:\u2013\u2014-]|^\W*no,\s",
    re.IGNORECASE,
)
_LONGEST_CORRECTION = 16


@dataclass(frozen=True)
class Turn:
    """A message: `ask` is its question without chatter, `told` what it tells before; `what` the subject it goes back to."""

    ask: str
    told: str
    move: Move
    what: str = ""


def read_turn(text: str) -> Turn:
    """Return the message taken apart. The words of `ask` and `told` are the user's own."""
    text = re.sub(r"\s+", " ", text if len(text) <= 2 * _READ else f"{text[:_READ]} {text[-_READ:]}").strip()
    move, what, rest = _move(text)
    sentences = [s for s in _SENTENCE.split(rest) if s.strip()]
    asks = [n for n, sentence in enumerate(sentences) if asks_something(sentence)]
    if not asks or len(words_of(rest)) <= 14:
        short = len(words_of(rest)) <= LONG_ASK // 2
        return Turn(_without_chatter(rest), "", move, what) if short else Turn("", rest, move, what)
    first = asks[0]
    while len(asks) > 1 and asks[-1] - first >= 3:
        asks.pop(0)
        first = asks[0]
    told = [s for n, s in enumerate(sentences) if n < first]
    return Turn(_without_chatter(" ".join(sentences[first:])), " ".join(told), move, what)


def _move(text: str) -> tuple[Move, str, str]:
    opened = _CHATTER.sub("", text)
    for pattern in (_SHIFT, _LEAVES):
        for candidate in (text, opened):
            if (match := pattern.match(candidate)) and len(candidate) > match.end():
                return "shift", "", candidate[match.end() :]
    for pattern in (_RETURN, _AGAIN):
        if match := pattern.match(text):
            return "return", match["what"].strip(), text[match.end() :]
    if len(words_of(text)) <= _LONGEST_CORRECTION and _CORRECTS.search(text):
        return "correct", "", text
    return "on", "", text


def asks_something(sentence: str) -> bool:
    """Return whether a sentence is a question or a request."""
    return sentence.rstrip().endswith("?") or bool(
        re.match(
            r"^\W*(?:(?:and|so|but|ok|then|right|please|now)\W+)*(?:what|which|who|whose|when|where|why|how|is"
            r"|are|was|were|does|do|did|can|could|should|would|will|has|have|give|tell|show|list|write|"
            r"compare|explain|define|name|stage)\b",
            sentence,
            re.IGNORECASE,
        )
    )


def breaks_off(text: str) -> bool:
    """Return whether a message only says that the subject is over."""
    return any((match := pattern.match(text)) and match.end() == len(text) for pattern in (_SHIFT,))


def is_about_a_child(text: str) -> bool:
    """Return whether a message is the writer's own worry about one child or family."""
    return _ONE_CHILD.search(text) is not None


def is_chatter(text: str) -> bool:
    """Return whether a message only thanks, greets or agrees: what was said before it still stands."""
    return _ONLY_CHATTER.match(text) is not None


def _without_chatter(text: str) -> str:
    """Take greetings and thanks off the beginning, unless nothing would be left."""
    if (match := _PREFACE.match(text)) and not any(e.strong for e in entities_in(match[1])):
        text = text[match.end() :]
    for pattern in (_CHATTER, _LEADS, _CHATTER):
        rest = pattern.sub("", text, count=1).strip()
        text = rest if len(words_of(rest)) > 1 or not pattern.match(text) or (rest and pattern is _CHATTER) else text
    return text
