"""Whether each clause of a sentence is one that its evidence has: its words, together, in their order, and with its reservations.

The claim checker and word lists see what a sentence says, not who did it to whom. So a sentence may select, shorten and join clauses of
what it cites; a word of its own, words of two clauses put together, an order turned round or a "whether" left out makes it fall. That
is stricter than truth: many a true paraphrase falls too, and is shown as the passage's own words instead.
"""

from collections.abc import Sequence

from assistant.claims.words import stems_of
from assistant.written.clauses import (
    NEUTRAL,
    OVER_ALL,
    RESERVATIONS,
    TIME,
    Clause,
    clauses_of,
    first_of,
    stems_in,
    topic_of,
    words_in,
)
from assistant.written.contrast import same_direction

_NATION = stems_of(["england"])
"""May stand anywhere in a clause: nearly all that is said is said of it."""
_LONG = 6
"""Words of a clause from which one may stand out of its order."""
_LEAST_KEPT = 0.6
"""Share of a clause that has to be kept, unless a figure pins it down: what is cut off may be what made it true."""


def clause_problem(text: str, evidence: Sequence[str], beside: Sequence[str] = ()) -> str | None:
    """Return what the first clause that falls does, None when every clause is one of the evidence's. `beside` are titles and codes."""
    held = [clauses_of(passage, topic_of) for passage in evidence]
    words = {word for passage in (*evidence, *beside) for word in words_in(passage)}
    known = frozenset(stem for word in words for stem in stems_in(word))
    for word in words_in(text):
        if new := stems_in(word) - known - NEUTRAL:
            if not same_direction(word, words):
                return f"the word “{word}” is not in what it cites"
            known |= new
    titles = frozenset(s for title in beside for word in words_in(title) for s in stems_in(word) if not s[0].isdigit())
    if any(_is_whole_part(text, passage) for passage in evidence):
        return None
    said = frozenset(s for word in words_in(text) for s in stems_in(word))
    for clause in clauses_of(text, first_of):
        problems = [_differs(clause, said, other, _one_year(passage), titles) for passage in held for other in passage]
        if all(problems):
            return next((p for p in problems if p and "leaves out" in p), problems[0])
    return None


def _differs(claim: Clause, said: frozenset[str], held: Clause, one_year: bool, titles: frozenset[str]) -> str | None:
    """Return how a clause of a sentence, whose stems are `said`, is not the one that is held; None when it is."""
    figure = _has_figure(claim)
    loose = NEUTRAL | (claim.dates if one_year or figure else set()) | (TIME if figure else set())
    window = (*held.taken, *held.stems)
    meant = [s for s in (*claim.taken, *claim.stems) if s not in loose]
    if any(s not in window and s not in titles and not same_direction(s, window) for s in meant):
        return f"“{claim.text}” puts together what it cites apart"
    ordered = [s for s in claim.stems if s in held.stems and s not in loose | _NATION]
    if _common(ordered, held.stems) < len(ordered) - (len(ordered) >= _LONG):
        return f"“{claim.text}” turns round what it cites"
    if left := held.reserves - claim.reserves:
        return f"“{claim.text}” leaves out “{(*RESERVATIONS, *OVER_ALL)[min(left)].split()[0]}” or the like"
    if not figure and held.stems[0] not in said | loose and not same_direction(held.stems[0], said):
        return f"“{claim.text}” leaves out whom or what it cites speaks of"
    if figure and not held.counted <= said:
        return f"“{claim.text}” counts something else than what it cites"
    if held.scope and held.scope.isdisjoint(said):
        return f"“{claim.text}” leaves out where that holds"
    content = [s for s in held.stems if s not in loose]
    if not figure and sum(s in said for s in content) < _LEAST_KEPT * len(content):
        return f"“{claim.text}” leaves out most of what it cites"
    return None


def _is_whole_part(text: str, passage: str) -> bool:
    """Return whether a sentence stands in the passage word for word, from one full stop or semicolon to another."""
    plain = " ".join(text.lower().rstrip(".!? ").split())
    start = passage.lower().find(plain)
    if start < 0:
        return False
    before, after = passage[:start].rstrip(), passage[start + len(plain) :].lstrip()
    return before[-1:] in ("", ".", ";", "!", "?") and after[:1] in ("", ".", ";", "!", "?")


def _has_figure(clause: Clause) -> bool:
    return any(stem[0].isdigit() and stem not in clause.dates for stem in clause.stems)


def _one_year(passage: Sequence[Clause]) -> bool:
    """Return whether all of a passage is of one year, so that its date may stand by any of its clauses."""
    return len({d for clause in passage for d in clause.dates if len(d) == 4 and d.isdigit()}) == 1


def _common(claim: Sequence[str], held: Sequence[str]) -> int:
    """Return the length of the longest run of stems, gaps allowed, that both have in the same order."""
    row = [0] * (len(held) + 1)
    for stem in claim:
        left = 0
        for place, other in enumerate(held, start=1):
            above = row[place]
            row[place] = left + 1 if stem == other else max(row[place], row[place - 1])
            left = above
    return row[-1]
