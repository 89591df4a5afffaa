"""The day from which a question counts: "March", "last summer", "a year ago", "the peer review", as well as dates in full."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.errors import QuestionError
from assistant.models import UserDocument
from assistant.queries.months import MONTHS
from assistant.queries.words import FUNCTION_WORDS, normal, words_of
from assistant.timeline.dates import sortable
from assistant.timeline.moments import last_day

_SEASONS = {"spring": 5, "easter": 4, "summer": 8, "autumn": 11, "christmas": 12, "winter": 2}
"""The month with which each ends."""
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_DAYS = {"day": 1, "week": 7}
_MONTHS_IN = {"month": 1, "quarter": 3, "term": 4, "year": 12}
_BEGINNING = re.compile(
    r"(?:then|that|the (?:very )?(?:beginning|start|outset|first (?:paper|one|document|report|letter|minutes))|before|the oldest.*"
    r"|(?:we|it|things) (?:began|started)|(?:the )?(?:past|time)|over time)"
)
_LENGTH = re.compile(
    r"(?:(?:the |these |our )?(?P<last>last|past|previous) )?(?:(?:a |the )?(?P<few>few|couple of) )?(?P<n>an?|\d{1,3}|[a-z]+)? ?"
    r"(?P<unit>day|week|month|quarter|term|year)s?(?P<ago> ago| back| before| earlier)?"
)
_BEFORE = re.compile(
    r"(?:at |in |on |from )?(?:this time |the (?:same time|end of) )?last (?P<unit>week|month|quarter|term|year)"
)
_NAMED = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?(?:the )?(?:last |past )?(?P<name>[a-z]+)(?: (?P<day>\d{1,2})(?:st|nd|rd|th)?)?"
    r"(?: (?:of )?(?P<when>this|last) year)?"
)
_PART = re.compile(r"(?:the )?(?P<part>start|beginning|early|middle|mid|end|late|close)(?: of |-| )(?P<of>.+)")
_EARLY, _MIDDLE = ("start", "beginning", "early"), ("middle", "mid")
_LEADS = re.compile(r"^(?:(?:about|around|roughly|at least|in|at|on|back in|the month of) )+")


@dataclass(frozen=True)
class Since:
    """A day that a question counts from. `told` says that its words counted back from the newest paper, `paper` that they named one."""

    day: date | None
    told: bool = False
    paper: str | None = None


def since_of(words: str, papers: Sequence[UserDocument]) -> Since | None:
    """Return the day that `words` mean; its `day` is None where they mean the oldest paper. None for words that name no day.

    A month or season without a year is the last one that was over before the newest of `papers`, and "a year ago" counts back from that.
    """
    said = _LEADS.sub("", " ".join(words.lower().split()).strip(" ,."))
    days = [date.fromisoformat(full) for paper in papers if (full := sortable(paper.date))]
    if not said or _BEGINNING.fullmatch(said):
        return Since(None)
    if (day := _full(said)) is not None:
        return Since(day)
    if not days:
        return None
    if (day := next(_counted(said, max(days)), None)) is not None:
        return Since(day, told=True)
    return _of_a_paper(said, papers)


def _full(said: str) -> date | None:
    """Return the last day of a date with its year, or the day before its beginning."""
    part = _PART.fullmatch(said)
    try:
        whole = last_day(part["of"] if part else said)
    except QuestionError:
        return None
    if part is None or part["part"] not in (*_EARLY, *_MIDDLE):
        return whole
    a_year = re.fullmatch(r"\d{4}", part["of"]) is not None
    first = date(whole.year, 1 if a_year else whole.month, 1)
    return first - timedelta(days=1) if part["part"] in _EARLY else first + (whole - first) / 2


def _counted(said: str, newest: date) -> Iterator[date]:
    """Yield the day of words that count from the newest paper."""
    if before := _BEFORE.fullmatch(said):
        yield _end_before(before["unit"], newest) if "this time" not in said else _back(newest, before["unit"], 1)
    elif (length := _LENGTH.fullmatch(said)) and (length["last"] or length["ago"]):
        yield _back(newest, length["unit"], _count(length))
    elif (named := _NAMED.fullmatch(said)) and (month := MONTHS.get(named["name"]) or _SEASONS.get(named["name"])):
        yield from _named_day(named, month, newest)
    elif (part := _PART.fullmatch(said)) and part["of"] in ("the year", "this year", "last year"):
        year = newest.year - ("last" in part["of"])
        yield date(year - 1, 12, 31) if part["part"] in _EARLY else date(year, 6 if part["part"] in _MIDDLE else 12, 30)


def _end_before(unit: str, newest: date) -> date:
    """Return the last day of the week, month, quarter or year before the newest paper's."""
    if unit == "year":
        return date(newest.year - 1, 12, 31)
    if unit == "month":
        return newest.replace(day=1) - timedelta(days=1)
    return _back(newest, unit, 1)


def _back(newest: date, unit: str, count: int) -> date:
    if unit in _DAYS:
        return newest - timedelta(days=_DAYS[unit] * count)
    number = 12 * newest.year + newest.month - 1 - _MONTHS_IN[unit] * count
    year, month = max(1, number // 12), number % 12 + 1
    return date(year, month, min(newest.day, calendar.monthrange(year, month)[1]))


def _count(length: re.Match[str]) -> int:
    if length["few"]:
        return 2 if length["few"].startswith("couple") else 3
    word = length["n"] or "one"
    if word.isdigit():
        return int(word)
    return _NUMBERS.index(word) if word in _NUMBERS else {"eighteen": 18}.get(word, 1)


def _named_day(named: re.Match[str], month: int, newest: date) -> Iterator[date]:
    """Yield the last such month, season or day of a month that was over before the newest paper."""
    given = named["d"] or named["day"]

    def in_year(year: int) -> date:
        last = calendar.monthrange(year, month)[1]
        return date(year, month, min(int(given), last) if given else last)

    if given == "0" or (given and int(given) == 0):
        return
    if named["when"]:
        yield in_year(newest.year - (named["when"] == "last"))
    else:
        yield in_year(newest.year if in_year(newest.year) < newest else newest.year - 1)


def _of_a_paper(said: str, papers: Sequence[UserDocument]) -> Since | None:
    """Return the day of the newest dated paper whose title has all the words that name something."""
    wanted = {word.form for word in words_of(said) if word.form not in FUNCTION_WORDS} - {"last", "latest", "previous"}
    dated = [(day, paper) for paper in papers if (day := sortable(paper.date))]
    named = [each for each in dated if wanted and wanted <= set(normal(each[1].title.replace("_", " ")).split())]
    if not named:
        return None
    day, paper = max(named, key=lambda each: each[0])
    return Since(date.fromisoformat(day), paper=paper.title)
