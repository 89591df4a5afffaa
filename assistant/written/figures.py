"""Whether the numbers of a sentence stand in its evidence, of the same thing and of the same time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims.words import is_year, numbers_in, stems_of

_MONTHS = "january february march april may june july august september october november december"
_CUT = re.compile(
    r"[;:()–—]\s*|,\s+|(?<!\s)\s++(?:(?:and|but|while|whereas|which|when|against|compared|than)\s+|(?=to\s+[£€$]?\d))",
    re.I,
)
_NUMBER = re.compile(
    r"(?<![A-Za-z\d.])\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?![A-Za-z\d])|(?<![A-Za-z])[A-Za-z]+(?![A-Za-z])"
)
_DIGITS = re.compile(r"(?<!\d)\d+(?:[.,]\d+)*")
_DATE = re.compile(rf"\b(?:\d{{1,2}}\s+)?(?:{_MONTHS.replace(' ', '|')})\b|\b(?:18|19|20)\d\d\b", re.I)
_PERCENT = re.compile(r"(?:(?<!\s)\s++)?(?:%|per\s?cent\b|percent\b|percentage\b)", re.I)
_COUNTED = "day|week|month|year|hour|minute|million|billion|thousand|hundred"
_UNIT = re.compile(rf"(?<![\s-])[\s-]++(?:({_COUNTED})s?|({_MONTHS.replace(' ', '|')}))\b", re.I)
_BEFORE = re.compile(r"\bfrom\s+(?:[£€$]|about |over |under |some |around |nearly )*$", re.I)
_TIME = stems_of(f"{_COUNTED} {_MONTHS}".replace("|", " ").split())
"""Words that say when, and not of what."""
_EARLIER = re.compile(r"\b(?:earlier|before|previous(?:ly)?|prior|ago|had been|used to)\b", re.I)


@dataclass(frozen=True)
class Figure:
    """A number where it stands. `stems` are the words of its clause, `years` the years it is given for, `unit` what it counts in.

    `earlier` says that it is given as what was before: "from 18%", "18% a year earlier".
    """

    value: str
    unit: str
    stems: frozenset[str]
    years: frozenset[str]
    earlier: bool

    @property
    def is_date(self) -> bool:
        """Whether it is a year, or the day of a month."""
        return self.unit in _MONTHS.split() or (not self.unit and self.value.isdigit() and is_year(self.value))


@dataclass(frozen=True)
class _Clause:
    text: str
    stems: frozenset[str]
    years: frozenset[str]


def figures_of(text: str) -> list[Figure]:
    """Return the numbers of `text` in order, in digits or words."""
    clauses, found = _clauses(text), list[Figure]()
    for place, clause in enumerate(clauses):
        for match in _NUMBER.finditer(clause.text):
            for value in numbers_in(match[0]):
                found.append(_figure(value, match, place, clauses))
    return found


def _clauses(text: str) -> list[_Clause]:
    """Return the clauses; one of few words, or about what was before, has those of the clause before it too."""
    clauses: list[_Clause] = []
    for part in _CUT.split(text):
        stems = stems_of(_DIGITS.sub(" ", part).split()) - _TIME
        if clauses and (len(stems) < 2 or _EARLIER.search(part) or re.search(r"\bfrom\b", part, re.I)):
            stems |= clauses[-1].stems
        clauses.append(_Clause(part, stems, frozenset(y for y in _DIGITS.findall(part) if y.isdigit() and is_year(y))))
    return clauses


def _figure(value: str, match: re.Match[str], place: int, clauses: Sequence[_Clause]) -> Figure:
    clause = clauses[place]
    after = clause.text[match.end() :]
    counted = _UNIT.match(after)
    unit = "%" if _PERCENT.match(after) else (counted[1] or counted[2]).lower() if counted else ""
    return Figure(
        value=value,
        unit=unit,
        stems=clause.stems,
        years=_years(place, clauses, unit) - {value},
        earlier=bool(_BEFORE.search(clause.text[: match.start()]) or _EARLIER.search(clause.text)),
    )


def _years(place: int, clauses: Sequence[_Clause], unit: str) -> frozenset[str]:
    """The years of the clause; else the next ones, where no other figure comes before them; else the last ones before."""
    if clauses[place].years:
        return clauses[place].years
    for following in clauses[place + 1 :]:
        rest = _DATE.sub(" ", following.text)
        if re.search(r"\d\s*(?:%|per\s?cent)" if unit == "%" else r"\d", rest):
            break
        if following.years:
            return following.years
    return next((c.years for c in reversed(clauses[:place]) if c.years), frozenset())


def figure_problem(text: str, evidence: Sequence[str], beside: Sequence[str] = ()) -> str | None:
    """Return what is wrong with the numbers of `text`, None when its evidence has them all.

    Numbers of `beside` (titles, codes) may be repeated too. A percentage or count has to be said of what the evidence says it of, of
    the same year where one is given, and not as the earlier value where the evidence has it as the later one.
    """
    held = [figure for passage in evidence for figure in figures_of(passage)]
    named = frozenset[str]().union(*(numbers_in(each) for each in beside))
    for figure in figures_of(text):
        same = [h for h in held if h.value == figure.value]
        if not same and figure.value in named:
            continue
        if not same:
            return f"the number {figure.value} is not in what it cites"
        if problem := _differs(figure, same, held):
            return f"the number {figure.value} {problem} in what it cites"
    return None


def _differs(figure: Figure, same: Sequence[Figure], held: Sequence[Figure]) -> str | None:
    alike = [h for h in same if h.unit == figure.unit]
    if not alike:
        return "counts something else"
    if figure.is_date:
        return None
    timed = [h for h in alike if figure.years <= h.years]
    if not timed:
        return "is of another year"
    if not any(h.earlier == figure.earlier or (figure.earlier and _is_older(h, held)) for h in timed):
        return "is of another time"
    nearest = max(len(figure.stems & h.stems) for h in timed)
    others = [h for h in held if h.value != figure.value and h.unit == figure.unit and not h.is_date]
    return "is of something else" if any(len(figure.stems & h.stems) > nearest for h in others) else None


def _is_older(figure: Figure, held: Sequence[Figure]) -> bool:
    """Return whether the evidence has a figure of the same kind for a later year."""
    return bool(figure.years) and any(
        h.unit == figure.unit and h.years and max(h.years) > max(figure.years) for h in held
    )
