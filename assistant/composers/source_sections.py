"""Chosen sentences to sections: what each is for decides under which title it stands, and its place in the source in which order."""

import re
from collections.abc import Sequence

from assistant.passages import Unit
from assistant.queries.entities import known_places
from assistant.retriever import GLOSSARY

TO_DO, IN_PRACTICE, TO_MEASURE, FITS, RECORD, JUDGEMENT = (
    "What to do",
    "What has been done elsewhere",
    "How you would know",
    "Where it fits, and where it does not",
    "What the sources show",
    "How Regrip reads it",
)
ORDER = (TO_DO, FITS, RECORD, IN_PRACTICE, JUDGEMENT, TO_MEASURE)
_BY_HEADING = {
    "What it advises": TO_DO,
    "First steps": TO_DO,
    "What helps": TO_DO,
    "First 30 days": TO_DO,
    "By 90 days": TO_DO,
    "What to do": TO_DO,
    "Where it fits": FITS,
    "Where it is a mismatch": FITS,
    "What would be a mismatch now": FITS,
    "Traps": FITS,
    "How you would know in 90 days": TO_MEASURE,
    "How you would know it is working": TO_MEASURE,
    "Numbers that are signs, not cut-offs": TO_MEASURE,
    "What was done": IN_PRACTICE,
    "What changed and how long it took": IN_PRACTICE,
    "How long it took": IN_PRACTICE,
    "What did not work": IN_PRACTICE,
    "Who has done it": IN_PRACTICE,
    "Places that have been here": IN_PRACTICE,
}
_VERBS = """
    Accept Act Add Agree Allow Announce Appoint Ask Avoid Bar Begin Book Bring Build Call Change Check Choose
    Clear Close Collect Compare Count Cut Decide Define Design Divide Draw End Expect Explain Find Fix Follow
    Gather Get Give Go Have Hire Hold Invite Join Judge Keep Lead Leave Let Limit Link List Listen Look Make Match
    Measure Meet Mend Move Name Offer Open Pair Pay Pick Plan Promise Protect Publish Put Read Record Recruit
    Reduce Remove Repair Repeat Replace Report Rest Review Say See Send Set Settle Share Show Sit Split Stand
    Start State Stay Stop Take Talk Teach Tell Test Thank Train Treat Trust Try Use Visit Wait Walk Watch Write
    """.split()
_ORDERS = re.compile(
    rf"^(?:Do not\b|(?:{'|'.join(_VERBS)})\b|(?:Never|Always|First,|Then) (?:{'|'.join(_VERBS).lower()})\b)"
)


def purpose(unit: Unit) -> str:
    """Return the title of the section that a sentence belongs into: what was done elsewhere names a place, and a term is no order."""
    heading = unit.chunk.heading[0] if unit.chunk.heading else ""
    title = _BY_HEADING.get(heading)
    if title and (title != IN_PRACTICE or known_places(f"{unit.chunk.info.title} {unit.text}")):
        return title
    if unit.is_inference and _ORDERS.match(unit.text) and unit.chunk.info.kind != GLOSSARY:
        return TO_DO
    return JUDGEMENT if unit.is_inference else RECORD


def grouped(units: Sequence[Unit]) -> list[tuple[str, list[Unit]]]:
    """Return titles with their sentences: documents in the order of their best sentence, sentences in reading order within each."""
    best = {document: rank for rank, document in reversed(list(enumerate(u.chunk.info.id for u in units)))}
    groups: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda u: (best[u.chunk.info.id], u.chunk.ordinal, u.start)):
        groups.setdefault(purpose(unit), []).append(unit)
    return [(title, groups[title]) for title in ORDER if title in groups]
