"""Taking back: which words of a turn say that what was said before was wrong, and how much of it they mean.

"Scrap that, wrong window" means the turn before. "I was wrong about the police, the rest stands" means what it said of the police.
"Caseloads are 33, not 38" corrects a number and takes back nothing: the sign is the same.
"""

import re

_PART_IS_WRONG = (
    r"\b(?:bit|part|thing)s?\s++(?:(?:about|in|on|from)\s++(?:(?!(?:is|was|are|were)\b)[\w']++\s++){1,6})?"
    r"(?:is|was|are|were)\s++(?:all\s++)?wrong\b"
)
_TAKEN_BACK = re.compile(
    _PART_IS_WRONG
    + r"""|\b(?:scrap|scrub|ignore|disregard|strike|bin)\s+(?:that|this|it|all\s+(?:that|of\s+that)|the\s+(?:above|last|first|previous|earlier)|my\s+(?:last|first|previous|earlier))\b
    | \b(?:sorry|apologies|hang\s+on|no|wait)\b[^.?]{0,60}\b(?:wrong|other|two)\s+(?:window|windows|file|files|council|authority|document|attachment|bundle|tab|borough|county)\b
    | \bthe\s+wrong\s+(?:window|file|council['’]?s?|authority['’]?s?|document|bundle)\b
    | \b(?:i(?:['’]ve|\s+have|['’]d|\s+had)?|we)\s+(?:misread|mixed\s+up|muddled|got\s+(?:it|that)\s+wrong|had\s+(?:it|that)\s+wrong|misheard|misunderstood)\b
    | \bgot\s+(?:it|that)\s+wrong\b
    | \bi\s+(?:(?:need|have|want|ought)\s+to\s+)?take\s+(?:that|it|this|all\s+that)\s+(?:all\s+)?back\b
    | ^(?:sorry[,.\s]+|no[,.\s]+)*correction\b
    | \bi\s+(?:need|have|want|ought)\s+to\s+(?:correct|withdraw)\b | \bcorrect\s+that\b
    | \b(?:that|it|this|those)(?:['’]s|\s+is|\s+was|\s+were)\s+(?:my\s+(?:last|old|previous)|the\s+(?:next|other|last|previous)|another\s+(?:council|authority|borough)
        |next\s+door|not\s+us\b|where\s+i\s+was)
    | \b(?:i\s+was|we\s+were|i['’]m)\s+(?:quite\s+|just\s+)?wrong\s+about\b | \bmy\s+mistake\b
    | \b(?:made\s+up|fictional|pretend)\s+(?:county|council|case)\b | ^(?:ok\s+so\s+|i)[^.]{0,60}\.\s*not\s+true\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPENS_CORRECTION = re.compile(
    r"^\W*(?:actually|sorry|apologies|no|wait|hang on|oh|correction|scrap|scrub|strike|ignore|disregard|oops)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_OTHER_PLACE = re.compile(
    r"\b(?:council|authority|borough|county|next door|last (?:place|job)|previous|neighbour\w*|where i was|not us|another)\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    _PART_IS_WRONG
    + r"""
    | \b(?:wrong|mistaken|misread|misheard|muddled|mixed\s+up)\s+(?:about\s+|on\s+)?(?:the|our|my|their|those)\b
    | \b(?:rest|remainder|others?|everything\s+else|(?:first|second|last|other)\s+(?:part|half|bit|point))\s+
      (?:of\s+\w+\s+)?(?:is|are|was|still)?\s*
      (?:stands?|holds?|right|true|correct|fine)\b
    | ^(?:sorry[,.\s]+|no[,.\s]+)*correction\s*: | \bmy\s+mistake\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WHOLLY = re.compile(
    r"\bwrong\s+(?:window|file|council|authority|document|attachment|bundle|tab|borough|county|paste|one)"
    r"|\ball\s+(?:of\s+)?(?:that|it|this)\b",
    re.IGNORECASE,
)
_MISTAKE = re.compile(
    r"\b(?:misread|misheard|misunderstood|mixed\s+up|muddled|mistake|mistaken|correction|correct)\b|\b(?:got|had)\s+(?:it|that)\s+wrong\b",
    re.IGNORECASE,
)
_FIGURE = r"(?:(?<![\d.,])\d++(?:[.,]\d++)*+(?:\s?%)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half)"
_NUMBER_PUT_RIGHT = re.compile(
    rf"\b{_FIGURE}\b[^.;]{{0,25}}?,?\s+(?:and\s+)?(?:not|rather\s+than|instead\s+of)\s+{_FIGURE}\b|\bnot\s+{_FIGURE}\b[^.;]{{0,25}}\bbut\s+{_FIGURE}\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"[a-z]{4,}")
_PREFIX = 5
"""Letters by which two words count as one: "posts" and "post's", "meeting" and "meetings"."""
_OF_CORRECTING = frozenset(
    word[:_PREFIX]
    for word in """
    sorry wrong that this about those were with message thing first second last turn file council authority document window from have what
    been they them their there rest right part stands ours ignore scrap correction mistake misread mine another other borough county next
    door colleague note pasted said says which read email bundle meant mean will would could just only also muddled mixed actually
    mistaken earlier before previous everything else still true line point comment number figure correct again want need tell told when
    """.split()
)


def takes_back(sentence: str, in_conversation: bool) -> bool:
    """Return whether `sentence` says that what came before it was wrong or about another place.

    Outside a conversation only a sentence that opens as a correction counts; what stands in quotation marks never does.
    """
    own_words = _QUOTED.sub(" ", sentence)
    if not in_conversation and not _OPENS_CORRECTION.match(own_words):
        return False
    return _TAKEN_BACK.search(own_words) is not None


def names_other_place(sentence: str) -> bool:
    """Return whether a sentence that takes something back says that it was about another place."""
    return _OTHER_PLACE.search(sentence) is not None


def takes_back_a_part(turn: str) -> bool:
    """Return whether a turn that takes something back means a part of what was said ("the police bit is wrong"), or puts a number right."""
    if _WHOLLY.search(turn):
        return False
    return bool(_PARTLY.search(turn) or _NUMBER_PUT_RIGHT.search(turn))


def owns_to_a_mistake(sentence: str) -> bool:
    """Return whether a correction says that something was got wrong, without saying that all of it goes: what follows says what."""
    return _MISTAKE.search(sentence) is not None and not _WHOLLY.search(sentence)


def puts_a_number_right(sentence: str) -> bool:
    """Return whether a correction only gives another number: "caseloads are 33, not 38"."""
    return _NUMBER_PUT_RIGHT.search(sentence) is not None


def is_meant(sentence: str, correction: str) -> bool:
    """Return whether a correction of a part is about what `sentence` says: they share a word that is not one of correcting."""
    return words_shared(sentence, correction) > 0


def words_shared(sentence: str, correction: str) -> int:
    """Return how many words two sentences share that are none of correcting."""
    return len(_words(sentence) & _words(correction))


def _words(text: str) -> set[str]:
    return {word[:_PREFIX] for word in _CONTENT.findall(text.lower())} - _OF_CORRECTING
