"""Which of the likely sentences lead where a fact is asked for: one that holds what is wanted, and no advice while another is near."""

import re
from collections.abc import Callable, Sequence

from assistant.answerability.wanted import holds_sum
from assistant.composers.source_sections import TO_DO, purpose
from assistant.passages import Unit
from assistant.queries.entities import known_places
from assistant.queries.words import FUNCTION_WORDS, normal_word
from assistant.selection import Selection

NEAR, FAR = 0.6, 0.35
"""Share of the likeliest sentence's chance from which another may lead in its place, or where nothing that leads holds what is wanted."""
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(rf"\b(?:\d{{1,2}} )?{_MONTH}(?: \d{{4}})?\b|\b(?:19|20)\d\d(?:[-/\u2013]\d{{2,4}})?\b")
_SHARE = re.compile(r"\bper (?:10,000|cent|thousand)\b|\bfor every\b|\brates?\b|%")
_AGE = re.compile(r"\b(?:under|over|aged?|below) \d+(?:\.\d+)?(?: (?:to|and|or) \d+)?")
_FIRST_NUMBER = re.compile(r"\d[\d,.]*\s*(?:%|per cent)?")
_RULE = re.compile(
    r"\b(?:must|shall|ha(?:s|ve) to|(?:is|are|falls?) due|due (?:within|to|an)|takes? place within|(?:is|are) to be|no later than"
    r"|at the latest|at least every|limit)\b"
)
_NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?(?:[A-Z][a-z]+[-'\u2019])?[A-Z][a-z]+\b")
_NO_PERSON = re.compile(
    r"\b(?:Council|County|City|Government|Association|Authority|Trust|Department|Care|Office|Audit|Committee|State|Act|Services?|Board"
    r"|Minister|Children|Child|Social|Local|Regrip|Review|Community|Working|Public|Competition|North|South|East|West|Isle|Upon|Families)\b"
)
_ASKS_COUNT = re.compile(r"\bhow many\b(?! (?:working )?(?:days|weeks|months|years|hours|times))", re.IGNORECASE)
_ASKS_RULE = re.compile(
    r"\b(?:must|have to|has to|do we have|required|allowed|limit|deadline|time ?scales?|statutory|by law|how (?:soon|quickly)|due)\b",
    re.IGNORECASE,
)
_ASKS_PERSON = re.compile(
    r"\bwho (?:was|were|wrote|led|ran|said|chaired|authored|conducted|carried out)\b|\bauthors?\b|\bwritten by\b",
    re.IGNORECASE,
)
_ASKS_DATE = re.compile(
    r"^\W*(?:and |so )?when (?:did|was|were)\b|\b(?:what|which) (?:date|year|month)\b|\band when\b", re.IGNORECASE
)
_ASKS_SUM = re.compile(
    r"\bhow much (?:money\b"
    r"|(?:did|does|do|was|were|is|has|have|will|would)\b[^.?!]*\b(?:cost|spen[dt]|paid|pay|fund\w*|invest\w*|grant)\b)",
    re.IGNORECASE,
)
_Holds = Callable[[str], bool]


def leading(selection: Selection, units: Sequence[Unit]) -> list[Unit]:
    """Return `units`, likeliest first, in the order in which they answer: for a question of fact what holds the answer wanted first."""
    understanding = selection.understanding
    if understanding.intent not in ("fact", "comparison") or not units:
        return list(units)
    chances = {span.unit: span.chance for span in selection.spans}
    top = max(chances.get(unit, 0.0) for unit in units)
    preferred = _preferred(understanding.query)
    wanted = _wanted(understanding.query)

    def place(unit: Unit) -> int:
        share = chances.get(unit, 0.0) / top if top else 0.0
        held = bool(wanted) and all(holds(unit.text) for holds in wanted)
        if purpose(unit) == TO_DO or share < (FAR if held else NEAR):
            return 2
        return 0 if held or (not wanted and preferred(unit.text)) else 1

    return sorted(units, key=place)


def lacks_wanted(query: str, units: Sequence[Unit]) -> bool:
    """Return whether a question asks for a person, a date or a sum in so many words, and none of the sentences gives one."""
    return any(not any(holds(unit.text) for unit in units) for holds in _wanted(query))


def holds_count(text: str) -> bool:
    """Return whether the first number of a sentence, but for dates and ages, counts something: no share, and no rate."""
    number = _FIRST_NUMBER.search(_AGE.sub("", _DATE.sub("", text)))
    return (
        number is not None and not _SHARE.search(number[0]) and not re.search(r"per 10,000|for every|\brates?\b", text)
    )


def says_a_rule(text: str) -> bool:
    """Return whether a sentence says what has to be done, or by when."""
    return _RULE.search(text) is not None


def asks_count(query: str) -> bool:
    """Return whether a question asks how many there are, and not how many days."""
    return _ASKS_COUNT.search(query) is not None


def _preferred(query: str) -> _Holds:
    if asks_count(query):
        return holds_count
    if _ASKS_RULE.search(query):
        return says_a_rule
    return lambda _: True


def _wanted(query: str) -> list[_Holds]:
    asked: tuple[tuple[re.Pattern[str], _Holds], ...] = (
        (_ASKS_PERSON, _names_a_person),
        (_ASKS_DATE, lambda text: _DATE.search(text) is not None),
        (_ASKS_SUM, holds_sum),
    )
    return [holds for asks, holds in asked if asks.search(query)]


def _names_a_person(text: str) -> bool:
    names = _NAME.findall(_DATE.sub("", text))
    return any(
        not _NO_PERSON.search(name) and normal_word(name.split()[0]) not in FUNCTION_WORDS and not known_places(name)
        for name in names
    )
