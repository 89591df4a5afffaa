"""What a plan lacks: the responses that fit the stage and that no action is, the most needed first."""

from collections.abc import Sequence

from assistant.citations import CitationBook
from assistant.models import Assessment
from assistant.plans.matching import Matcher, Near, sentence_for
from assistant.plans.models import PlanGap
from assistant.retriever import Card
from corpus.vocabulary import Stage

MOST_GAPS = 3
_QUOTES = 8


def gaps(
    assessment: Assessment, stage: Stage, near: Sequence[Near], matcher: Matcher, book: CitationBook
) -> list[PlanGap]:
    """Return up to MOST_GAPS missing responses, none that an action comes nearest to.

    A response is needed the more, the more of the shown signs it answers, the nearer it is to the words that showed them, and
    the nearer to what the stage's page asks for.
    """
    there = {action.nearest for action in near}
    told = matcher.card_cosines(" ".join(signal.quote for signal in assessment.signals[:_QUOTES]))
    asked = matcher.asked_for(stage)
    shown = {signal.indicator: signal.weight for signal in assessment.signals if signal.indicator}
    needed = {}
    for row, card in enumerate(matcher.cards):
        if card.info.fit.get(stage) == "fits" and card.info.id not in there:
            answered = min(1.0, sum(shown.get(code, 0.0) for code in card.info.indicators))
            needed[row] = answered + float(told[row]) + float(asked[row])
    order = sorted(needed, key=lambda row: -needed[row])[:MOST_GAPS]
    return [_gap(matcher.cards[row], stage, book) for row in order]


def _gap(card: Card, stage: Stage, book: CitationBook) -> PlanGap:
    evidence = sentence_for(card, stage)
    numbers = [book.number(evidence)] if evidence else []
    return PlanGap(
        response=card.info.id, title=card.info.title, why=evidence.text if evidence else "", citations=numbers
    )
