"""Whether an action is right in a situation, asked in one message: "is an improvement board right when it is only one team?"."""

import re
from dataclasses import dataclass

from assistant.queries.entities import entities_in
from corpus.vocabulary import STAGES, Stage

_OPENS = r"^\W*(?:(?:and|but|so|or|ok|then|well|hello|hi)\W+)*"
_WHEN = r"(?:when|if|while|where|given(?: that)?|now that|once|because|as|after|although|even though|for|in|during)"
_RIGHT = (
    r"(?:right|wrong|wise|sensible|worth(?: it)?|fair|reasonable|justified|appropriate|proportionate|needed|necessary|enough|overkill"
    r"|time|too (?:early|soon|much|heavy|late)|a (?:fit|mistake|mismatch)|the (?:answer|right (?:\w+))|(?:a |such a )?(?:good|bad) \w+)"
)
_FORMS = tuple(
    re.compile(_OPENS + form + rf"\s+{_WHEN}\s+(?P<situation>[^?]{{8,200}})\?\W*$", re.IGNORECASE)
    for form in (
        rf"(?:is|would|was) it (?:be )?(?:really |still )?{_RIGHT} (?:for us )?(?:to )?(?P<action>[^,?]{{3,80}}?),?",
        r"(?:do|does|should|must|would|could|can) (?:we|i|you|a (?:council|service|director)|they)(?: really| already| still)?"
        r"(?: need(?: to)?| have to| want(?: to)?)? (?P<action>[^,?]{3,80}?),?",
        rf"(?:is|are|would|will|does|do|could|can) (?P<action>(?!it\b|that\b|this\b|we\b|they\b|there\b)[^,?]{{3,80}}?)"
        rf"(?: be)? (?:{_RIGHT}|fit|help|work|suit|make sense|go too far),?",
    )
)
_FIRST_WHEN = re.compile(
    _OPENS + r"(?:if|when|now that|while|given that|as|since) (?P<situation>[^,?]{8,200}), (?P<ask>[^?]{8,160})\?\W*$",
    re.IGNORECASE,
)
_LOCK = re.compile(
    r"\b(?:nobody|no one|no-one) (?:will|wants|applies|would|comes|else)|\bno (?:applicants|candidates)\b|\bcannot recruit\b|\bunions?\b",
    re.IGNORECASE,
)
_CRISIS = re.compile(
    r"\b(?:partners?|police|schools?|health|judges?|courts?|cafcass|heads)\b[^.?!]{0,60}\b(?:confidence|trust|own|refuse\w*|stopp?\w*"
    r"|round us|around us|walk\w*|gone|given up|bypass\w*|left)\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"\b(?:years|chronic|repeated\w*|again and again|every (?:team|service)|most (?:teams|services)|everywhere|whole service"
    r"|(?:two|three|several|third|many|all (?:our|the)) plans?|plans? (?:have|has) failed|half (?:of )?(?:the|our) (?:staff|workers))\b",
    re.IGNORECASE,
)
_EARLY = re.compile(
    r"\b(?:(?:only|just|merely)\b[^.?!]*\b(?:week\w*|month\w*|team|began|begun|started|slip\w*|beginn\w+|recent\w*|since|one|two|new)"
    r"|(?:a )?few (?:weeks|months)|(?:one|a single|two) teams?|slip(?:s|ping|ped)|recent(?:ly)?|newly"
    r"|(?:began|begun|started) (?:in|this|last)|first signs|early (?:on|days))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class RightWhen:
    """A question whether `action` is right in `situation`, both in the user's words.

    `stage` is the one that the situation names, or that its few words sound like where they are not `named`.
    """

    action: str
    situation: str
    stage: Stage | None
    named: bool


def right_when(question: str) -> RightWhen | None:
    """Return what a message asks of an action in a situation; None where it asks anything else, or of a place."""
    said = question.strip().replace("\u2019", "'")
    if (first := _FIRST_WHEN.match(said)) is not None:
        said = f"{first['ask']} if {first['situation']}?"
    match = next((found for form in _FORMS if (found := form.match(said))), None)
    if match is None or any(entity.kind == "place" for entity in entities_in(said)):
        return None
    situation = match["situation"].strip(" .")
    stages = [entity.key for entity in entities_in(situation) if entity.kind == "stage"]
    stage = next((stage for stage in STAGES if stage in stages), None)
    return RightWhen(match["action"].strip(), situation, stage or _sounds_like(situation), stage is not None)


def _sounds_like(situation: str) -> Stage | None:
    """Return the stage that a clause on how things are sounds like, None where it sounds like none."""
    if _LOCK.search(situation):
        return "complete_lock"
    if _CRISIS.search(situation):
        return "systemic_crisis"
    if _LONG.search(situation):
        return "service_breakdown"
    return "losing_grip" if _EARLY.search(situation) else None
