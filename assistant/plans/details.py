"""What an action of a plan says of itself: who does it, by when, and how one would know.

Only what is plainly said is taken: columns of a table, words such as "Owner:", roles that begin or end an action, and dates.
`python -m evals.plans.details` says how often that is right on actions labelled by hand.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from assistant.plans.rows import details_of

Measures = Literal["change", "activity"]

_RANK = (
    r"(?:(?:assistant|deputy|interim|acting|lead|chief|independent|principal|senior|executive|our own"
    r"|the|their|each|every|both"
    r"|group|area|locality|district|practice) )"
)
_ROLE = (
    r"(?:directors?(?: of [\w’'&]+(?: [\w’'&]+)?)?|DCS|AD|CEO|CEx|PSW|IROs?|HR(?: business partner)?|IT|QA|PMO|SRO|HoS"
    r"|heads? of [\w’'&]+(?: [A-Z][\w’'&]+)*|(?:[\w’'&-]+ ){0,2}managers?|(?:[\w’'-]+ )?lead|principal social workers?"
    r"|chief executives?|leader of the council|lead member|cabinet member|reviewing officers?"
    r"|(?:[\w’'-]+ )?officers?|finance|procurement"
    r"|comms|communications|commissioning|legal|solicitors?|virtual school head|performance team"
    r"|business support|union)"
)
_WHO = rf"{_RANK}*{_ROLE}(?:(?:,| and| with| &|/) ?{_RANK}*{_ROLE}){{0,3}}"
_CODE = r"(?:(?:\(?\w{1,3}[.)]|[A-Z]{0,2}\d+(?:\.\d+)*[.:]?(?: \|)?|Action [\d/]+\.?)\s+)?"
_OWNER = (
    re.compile(r"\b(?:owners?|lead officer|responsible|accountable officer)\s*[:–-]\s*(?P<who>[^.;|,(:]{2,60})", re.IGNORECASE),
    re.compile(rf"\b(?:owned|led|signed off|overseen) by (?:the )?(?P<who>{_WHO})\b", re.IGNORECASE),
    re.compile(rf"^{_CODE}(?:the )?(?P<who>{_WHO}) (?:to|will|must) (?!be\b)", re.IGNORECASE),
)  # fmt: skip
_IS_WHO = re.compile(rf"^(?:the )?{_WHO}$", re.IGNORECASE)

_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|thirty|sixty|ninety)"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = (
    rf"\d{{1,2}}(?:(?:st|nd|rd|th)\b(?: (?:of )?{_MONTH})?| (?:of )?{_MONTH})(?: \d{{4}})?|{_MONTH}(?: \d{{4}})?"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?"
)
_POINT = (
    r"(?:(?:the )?(?:(?:very )?(?:end|start|beginning|middle) of |mid-|early |late |close of )?(?:the )?"
    rf"(?:{_DATE}|20\d\d|Q[1-4]|(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?s?"
    rf"|Easter|Christmas|half[- ]term|(?:the )?new year"
    r"|(?:next |this )?(?:spring|summer|autumn|winter|week|month|quarter|term"
    r"|year)(?: end)?|month[- ]end|year[- ]end|week \d+|tomorrow|tonight|today))"
)
_DATED = re.compile(
    r"\b(?:by|before|from|until|till|no later than|not later than|start(?:s|ing)?|begin(?:s|ning)?"
    r"|ends?|exit|closing|live|due|to|complete|on|in|at"
    rf"|(?:first|next) (?:meeting|issue|one|report|visit|edition|return)s?)\s+(?:on |in |by |from |the )?{_POINT}\b(?! meeting)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:within|inside|in|at|over)\s+(?:the next |the first "
    rf"|the coming )?{_NUMBER}(?: or {_NUMBER})? (?:working )?(?:days?|weeks?|months?|years?|terms?|quarters?|fortnights?)\b"
    r"|\b(?:this|next) (?:week(?:end)?|month|term|quarter|spring|summer|autumn|winter|year)\b"
    r"|\b(?:now|immediately|straight away|asap|as soon as possible|at once|overnight|tonight|tomorrow|today)\b",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    r"^(?:within|in|at|over) (?:an?|one) \w+$|^(?:to|in|on|at|from) (?:the )?(?:week|month|year)$|^over ", re.IGNORECASE
)
_IS_WHEN = re.compile(rf"^{_POINT}(?:(?:,| and|–|-| to) ?{_POINT})*$", re.IGNORECASE)
_SOON = re.compile(
    r"\b(?:now|immediate(?:ly)?|straight away|asap|as soon as possible|at once|overnight|tonight"
    r"|tomorrow|today|(?:this|next) week(?:end)?"
    r"|(?<!-)(?:one|two|three|four|[1-4]) weeks?|(?:[12]?\d|3[01]) days|(?:1?\d|2[0-2]) working days|(?:an?|one|1) (?:fortnight|month))\b",
    re.IGNORECASE,
)

_MEASURE = re.compile(
    r"\b(?:measures?(?: of success)?|success|kpis?|impact)\s*[:=]\s*(?P<measure>[^;|.]+)|\b(?P<by>(?:measured|judged|tested) by [^;|.]+)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:child(?:ren)?|famil\w+|young people|carers?|bab(?:y|ies)|seen|unseen|visit\w*"
    r"|allocat\w+|unallocat\w+|wait\w*|overdue|late|backlog|caseloads?|cases|"
    r"vacanc\w+|turnover|leavers?|agency|re-?referr\w+|repeat|files?|records?|quality"
    r"|practice|observ\w+|sampl\w+|feedback|trust|stab\w+|placements?|drift|"
    r"complain\w*|decisions?|timel\w+|outcomes?|found|better|safer|fewer|less|returns?)\b",
    re.IGNORECASE,
)
_ACTIVITIES = re.compile(
    r"\b(?:train\w*|attend\w*|meetings?|held|published|launched|issued|sign\w*|sent|delivered"
    r"|sessions?|brief\w*|spent|in post|in place|recruited|appointed|"
    r"rolled out|downloads?|posts?|reach\w*|complet\w+|circulated|minuted|polic(?:y|ies)"
    r"|posters?|newsletters?|events?|dashboards?|go-live|live|"
    r"agreed|approved|produced|written|reviewed|established|set up|uptake|hits|views|submitted)\b",
    re.IGNORECASE,
)
_TAIL = 5
"""Words that a part has at most which names who or when and nothing else."""


class Details(NamedTuple):
    """Words of an action, None for what it does not plainly say; `measures` is what its measure would show."""

    owner: str | None
    due: str | None
    measure: str | None
    measures: Measures | None


def read_details(action: str) -> Details:
    """Return who does an action, by when, and how one would know, each in the action's own words."""
    named, parts = details_of(action), list(_parts(action))
    found = _MEASURE.search(action)
    measure = named.get("measure") or ((found["measure"] or found["by"]).strip() if found else None)
    return Details(
        owner=named.get("owner") or _owner(action, parts),
        due=named.get("due") or _due(action, parts),
        measure=measure,
        measures=_kind(measure) if measure else None,
    )


