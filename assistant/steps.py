"""The steps of an answer, of a replay and of an assessment, in order (design section 3)."""

from assistant.answering import compose, record, verify
from assistant.assessing import assess, assess_now, assess_text
from assistant.pipeline import Step
from assistant.routing import route
from assistant.screening import screen, screen_again
from assistant.searching import retrieve
from assistant.services import Services


def steps(services: Services) -> list[Step]:
    """Return the steps of an answer in order."""
    s = services
    return [
        Step("screen", lambda c: screen(c, s.settings, s.reader, s.papers)),
        Step("understand", lambda c: route(c, s.rewriter, s.retriever, s.reader)),
        Step("assess", lambda c: assess(c, s.engine, s.asks)),
        Step("retrieve", lambda c: retrieve(c, s)),
        Step("compose", lambda c: compose(c, s.composer, s.retriever), always=True),
        Step("verify", lambda c: verify(c, s), always=True),
        Step("record", lambda c: record(c, s.record, s.settings), always=True),
    ]


def steps_to_replay(services: Services) -> list[Step]:
    """Return the steps that make a kept answer again: what was covered is not covered anew, and nothing is kept."""
    s = services
    return [Step("screen", lambda c: screen_again(c, s.settings, s.reader)), *steps(services)[1:-1]]


def steps_to_assess(services: Services) -> list[Step]:
    """Return the steps of an assessment alone, on the papers that newer ones have not overtaken."""
    return [*_before_assessing(services), Step("assess", lambda c: assess_now(c, services.engine))]


def steps_to_read(services: Services, explained: bool) -> list[Step]:
    """Return the steps of an assessment of all that was brought along, explained or not (`StageEngine.assess`)."""
    return [*_before_assessing(services), Step("assess", lambda c: assess_text(c, services.engine, explained))]


def _before_assessing(services: Services) -> list[Step]:
    return [
        Step("screen", lambda c: screen(c, services.settings, services.reader, services.papers)),
        Step("understand", route),
    ]
