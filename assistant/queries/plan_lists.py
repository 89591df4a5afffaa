"""A plan that a message lists to have it checked: its actions, the message without them, and the stage its writer states."""

import re
from collections.abc import Sequence

from assistant.queries.entities import stages_in
from assistant.queries.own_lists import items_in
from corpus.vocabulary import STAGES, Stage

_IS_PLAN = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|actions?|proposals?|priorities|measures|steps"
    r"|(?:drop|cut|strike) (?:any|one)|would you (?:drop|cut|keep))\b",
    re.IGNORECASE,
)
_BULLETED = re.compile(r"^[ \t]*[-*\u2022\u2013][ \t]+(\S.{2,299}?)[ \t.;,]*$", re.MULTILINE)
_MARKER = re.compile(r"(?:\(?[1-9][.)]|[-*\u2022\u2013])\s*$")
_CHECK = re.compile(
    r"\b(?:check|review|critique|test|judge|assess|rate|weigh(?: up)?|look (?:at|over)|go (?:through|over)|comment on|vet|challenge)\s+"
    r"(?:(?:our|this|my|the|these|those|each|it|them|whether|if)\b|(?:\w+ )?(?:plan|actions)\b)"
    r"|\b(?:plans?|actions?|list|steps|proposals?|priorities|measures)\b[^.?!]{0,60}"
    r"\b(?:right|fits?|match(?:es)?|sensible|good|enough|works?|missing|wrong|wise|make sense|cut)\b"
    r"|\b(?:is|are|does|do|will|would) (?:it|this|that|they|these|those|we)\b[^.?!]{0,30}"
    r"\b(?:right|fit|sensible|wise|good|enough|work|make sense|on the right)\b"
    r"|\bwhich (?:of (?:these|those|them|the \w+) |ones? |actions? |items? |steps? )?(?:would|should|could|do|can|to)\b[^.?!]{0,25}"
    r"\b(?:drop|cut|keep|stop|lose|leave|do without|strike)\b"
    r"|\bwhat (?:do|would) you (?:think|make|say) (?:of|about|to)\b|\b(?:any )?thoughts\b|\bwhat(?:'s| is) (?:missing|wrong)\b",
    re.IGNORECASE,
)
_SAYS_WHERE = re.compile(
    r"(?:\b(?:we|our (?:service|department|council)|the service|my service)(?:'re| are| is|'ve been| have been| has been|'m)?"
    r"(?:\s+(?:now|clearly|probably|still|firmly|already|told|judged|assessed|staged|placed|rated|as|being|at|in|the|stage(?: of)?))*"
    r"|\bstage(?:\s+(?:is|of))?\s*:?|\b(?:plan|actions|list)\s+(?:is\s+|are\s+)?for(?:\s+(?:a|our))?(?:\s+service)?(?:\s+in)?"
    r"|^\W*(?:(?:a|our)\s+service\s+)?(?:in|at|for))\s*$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:if|whether|not|unless|until|before|nearly|almost|used to|fear|were|was)\b", re.IGNORECASE)


def plan_to_check(text: str) -> list[str]:
    """Return the actions of a plan that a message lists and asks to have checked, in its own words; fewer than two are none."""
    rest = without_list(text, items := _listed(text))
    return items if items and _CHECK.search(rest.replace("\u2019", "'")) else []


def without_plan(text: str) -> str:
    """Return a message with blanks for the plan that it asks to have checked: what is planned is no account of how things are.

    The characters that stay are where they were.
    """
    return without_list(text, plan_to_check(text))


def told_beside_plan(text: str) -> str:
    """Return what a message tells beside the plan that it asks to have checked; the message itself where it asks no such thing."""
    if not plan_to_check(text):
        return text
    sentences = re.split(r"(?<=[.?!])\s+|\n+", without_plan(text))
    return " ".join(s.strip() for s in sentences if s.strip() and not _CHECK.search(s) and not s.rstrip().endswith("?"))


def without_list(text: str, items: Sequence[str]) -> str:
    """Return `text` with blanks from the first of `items` to the last; they are in it, in order."""
    if not items:
        return text
    start = text.find(items[0])
    end = start
    for item in items:
        end = text.find(item, end) + len(item)
    if marker := _MARKER.search(text[:start]):
        start = marker.start()
    return text[:start] + re.sub(r"\S", " ", text[start:end]) + text[end:]


def stage_stated(texts: Sequence[str]) -> Stage | None:
    """Return the stage that a user says their own service is in, the last one said; None where they ask, deny or suppose it."""
    for text in reversed(texts):
        for sentence in reversed(re.split(r"(?<=[.?!;])\s+|\n+", without_plan(text).replace("\u2019", "'"))):
            if sentence.rstrip().endswith("?"):
                continue
            for entity in stages_in(sentence):
                before = sentence[: entity.start]
                if _SAYS_WHERE.search(before) and not _OPEN.search(before):
                    return next(stage for stage in STAGES if stage == entity.key)
    return None


def _listed(text: str) -> list[str]:
    """Return the items of a numbered list, a bulleted one behind a word for a plan, or one that a sentence gives as a plan."""
    word = _IS_PLAN.search(text)
    if word is None:
        return []
    items = items_in(text) or [match[1] for match in _BULLETED.finditer(text, word.end())]
    found, place = list[str](), 0
    for item in items:
        if (at := text.find(item, place)) >= 0:
            found.append(item)
            place = at + len(item)
    return found if len(found) > 1 else []
