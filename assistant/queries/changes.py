"""Whether a message asks what has changed in the service that dated papers are about, or of something that notes or guidance hold."""

import re
from collections.abc import Sequence

from assistant.models import UserDocument
from assistant.queries.change_asks import ChangeAsk, asked_of_the_course
from assistant.queries.entities import is_subject, known_places
from assistant.queries.lexicon import load_lexicon
from assistant.queries.stage_follow_ups import asked_of_a_stage, is_about_the_stage
from assistant.queries.turns import is_chatter
from assistant.queries.withdrawals import withdraws
from corpus.names.lists import english_places

_OURS = re.compile(r"\b(?:we|our|ours|us|we're|we've)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)(?<![.?!]\s)\b[A-Z][\w-]+(?:(?: (?:of|and|upon|on|in|the) | )[A-Z][\w-]+)*")
_OPENING_NAME = re.compile(r"(?<=^Is )[A-Z]\w+|(?<=^Has )[A-Z]\w+")
_OF_THE_TRADE = re.compile(
    r"(?:I|Ofsted|DfE|DCS|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec|Christmas|Easter|Spring|Summer|Autumn|Winter|Improvement|Board|Director|Peer|Review|Letter|Report|ILACS| )+"
)
_OF_ALL = re.compile(
    r"\b(?:working together|keeping children safe|acts?|legislation|law|regulations?|statutory|guidance|reforms?|white paper|bill"
    r"|national(?:ly)?|england|government|covid|pandemic|lockdown|election|families first|macalister|munro|baby p|laming)\b",
    re.IGNORECASE,
)
"""What is no event of one service."""


def change_asked(turns: Sequence[str], papers: Sequence[UserDocument]) -> ChangeAsk | None:
    """Return what the last of `turns` asks of the course that `papers` show; None where it asks anything else.

    `turns` are those that hold. After a message on another matter "what has changed since then?" is about that, unless it says "we". A
    place that the papers name and no note is about is the service itself.
    """
    if not papers or _OF_ALL.search(turns[-1]) or known_places(turns[-1]):
        return None
    said, others = _without_own_names(turns[-1], papers)
    asked = None if others else asked_of_the_course(said)
    return asked if asked and (_OURS.search(turns[-1]) or _follows_the_papers(turns[:-1])) else None


def _without_own_names(text: str, papers: Sequence[UserDocument]) -> tuple[str, list[str]]:
    """Return a message with the service in place of its name, and the names that are neither its own nor words of the trade."""
    others = []
    for name in dict.fromkeys([*_OPENING_NAME.findall(text), *_NAME.findall(text)]):
        if _OF_THE_TRADE.fullmatch(name):
            continue
        if _is_own(name, papers):
            text = re.sub(rf"\b{re.escape(name)}\b", "the service", text)
        elif not any(name.lower() in paper.title.lower() for paper in papers):
            others.append(name)
    return text, others


def _is_own(name: str, papers: Sequence[UserDocument]) -> bool:
    """Return whether the papers name it, and it is a place or a word that the corpus does not have."""
    strange = name.split()[0].lower() not in load_lexicon().known_words or name in english_places()
    return strange and not is_subject(name) and any(name in f"{paper.title} {paper.text}" for paper in papers)


def _follows_the_papers(before: Sequence[str]) -> bool:
    """Return whether nothing but questions on the service came before, back to one that tells of it or asks where it stands."""
    for turn in reversed(before):
        if is_about_the_stage(turn):
            return True
        if not (
            not turn.strip()
            or asked_of_a_stage(turn)
            or asked_of_the_course(turn)
            or is_chatter(turn)
            or withdraws(turn)
        ):
            return False
    return True