def starts_soon(due: str | None) -> bool:
    """Return whether an action is to be done at once or within a month, as one is that names no time."""
    return due is None or _SOON.search(due) is not None


def _owner(action: str, parts: list[str]) -> str | None:
    for pattern in _OWNER:
        if found := pattern.search(action):
            return found["who"].strip()
    return next((part for part in reversed(parts[1:]) if _IS_WHO.match(part)), None)


def _due(action: str, parts: list[str]) -> str | None:
    for pattern in (_DATED, _WITHIN):
        for found in pattern.finditer(action):
            if not _HOW_LONG.match(found.group()):
                return found.group()
    return next((part for part in parts if _IS_WHEN.match(part)), None)


def _kind(measure: str) -> Measures:
    """Return `activity` for what only shows that something was done, `change` for what may show a difference."""
    return "activity" if _ACTIVITIES.search(measure) and not _CHANGES.search(measure) else "change"


def _parts(action: str) -> Iterator[str]:
    """Yield the short parts between full stops, semicolons, bars, dashes and commas."""
    for sentence in re.split(r"\s*[;|]\s*|\.\s+|\s[–-]\s", action.strip(" .")):
        for part in dict.fromkeys((sentence, *sentence.split(","))):
            if len(part.split()) <= _TAIL:
                yield part.strip(" ,.()")
