"""A sentence that lists several things is several observations: "flow is slowing, the figures are wrong, and one team has gone"."""

import re

_SEPARATOR = re.compile(
    r";\s+(?:and |but )?|,\s+(?:and |but |so |while |plus )?(?=\S)|(?<!\s)\s++(?:(?:and|but)\s+(?=\S)|[/\u2013\u2014]\s+)"
)
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|does|do|did|can|cannot|could|will|would|may|must|isn't|aren't|hasn't|haven't"
    r"|can't|won't|don't|doesn't|didn't|gets?|goes|keeps?|says?|shows?|knows?|takes?|makes?|needs?|leaves?|left|went|gone|sent?|sends?"
    r"|runs?|rings?|refuses?|queues?|waits?|stopped|started|lost|works?|nobody|none|no one)\b|\b\w{3,}(?:ed|ing)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:the|a|an|our|we|they|their|he|she|it|his|her|i|this|these|those|some|most|every|each|all|half|no|nobody|none|one|two|three"
    r"|four|five|six|several|many|few|staff|partners?|schools?|heads?|health|police|courts?|judges?|agency|duty|teams?|managers?|leaders?"
    r"|families|children|caseloads?|assessments?|referrals?|recruitment|vacancies|posts|people|nothing|everyone|ofsted|there)\b",
    re.IGNORECASE,
)
_LEAST_WORDS, _LEAST_CLAUSES = 4, 3


def split_clauses(text: str) -> list[tuple[int, int]]:
    """Return (start, end) offsets of the clauses when `text`, one sentence, lists three or more, else the whole as one.

    A clause has four words or more, opens like one and has a verb; what does not stays with the clause before it. The spans are
    in order and leave out only the commas and joining words between them.
    """
    cuts = list[tuple[int, int]]()
    for match in _SEPARATOR.finditer(text):
        following = _SEPARATOR.search(text, match.end())
        clause = text[match.end() : following.start() if following else len(text)]
        begin = cuts[-1][1] if cuts else 0
        if is_clause(clause) and is_clause(text[begin : match.start()], opening=bool(cuts)):
            cuts.append(match.span())
    if len(cuts) + 1 < _LEAST_CLAUSES:
        return [(0, len(text))] if text else []
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return list(zip(starts, ends, strict=True))


def is_clause(words: str, opening: bool = True) -> bool:
    """Return whether `words` say something by themselves: four words or more with a verb, and, where `opening`, opened like a clause."""
    return (
        len(words.split()) >= _LEAST_WORDS and bool(_VERB.search(words)) and (not opening or bool(_OPENS.match(words)))
    )
