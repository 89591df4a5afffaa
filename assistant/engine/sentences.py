"""Text to sentence spans: the unit that a signal quotes."""

import re

_BULLET = re.compile(
    r"^\s*(?:[-–—*•·▪◦‣]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,5}[.)]|#{1,6}|>|\|)(?:\s|$)"
)
_SPEAKER = re.compile(r"^\s*[A-Z][\w .'’-]{0,40}:\s")
_END = re.compile(r"[.!?…]+[\"'”’)\]»*_]*(?=\s)")
_INLINE_BULLET = re.compile(r"(?<=\s)(?:[•▪◦‣])(?=\s)")
_OPENERS = "\"'“‘([«*_"
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "rev",
        "revd",
        "hon",
        "cllr",
        "cllrs",
        "supt",
        "insp",
        "sgt",
        "pc",
        "det",
        "ch",
        "st",
        "messrs",
        "esq",
        "jr",
        "sr",
        "no",
        "nos",
        "para",
        "paras",
        "p",
        "pp",
        "s",
        "ss",
        "sec",
        "fig",
        "figs",
        "vol",
        "art",
        "cl",
        "ref",
        "refs",
        "approx",
        "circa",
        "c",
        "ca",
        "vs",
        "v",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "cf",
        "viz",
        "etc",
        "al",
        "incl",
        "excl",
        "dept",
        "dir",
        "asst",
        "gov",
        "hosp",
        "univ",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "tel",
        "ext",
        "hrs",
        "hr",
        "min",
        "mins",
        "wk",
        "wks",
        "yr",
        "yrs",
        "avg",
        "max",
        "est",
        "a.m",
        "p.m",
        "am",
        "pm",
        "u.k",
        "ltd",
        "plc",
        "co",
        "inc",
        "app",
    ]
)
_WRAPPED_LINE = 60
"""A line at least this long with no full stop is taken to go on in the next line."""


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) character offsets of the sentences of `text`, in order.

    A list item, a table row, a heading or a speaker's turn is a sentence of its own. The spans do not overlap, are stripped and not
    empty, and together cover every character that is not white space.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        spans.extend(_split_block(text, start, end))
    return spans


def _blocks(text: str) -> list[tuple[int, int]]:
    """Offsets of runs of lines that belong together: hard-wrapped prose is joined, everything else is one line each."""
    blocks: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if not line.strip():
            continue
        if blocks and _continues(text[blocks[-1][0] : blocks[-1][1]], text[blocks[-1][1] : start], line):
            blocks[-1] = (blocks[-1][0], position)
        else:
            blocks.append((start, position))
    return blocks


def _continues(previous: str, gap: str, line: str) -> bool:
    """Whether `line` goes on with the sentence that `previous` left open."""
    last = previous.rstrip().splitlines()[-1] if previous.strip() else ""
    if gap.strip("\r\n") or previous.endswith(("\n\n", "\r\n\r\n")) or len(last) < _WRAPPED_LINE or "|" in last + line:
        return False
    if _BULLET.match(line) or _SPEAKER.match(line):
        return False
    return last[-1] not in '.!?…:;"”' and line.lstrip()[:1].islower()


def _split_block(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start]
    block = text[start:end]
    if block.count("|") < 2:
        cuts += [start + match.end() for match in _END.finditer(block) if _is_end(block, match)]
        cuts += [start + match.start() for match in _INLINE_BULLET.finditer(block)]
    cuts = sorted({*cuts, end})
    return [span for left, right in zip(cuts, cuts[1:], strict=False) if (span := _strip(text, left, right))]


def _is_end(block: str, match: re.Match[str]) -> bool:
    """Whether the full stop, or its like, that `match` found ends a sentence."""
    after = block[match.end() :].lstrip()
    if not after:
        return False
    before = block[: match.start()]
    words = before.split()
    word = words[-1].lstrip("(\"'“‘[") if words else ""
    if not word or (_BULLET.match(block[: match.end() + 1]) and len(words) == 1):
        return False
    mark = match.group()
    first = after[0]
    if mark.startswith("."):
        lowered = word.lower()
        if mark.startswith(("..", "…")) and first.islower():
            return False
        if (
            len(mark) == 1
            and lowered in _ABBREVIATIONS
            and not (lowered in {"etc", "am", "pm", "a.m", "p.m"} and first.isupper())
        ):
            return not first.isalnum() and first not in _OPENERS
        if len(mark) == 1 and len(word) == 1 and word.isalpha() and word.isupper() and word != "I":
            return False
    if mark.startswith("…") and first.islower():
        return False
    if mark[-1] in "\"'”’)" and first.islower():
        return False
    return True


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
