"""Which of the papers that a user brought along a question is asked of: "what did the March paper say about agency staff?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.messages.judging import asks_stage
from assistant.models import UserDocument
from assistant.queries.entities import known_places
from assistant.queries.months import MONTHS
from indexes.lexical import Tokenizer

_KIND = (
    r"(?:papers?|documents?|docs?|minutes|reports?|audits?|letters?|dashboards?|scorecards?|notes?|files?|attachments?"
    r"|surveys?|returns?|briefings?|updates?|self[- ]evaluations?|uploads?)"
)
_OWN = (
    r"(?:my|our|these|those|both|the|this|that|each|which|either|any|all)"
    rf"(?: of (?:my|our|the|these|those))?(?: [\w'-]+){{0,3}}? {_KIND}"
    rf"(?: (?:from|of|for|in|dated) (?:(?:{'|'.join(MONTHS)})(?: (?:19|20)\d\d)?|(?:19|20)\d\d)\b)?"
)
_SAYS = (
    r"(?:says?|said|show(?:s|ed)?|tells?|told|mention(?:s|ed)?|gives?|gave|record(?:s|ed)?|report(?:s|ed)?|decide[sd]?|puts?"
    r"|claim(?:s|ed)?|cover(?:s|ed)?|blame[sd]?|finds?|found)"
)
_ASKING = r"(?:what|where|which|how many|how much|when|who|why|does|do|did|is|are|was|were|has|have)"
_ASKS_THEM = re.compile(
    rf"\b{_ASKING}\b[^.?!]{{0,60}}?\b(?P<named>{_OWN})\b(?:[^.?!]{{0,30}}?\b{_SAYS}\b|[^.?!]*\?)"
    rf"|\b(?:according to|going by|in|from|on|per)\s+(?P<source>{_OWN})\b"
    r"|\b(?P<brought>(?:attached|uploaded|pasted|brought)(?: [\w'-]+)?"
    r"|(?:i|we)(?:'ve| have)? (?:attached|uploaded|pasted|sent|gave you|given you|brought))\b"
    rf"|\bquote\b[^.?!]{{0,40}}?\b(?P<quoted>{_OWN})\b",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?:\s+((?:19|20)\d\d))?", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_NEWEST = re.compile(r"\b(?:latest|newest|last|most recent)\b", re.IGNORECASE)
_OLDEST = re.compile(r"\b(?:first|oldest|earliest)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|on|of|regarding|as to)\b\s+(?P<topic>[^?]+)", re.IGNORECASE)
_GENERAL = re.compile(
    r"\b(?:ofsted|dfe|government|inspect\w+|national|macalister|munro|laming|working together|commissioner'?s?"
    r"|select committee|nao|adcs|serious case)\b",
    re.IGNORECASE,
)
_FRAMES = re.compile(
    rf"\b(?:{_SAYS}|{_KIND}|{_ASKING}|the|an?|anything|exactly|actually|according to|going by|in|from|per|of|any|we|our)\b|[?.,]",
    re.IGNORECASE,
)
_stems = Tokenizer()


@dataclass(frozen=True)
class PapersAsked:
    """The papers meant, and what is asked of them.

    `topic` are the words to look for, "" where only what the papers say is asked; `named_topic` is what follows "about", as it stands.
    """

    papers: tuple[UserDocument, ...]
    topic: str
    named_topic: str = ""


def papers_asked(text: str, papers: Sequence[UserDocument]) -> PapersAsked | None:
    """Return which of `papers` a question is asked of; None where it asks something else, or of a source that is not among them.

    A month or year picks the papers of that date or title, "latest" and "first" the one by date, words of a title that paper; otherwise
    all are meant.
    """
    found = _ASKS_THEM.search(text) if papers and not asks_stage(text) else None
    if found is None:
        return None
    named = next((found[group] for group in ("named", "source", "brought", "quoted") if found[group]), "")
    titles = " ".join(paper.title for paper in papers).casefold()
    foreign = [place for place in known_places(text) if place.casefold() not in titles]
    if foreign or any(word[0].casefold() not in titles for word in _GENERAL.finditer(named)):
        return None
    rest = text.replace(named, " ")
    about = _ABOUT.search(rest)
    named_topic = about["topic"].strip(" .") if about else ""
    topic = " ".join(_FRAMES.sub(" ", named_topic or rest).split())
    return PapersAsked(_meant(named, papers), topic, named_topic if named_topic in text else "")


def _meant(named: str, papers: Sequence[UserDocument]) -> tuple[UserDocument, ...]:
    if of_its_date := tuple(paper for paper in papers if _is_of_its_date(named, paper)):
        return of_its_date
    dated = [paper for paper in papers if paper.date]
    for pattern, pick in ((_NEWEST, max), (_OLDEST, min)):
        if dated and pattern.search(named):
            return (pick(dated, key=lambda paper: paper.date or ""),)
    words = set(_stems(re.sub(_KIND, " ", named, flags=re.IGNORECASE)))
    shared = [len(words & set(_stems(paper.title))) for paper in papers]
    best = max(shared)
    return tuple(paper for paper, count in zip(papers, shared, strict=True) if count == best)


def _is_of_its_date(named: str, paper: UserDocument) -> bool:
    """Return whether the words that name a paper give a month or year of this one."""
    date, title = paper.date or "", paper.title.casefold()
    months = list(_MONTH.finditer(named))
    for month in months:
        number, year = MONTHS[month[1].lower()], month[2] or ""
        if date[5:7] == f"{number:02}" and date.startswith(year):
            return True
        if not date[5:7] and year in title and any(MONTHS[m[1].lower()] == number for m in _MONTH.finditer(title)):
            return True
    return not months and any(date.startswith(year) or year in title for year in _YEAR.findall(named))
