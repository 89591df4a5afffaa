"""The measures that Regrip knows, and how people speak of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.models import FigureUnit, Measure

Form = Literal["rate", "noun", "predicate"]
"""How a measure is named. After a `rate` a number needs no unit. A `predicate` ("posts are vacant") says it of a share that comes
before it."""

_BE = r"(?:is|are|was|were|be|been|being|have|has|had|now|still|currently|all|that|which|who)"
_TEAM = r"(?:\s(?:in|on|across)\s(?:[\w'’-]+\s){1,3}?(?:teams?|services?|district|office|hub|area|locality))?"
_STAFF = r"""(?:(?:child(?:ren)?(?:['’]s)?(?:\sand\sfamily)?\s)?social\sworkers|case\s?workers|workers|staff|workforce
|practitioners|teams?|service)"""
_DAYS = r"[-\s](?:working[-\s])?days?(?:\slimit|\stimescale)?|\s?wds?\b"
_DONE = r"""(?:is|are|was|were|been|being|have|had|get|got|held|made|done|completed?|finished|signed\soff|carried\sout|authorised|convened
|up|that|took\splace)"""
_IN_TIME = r"(?:in|on|within|to)\s(?:the\s)?(?:statutory\s)?(?:time(?:scales?)?|date|deadline)\b"
_SPLIT = r"""(?=[^.;,%]{0,30}?(?:%|per\scent)\s(?:done\s|completed\s)?
(?:(?:in|on|within)\s(?:statutory\s)?(?:time(?:scales?)?|date)|(?:with)?in\s(?:45|forty-five)\s))"""
"""What has to follow where the number stands between the two halves: "assessments are 84% in time"."""
_CONFERENCE = r"(?:initial\s(?:child\sprotection\s|cp\s)?(?:case\s)?conferences?|icpcs?)"


@dataclass(frozen=True)
class MeasureInfo:
    """What is known of a measure: its name in words, its unit, and the rubric's name for its national comparator if it has one.

    `word` is in every passage that holds the comparator.
    """

    name: str
    unit: FigureUnit
    comparator: str | None = None
    word: str = ""


MEASURES: dict[Measure, MeasureInfo] = {
    "vacancy_rate": MeasureInfo("vacancy rate", "per cent", "Vacancy rate, FTE", "vacancy"),
    "agency_share": MeasureInfo("agency share", "per cent", "Agency share, FTE", "agency"),
    "turnover": MeasureInfo("turnover", "per cent", "Turnover, FTE", "turnover"),
    "caseload": MeasureInfo("caseload", "children per worker", "Average caseload", "caseload"),
    "sickness_absence": MeasureInfo("sickness absence", "per cent", "Sickness absence", "absence"),
    "re_referrals": MeasureInfo(
        "re-referrals within 12 months", "per cent", "Re-referrals within 12 months", "re-referral"
    ),
    "repeat_plans": MeasureInfo(
        "repeat child protection plans", "per cent", "Second or later child protection plan", "plan"
    ),
    "children_looked_after": MeasureInfo(
        "children looked after", "per 10,000", "Children looked after", "looked after"
    ),
    "assessments_in_45_days": MeasureInfo("assessments within 45 working days", "per cent"),
    "visits_in_time": MeasureInfo("visits in time", "per cent"),
    "conferences_in_15_days": MeasureInfo("initial conferences within 15 working days", "per cent"),
    "placement_stability": MeasureInfo("stability of placement", "per cent"),
    "three_placements": MeasureInfo("children with three or more placements", "per cent"),
    "care_leavers_accommodation": MeasureInfo("care leavers in suitable accommodation", "per cent"),
    "newly_qualified": MeasureInfo("newly qualified workers", "per cent"),
    "strategy_meetings": MeasureInfo("strategy meetings with all core partners", "per cent"),
    "contacts_no_action": MeasureInfo("contacts ending in no action", "per cent"),
    "step_downs_refused": MeasureInfo("step-downs refused", "per cent"),
    "unallocated_children": MeasureInfo("unallocated children", "count"),
    "directors": MeasureInfo("directors in a few years", "count"),
    "applicants_per_post": MeasureInfo("applicants per post", "count"),
    "agency_spend": MeasureInfo("agency spending", "pounds a month"),
}

_SAID: tuple[tuple[Measure, Form, str], ...] = (
    ("vacancy_rate", "rate", r"vacancy\s(?:rate|level|percentage|figure|factor)s?"),
    ("vacancy_rate", "noun", r"(?:vacanc(?:y|ies)|(?:vacant|unfilled|empty)(?:\ssocial\swork(?:er)?)?\sposts)"),
    (
        "vacancy_rate",
        "predicate",
        rf"(?:posts?|positions|roles|establishment|jobs){_TEAM}(?:\s(?:{_BE}|remain|stand|lie|sit)){{0,4}}\s(?:vacant|empty|unfilled)",
    ),
    ("agency_share", "rate", r"(?<![\w-])agency\s(?:rate|share|proportion|percentage|level|figure)"),
    (
        "agency_share",
        "noun",
        r"""(?<![\w-])(?<!single\s)(?<!partner\s)(?<!other\s)(?<!lead\s)(?<!an\s)(?<!each\s)(?:agency(?:\s(?:social\sworkers?|staff(?:ing)?|workers?|usage|use|cover|numbers))?|locums?)(?!['’]?\s(?:or|and)\s(?:newly|asye|in\stheir)
        |\s(?:cost|spend|bill|budget|premium|pay|fee|manager|contact|rule|supplier|accounts?\s(?:manager|team)|contract|market|price)|\srates\b)""",
    ),
    (
        "agency_share",
        "predicate",
        rf"(?:{_STAFF}|duty){_TEAM}(?:\s{_BE}){{0,4}}\s(?:from\s(?:an\s)?|on\s|an\s)?(?:agency|locums?|agencies)(?:\s(?:staff|workers?|contracts|social\sworkers?))?(?!\s(?:or|and)\s(?:newly|asye|in\stheir))\b",
    ),
    ("turnover", "rate", r"(?:staff\s|workforce\s|social\swork(?:er)?\s)?turnover(?:\srate)?(?!\sof\s£)"),
    ("turnover", "noun", r"(?<!care\s)(?<!school\s)leavers(?:\s(?:in|over)\s(?:the\s)?(?:last\s|past\s)?year)?"),
    (
        "turnover",
        "predicate",
        rf"{_STAFF}{_TEAM}(?:\s(?:have|had|has)){{0,1}}\s(?:left|resigned|leav(?:e|ing)|go(?:es)?\severy\syear)\b",
    ),
    (
        "caseload",
        "rate",
        r"(?:(?:average|avg\.?|mean|typical|individual|highest|max(?:imum)?)\s){0,3}case\s?loads?(?:\saverag(?:e|es|ed|ing)\b|\srang(?:e|es|ed|ing)\b|\sper\s(?:social\s)?worker)?",
    ),
    ("caseload", "rate", r"cases\sper\s(?:social\s)?worker"),
    ("caseload", "noun", r"(?:they|who)(?:\s(?:each|all)){0,1}\s(?:hold|holding|carry|carrying)"),
    ("caseload", "noun", r"workers(?:\s(?:each|now|are|were)){0,2}\s(?:hold|holding|held|carry|carrying|carried)"),
    ("caseload", "predicate", r"(?:each|apiece|per\s(?:social\s)?worker|a\sworker|per\scase\s?holder)\b"),
    ("sickness_absence", "rate", r"(?:(?:staff\s)?(?:sickness|absence)(?:\sabsence)?\s(?:rate|level)s?)"),
    ("sickness_absence", "noun", r"(?:staff\s)?sickness(?:\sabsence)?|staff\sabsence"),
    (
        "re_referrals",
        "rate",
        r"(?:re-?\s?referrals?|repeat\sreferrals?)(?:\s(?:rate|figure|level))?(?:\s(?:with)?in(?:side)?\s(?:(?:12|twelve)\smonths|(?:a|the)\syear))?",
    ),
    (
        "re_referrals",
        "predicate",
        rf"""(?:(?:referrals|children|families)(?:\s{_BE}|\scome|\scame){{0,3}}\s(?:re-?referr(?:als|ed)|repeats?|repeat\sreferrals|back\swithin)
        |referrals(?:\s{_BE}){{0,3}}\swithin\s(?:12|twelve)\smonths\sof)(?:\s(?:(?:with)?in\s)?(?:(?:12|twelve)\smonths|(?:a|the)\s(?:same\s)?year))?""",
    ),
    (
        "repeat_plans",
        "noun",
        r"""(?:repeat\s(?:child\sprotection\s|cp\s)?plans?(?:\srate)?|second\s(?:or|and)\s(?:subsequent|later|third)\s(?:child\sprotection\s|cp\s)?plans?
        |(?:child\sprotection|cp)\splans?\sfor\s(?:a|the)\ssecond\s(?:or\ssubsequent\s)?time)""",
    ),
    (
        "repeat_plans",
        "predicate",
        rf"""(?:(?:child\sprotection\s|cp\s|new\s){{0,3}}plans|(?:on|starting)\san?\s(?:child\sprotection\s|cp\s)?plan)
        (?:\s(?:{_BE}|start(?:ed|ing)?|this\syear)){{0,4}}\s(?:repeats?(?:\splans)?
        |(?:an?\s|(?:for|on)\san?\s|the\s)?(?:second|repeat)(?:\sor\s(?:subsequent|later))?(?:\s(?:time|plans?|ones?))?)""",
    ),
    (
        "children_looked_after",
        "noun",
        r"""(?:(?:cla|lac|looked[-\s]after)\s(?:children\s)?rate|(?:rate\sof\s)?(?:children|looked[-\s]after\schildren)(?:\s(?:looked[-\s]after|in\s(?:our\s)?care))?\srate
        |(?:rate\sof\s)?(?:children\s)?(?:looked[-\s]after|in\s(?:our\s)?care)(?:\schildren)?(?:\srate)?|look(?:ing|ed)?\safter|\bcla\b)""",
    ),
    (
        "assessments_in_45_days",
        "noun",
        rf"""(?:assessments?(?:\s{_DONE}){{0,4}}\s(?:with)?in(?:side)?\s(?:the\s)?(?:statutory\s)?(?:45|forty-five)(?:{_DAYS})|assessments?(?:\s{_DONE}){{0,4}}\s{_IN_TIME}
        |assessments{_SPLIT}|assessment\stimeliness|timeliness\sof\s(?:our\s)?(?:single\s)?assessments?|(?:45|forty-five)[-\s](?:working[-\s])?day\s(?:assessments?|timescale|measure|figure|performance))""",
    ),
    (
        "visits_in_time",
        "noun",
        rf"""(?:visits?(?:\s{_DONE}){{0,4}}\s{_IN_TIME}|visits{_SPLIT}|visit(?:ing)?\stimeliness|timeliness\sof\s(?:\w+\s){{0,3}}visits|(?:child\sprotection|cp|statutory)\svisits)""",
    ),
    (
        "conferences_in_15_days",
        "noun",
        rf"""(?:{_CONFERENCE}(?:\s{_DONE}){{0,4}}(?:\s(?:with)?in(?:side)?\s(?:the\s)?(?:statutory\s)?(?:15|fifteen)(?:{_DAYS})|\s{_IN_TIME})
        |(?:icpc|initial\s(?:child\sprotection\s)?conference)\stimeliness|timeliness\sof\s{_CONFERENCE}|{_CONFERENCE})""",
    ),
    (
        "placement_stability",
        "noun",
        r"""(?:(?:long[-\s]term\s)?(?:placement\s)stability|long[-\s]term\sstability|stability\sof\splacements?
        |(?:children(?:\s(?:in\s(?:our\s)?care|looked\safter|are|were|have|had|been|live|living|now|still)){0,5}\s)?(?:in|with)\sthe\ssame\s(?:placement|home|carers?|foster\shome)\sfor\s(?:at\sleast\s|over\s)?(?:two|2)(?:\sor\smore)?\syears(?:\sor\smore)?)""",
    ),
    (
        "three_placements",
        "noun",
        r"(?:(?:children|young\speople)(?:\s(?:in\s(?:our\s)?care|looked\safter|have|had|has|with)){0,4}\s|ha[sdv]e?\s(?:had\s)?)?(?:three|3)\sor\smore\s(?:placements?(?:\smoves)?|moves|homes)",
    ),
    (
        "care_leavers_accommodation",
        "noun",
        r"(?:care\sleavers?(?:\s(?:who|are|is|were|live|living|have|had|in|a|home|that|they|call|now)){0,7}\ssuitable(?:\s(?:accommodation|housing|homes?))?|suitable\saccommodation)",
    ),
    (
        "newly_qualified",
        "predicate",
        rf"{_STAFF}{_TEAM}(?:\s{_BE}){{0,3}}\s(?:newly[-\s]qualified|nqsws?|asyes?|in\stheir\s(?:first|assessed)\s(?:and\ssupported\s)?year)(?!\sor\sagency)",
    ),
    ("newly_qualified", "noun", r"(?:newly[-\s]qualified\s(?:social\s)?workers|nqsws|asyes)(?!\sor\sagency)"),
    (
        "strategy_meetings",
        "noun",
        rf"""strategy\s(?:meetings?|discussions?)(?:\s(?:{_BE}|with|attended\sby|including)){{0,3}}\s(?:all\s(?:the\s|our\s)?(?:three\s|core\s){{0,2}}(?:agencies|partners)(?:\s(?:present|there|attending|in\sthe\sroom))?|quorate)""",
    ),
    (
        "contacts_no_action",
        "noun",
        rf"contacts(?:\s(?:{_BE}|end(?:ed|ing)?|closed?|result(?:ed|ing)?|lead|led|leading)){{1,3}}\s(?:in|with|to|as)\s(?:no\s(?:further\s)?action|nfa)",
    ),
    (
        "step_downs_refused",
        "noun",
        rf"step[-\s]?downs?(?:\s{_BE}){{0,3}}\s(?:refused|returned|rejected|sent\sback)",
    ),
)
_PATTERNS = tuple(
    (measure, form, re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE | re.VERBOSE))
    for measure, form, pattern in _SAID
)


@dataclass(frozen=True)
class Mention:
    """Words that name a measure, with their place."""

    start: int
    end: int
    measure: Measure
    form: Form


def find_mentions(text: str) -> list[Mention]:
    """Return the mentions in `text` in order; of two that overlap the longer stays."""
    found = sorted(_all_mentions(text), key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end - mention.start > kept[-1].end - kept[-1].start:
            kept[-1] = mention
    return kept


def _all_mentions(text: str) -> Iterator[Mention]:
    for measure, form, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Mention(match.start(), match.end(), measure, form)
