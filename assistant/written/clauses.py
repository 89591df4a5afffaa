"""A sentence taken apart into clauses: what each says, what it takes over from others, and what it reserves."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.claims.words import stems_of
from assistant.queries.words import FUNCTION_WORDS, normal_word

_CUT = re.compile(
    r"[;:()–—]\s*|,\s+|(?<!\s)\s++(?:(?:and|but|while|whereas|which|who|when|because|so|or|although|though|unless|until|that|whether|than)\s+"
    r"|(?=to\s+[£€$]?\d))",
    re.I,
)
_WORD = re.compile(r"[£€$]?\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_VERB = frozenset("is are was were be been has have had can could may might will would should must do does did".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
TIME = stems_of("day days week weeks month months year years".split())
NEUTRAL = frozenset(
    stem
    for stem in stems_of(
        "say says said report reports reported show shows shown find finds found give gives according passage source sources "
        "evidence also judged rated both while however overall example such way need needs including namely among one".split()
    )
)
"""Words that a sentence may bring along: they carry who said it, and no claim."""
RESERVATIONS = (
    "whether if unless",
    "may might could can perhaps possibly",
    "likely probably",
    "hardly barely seldom rarely scarcely partly little",
    "some sometimes often usually most mostly many few several",
    "only",
    "one single part parts",
    "alone first last early late itself",
    "nearly almost about around roughly over under least",
    "suggest suggests suggested seems seem appears appear associated linked goes",
    "plan plans planned propose proposed proposes expect expected hope hoped aim aims intend intends claimed alleged",
)
OVER_ALL = (
    "if unless where wherever when whenever once while until",
    "believe believed believes think thought thinks felt feel feared fear argue argued argues claim claimed claims warned told denied",
)
"""Reservations that hold for the whole sentence they stand in, whichever clause is taken from it."""
_RESERVES = {word: n for n, words in enumerate((*RESERVATIONS, *OVER_ALL)) for word in words.split()}
_TOPIC = 2
"""Words at the head of a passage that its later clauses speak of too, where no verb shows how far its subject goes."""
_ITEM = 2
_DETERMINERS = frozenset("the a an each every some most many all no another".split())
"""Words that begin a clause with a subject of its own."""
_SCOPE = re.compile(r"\s*(?:in|at|for|within|during|under|by|across|among|with)\b", re.I)


@dataclass(frozen=True)
class Clause:
    """A clause. `stems` are its content in order, `taken` what it speaks of besides, `dates` the years, months and days among them.

    `scope` is where the whole sentence holds, said at its head: "In service breakdown, …", "Losing grip: …"; `counted` is what its
    numbers count.
    """

    stems: tuple[str, ...]
    taken: tuple[str, ...]
    dates: frozenset[str]
    reserves: frozenset[int]
    scope: frozenset[str]
    counted: frozenset[str]
    text: str


def clauses_of(text: str, topic: Callable[[str], tuple[str, ...]]) -> list[Clause]:
    """Return the clauses of `text`. Those after the first take its `topic`, and one of dates alone all of the clause before it."""
    about: tuple[str, ...] = ()
    scope = frozenset[str]()
    clauses: list[Clause] = []
    over_all = {n for word in words_in(text) if (n := _RESERVES.get(word, 0)) >= len(RESERVATIONS)}
    parts = _parts(text)
    for place, (part, cut) in enumerate(parts):
        own, dates = _content(part), _dates(part)
        before = about if words_in(part)[:1] and words_in(part)[0] not in _DETERMINERS else ()
        if clauses and set(own) <= dates:
            before = tuple(s for s in (*clauses[-1].taken, *clauses[-1].stems) if s not in clauses[-1].dates)
        if place == 0 and len(parts) > 1 and _is_scope(part, parts[1][1]):
            scope = frozenset(own) - dates - TIME
        elif not about and not set(own) <= dates | TIME:
            about = (*scope, *topic(part))
            before = tuple(scope)
        spoken = {_RESERVES[word] for word in words_in(f"{cut} {part}") if word in _RESERVES}
        if own:
            taken = tuple(s for s in before if s not in own)
            clauses.append(Clause(own, taken, dates, frozenset(spoken | over_all), scope, _counted(part), part.strip()))
    return clauses


def _counted(part: str) -> frozenset[str]:
    """Return what stands right after the numbers of a clause: the things that they count."""
    words = words_in(part)
    return frozenset(
        stem
        for number, word in itertools.pairwise(words)
        if number[0].isdigit() and not word[0].isdigit()
        for stem in stems_in(word) - TIME - _dates(part)
    )


def _is_scope(part: str, cut: str) -> bool:
    """Return whether the first part of a text, cut off by `cut`, says where all of it holds."""
    return cut.startswith(":") or (cut.startswith(",") and bool(_SCOPE.match(part)) and not _VERB & set(words_in(part)))


def _parts(text: str) -> list[tuple[str, str]]:
    """Return (clause, the words that it was cut off by) for the clauses of a text. Short items of a list stay in their clause."""
    parts, position, cut = list[tuple[str, str]](), 0, ""
    for match in [*_CUT.finditer(text), None]:
        part = text[position : match.start() if match else len(text)]
        if parts and _is_item(part, cut):
            parts[-1] = (f"{parts[-1][0]}{cut}{part}", parts[-1][1])
        else:
            parts.append((part, cut))
        if match:
            position, cut = match.end(), match[0]
    return parts


def _is_item(part: str, cut: str) -> bool:
    """Return whether a part is an item of a list and no clause: a word or two, without a verb or a number."""
    listed = cut.strip().lower() in (",", "and", "or") or not part.strip()
    return listed and len(_content(part)) <= _ITEM and not _VERB & set(words_in(part)) and not re.search(r"\d", part)


def topic_of(part: str) -> tuple[str, ...]:
    """Return what a passage's first clause speaks of: the words before its first auxiliary verb, else its first two."""
    words = words_in(part)
    verb = next((n for n, word in enumerate(words) if word in _VERB), None)
    head = [s for word in words[:verb] for s in sorted(stems_in(word))] if verb else _content(part)[:_TOPIC]
    return tuple(stem for stem in head if not stem[0].isdigit())


def first_of(part: str) -> tuple[str, ...]:
    """Return the first content word of a sentence to be judged: what it is about has to be what its evidence is about."""
    return tuple(stem for stem in _content(part) if not stem[0].isdigit() and stem not in _dates(part))[:1]


def _content(part: str) -> tuple[str, ...]:
    return tuple(stem for word in words_in(part) for stem in sorted(stems_in(word)))


def words_in(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def stems_in(word: str) -> frozenset[str]:
    """Return the stems of a word; none of one that says nothing of a subject. A number is a stem of its own."""
    if word[0].isdigit() or word[0] in "£€$":
        return frozenset((word.strip("£€$%").replace(",", ""),))
    if word in _MONTHS - {"may"}:
        return frozenset((word,))
    if normal_word(word) in FUNCTION_WORDS:
        return frozenset()
    return stems_of([word])


def _dates(part: str) -> frozenset[str]:
    """Return the years, months and days of the month in a clause."""
    found = {word for word in words_in(part) if word in _MONTHS - {"may"} or re.fullmatch(r"(?:18|19|20)\d\d", word)}
    return frozenset(found | set(re.findall(rf"\b(\d{{1,2}})\s+(?:{'|'.join(_MONTHS)})\b", part.lower())))
