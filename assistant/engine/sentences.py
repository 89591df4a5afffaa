"""Text to sentence spans: the unit that a signal quotes."""

import itertools
import re

_BULLET = re.compile(
    r"^\s*(?:[-–—*•·▪◦‣]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,5}[.)]|#{1,6}|>|\|)(?:\s|$)"
)
_SPEAKER = re.compile(r"^\s*[A-Z][\w .'’-]{0,40}:\s")
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]»*_]*+(?=\s)")
_INLINE_BULLET = re.compile(r"(?<=\s)[•▪◦‣](?=\s)")
_BEFORE_NAME = frozenset(
    "mr mrs ms miss dr prof rev revd hon cllr cllrs supt insp sgt pc det ch st messrs asst dept gov univ e.g i.e eg ie cf viz "
    "vs v approx circa ca excl incl".split()
)
"""Words whose full stop never ends a sentence."""
_BEFORE_NUMBER = frozenset(
    "no nos para paras p pp s ss sec fig figs vol art cl ref refs app ext tel c max min avg est jan feb mar apr jun jul aug sept "
    "sep oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
"""Words whose full stop does not end a sentence before a number or a small letter."""
_BEFORE_SMALL = frozenset("etc al hrs hr mins wk wks yr yrs a.m p.m am pm u.k ltd plc co inc esq jr sr".split())
"""Words whose full stop does not end a sentence before a small letter."""
_WRAPPED_LINE = 60
"""A line at least this long with no full stop is taken to go on in the next line."""
_LOOK_BACK = 200


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) character offsets of the sentences of `text`, in order.

    A list item, a table row, a heading or a speaker's turn is a sentence of its own. The spans do not overlap, are stripped
    and not empty, and together cover every character that is not white space.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        spans.extend(_split_block(text, start, end))
    return spans


def _blocks(text: str) -> list[tuple[int, int]]:
    """Offsets of runs of lines that belong together: hard-wrapped prose is joined, everything else is one line each."""
    blocks: list[tuple[int, int]] = []
    position, blank = 0, True
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if not line.strip():
            blank = True
            continue
        if not blank and _continues(text[max(blocks[-1][0], start - _LOOK_BACK) : start], line):
            blocks[-1] = (blocks[-1][0], position)
        else:
            blocks.append((start, position))
        blank = False
    return blocks


def _continues(previous: str, line: str) -> bool:
    """Whether `line` goes on with the sentence that the text just before it left open."""
    last = previous.rstrip().splitlines()[-1]
    if len(last) < _WRAPPED_LINE or "|" in last + line or _BULLET.match(line) or _SPEAKER.match(line):
        return False
    return last[-1] not in '.!?…:;"”' and line.lstrip()[:1].islower()


def _split_block(text: str, start: int, end: int) -> list[tuple[int, int]]:
    block, cuts = text[start:end], {start, end}
    if block.count("|") < 2:
        cuts |= {start + match.end() for match in _END.finditer(block) if _is_end(block, match)}
        cuts |= {start + match.start() for match in _INLINE_BULLET.finditer(block)}
    spans = (_strip(text, left, right) for left, right in itertools.pairwise(sorted(cuts)))
    return [span for span in spans if span]


def _is_end(block: str, match: re.Match[str]) -> bool:
    """Whether the full stop, or its like, that `match` found ends a sentence."""
    after = block[match.end() : match.end() + _LOOK_BACK].lstrip()
    if not after:
        return False
    first, mark = after[0], match.group()
    words = block[max(0, match.start() - _LOOK_BACK) : match.start()].split()
    word = words[-1].lstrip("(\"'“‘[").lower() if words else ""
    if not word or (len(words) == 1 and _BULLET.match(block[: match.end() + 1])):
        return False
    if first.islower() and (mark.startswith(("..", "…")) or mark[-1] in "\"'”’)"):
        return False
    return mark != "." or not _is_abbreviation(word, first)


def _is_abbreviation(word: str, first: str) -> bool:
    """Whether the full stop after `word`, with `first` the next character, belongs to an abbreviation."""
    initial = len(word) == 1 and word.isalpha() and word != "i" and first.isupper()
    return (
        initial
        or word in _BEFORE_NAME
        or (word in _BEFORE_NUMBER and (first.isdigit() or first.islower()))
        or (word in _BEFORE_SMALL and first.islower())
    )


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
