"""What an action of a plan says of itself: who does it, by when, and how one would know.

Only what is plainly said is taken: columns of a table, words such as "Owner:", roles that begin or end an action or stand in its brackets,
and dates. `python -m evals.plans.details` says how often that is right on actions labelled by hand.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from assistant.plans.owners import owner_in
from assistant.plans.rows import details_of
from assistant.plans.times import due_in

Measures = Literal["change", "activity"]

_MEASURE = re.compile(
    r"\b(?:(?:measures?(?: of success)?|success|kpis?|impact)\s*[:=]|(?:measures?|kpis?)\s[–-]\s)\s*(?P<measure>[^;|.]+)"
    r"|\b(?P<by>(?:measured|judged|tested) by [^;|.]+)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:child(?:ren)?|famil\w+|young people|carers?|bab(?:y|ies)|seen|unseen|visit\w*"
    r"|allocat\w+|unallocat\w+|wait\w*|overdue|late|backlog|caseloads?|cases|"
    r"vacanc\w+|turnover|leavers?|agency|re-?referr\w+|repeat|files?|records?|quality"
    r"|practice|observ\w+|sampl\w+|feedback|trust|stab\w+|placements?|drift|"
    r"complain\w*|decisions?|timel\w+|outcomes?|found|better|safer|fewer|less|returns?|stay(?:s|ed)?|retain\w*|retention|fall(?:s|en)?|fell|rises?|risen|improves?)\b",
    re.IGNORECASE,
)
_ACTIVITIES = re.compile(
    r"\b(?:train\w*|attend\w*|meetings?|held|published|launched|issued|sign\w*|sent|delivered"
    r"|sessions?|brief\w*|spent|in post(?! for)|in place|registered|recruited|appointed|"
    r"rolled out|downloads?|posts|reach\w*|complet\w+|circulated|minuted|polic(?:y|ies)"
    r"|posters?|newsletters?|events?|dashboards?|go-live|live|"
    r"agreed|approved|produced|written|reviewed|established|set up|uptake|hits|views|submitted)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[;|()\[\]]\s*|\.\s+|\s[–-]\s")
_TAIL = 8
"""Words that a part has at most which names who or when and nothing else."""


class Details(NamedTuple):
    """Words of an action, None for what it does not plainly say.

    `measures` is what its measure would show, None also where that cannot be told.
    """

    owner: str | None
    due: str | None
    measure: str | None
    measures: Measures | None


def read_details(action: str) -> Details:
    """Return who does an action, by when, and how one would know, each in the action's own words."""
    named, sentences = details_of(action), [one.strip() for one in _SENTENCES.split(action.strip(" ."))]
    parts = list(_parts(sentences))
    measure = named.get("measure") or _measure(action)
    return Details(
        owner=named.get("owner") or owner_in(action, [part for part in parts if not action.startswith(part)]),
        due=named.get("due") or due_in(action, parts, sentences[1:]),
        measure=measure,
        measures=_kind(measure) if measure else None,
    )


def _measure(action: str) -> str | None:
    found = _MEASURE.search(action)
    if not found:
        return None
    measure = (found["measure"] or found["by"]).strip()
    return measure if "(" in measure else measure.rstrip(")") or None


def _kind(measure: str) -> Measures | None:
    """Return `change` for what may show a difference, `activity` for what only shows that something was done, None for neither."""
    return "change" if _CHANGES.search(measure) else "activity" if _ACTIVITIES.search(measure) else None


def _parts(sentences: Sequence[str]) -> Iterator[str]:
    """Yield the short pieces: whole sentences and what stands between commas."""
    for sentence in sentences:
        for part in dict.fromkeys((sentence, *sentence.split(","))):
            if len(part.split()) <= _TAIL:
                yield part.strip(" ,.")
