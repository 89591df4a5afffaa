"""Whatever a model says, every statement shown cites passages that resolve and has its numbers from them."""

import re
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.claims.words import numbers_in
from assistant.composers.extractive import ExtractiveComposer
from assistant.composers.language_model import LanguageModelComposer
from assistant.errors import LanguageModelError
from assistant.language_model.model import LanguageModel, Message, Meter
from assistant.language_model.settings import LanguageModelSettings
from assistant.models import WRITTEN, Question
from assistant.opening import Parts
from assistant.queries.entities import stages_in
from assistant.relevance import Ranker
from assistant.written import WrittenCheck
from indexes.embedders import Embedder
from tests.assistant.language_model.conftest import Opens
from tests.assistant.language_model.test_untrue import FIGURES, STAGED


class Speaking(LanguageModel):
    """A model that says what it is told to, in pieces, and may break off; the line to a server is left out."""

    def __init__(self) -> None:
        super().__init__(LanguageModelSettings(model="openai:any"))
        self.pieces: list[str] = []
        self.breaks = False

    def stream(
        self, messages: Sequence[Message], meter: Meter, most_s: float | None = None
    ) -> Generator[str, None, None]:
        passages = dict(re.findall(r'<passage number="(\d+)"[^>]*>(.*?)</passage>', messages[1][1], re.DOTALL))
        for piece in self.pieces:
            yield re.sub(r"P(\d+)", lambda match: passages.get(match[1], ""), piece)
        if self.breaks:
            raise LanguageModelError("broke off")


@pytest.fixture(scope="module")
def speaking(with_model: Opens, embedder: Embedder) -> tuple[Speaking, Assistant]:
    told = with_model("")
    model, ranker = Speaking(), Ranker(embedder)
    services = told._services
    assert isinstance(services.written, WrittenCheck)
    plain = ExtractiveComposer(services.retriever, ranker, told._plans)
    composer = LanguageModelComposer(plain, model, services.written, ranker)
    return model, Assistant.of(Parts(replace(services, composer=composer, record=None, rewriter=None), told._plans))


WORDS = st.sampled_from(
    "P1 P2 P3 P7 14.2% 13.0% 99% not all must England Bradford September 2025 2019 vacancy rate fell rose from to the agency workers "
    "complete lock systemic crisis your service is two three 0800 “good” <b> **x** losing grip stage 3 leave stay".split(
        " "
    )
)
ENDS = st.sampled_from(
    [". [1]\n", ". [2][3]\n", " [99]\n", ".\n", " [1, 7].\n", "", '"}, {"text": "', "\n\n", " (1)\n"]
)
SENTENCES = st.builds(lambda words, end: " ".join(words) + end, st.lists(WORDS, min_size=1, max_size=9), ENDS)
TEXTS = st.one_of(
    st.lists(SENTENCES, max_size=8),
    st.lists(SENTENCES, max_size=4).map(lambda lines: ['{"statements": [{"text": "', *lines, '", "passages": [1]}]}']),
    st.lists(st.text(max_size=40), max_size=8),
)


@pytest.mark.slow
@pytest.mark.parametrize("question", [FIGURES, STAGED])
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(pieces=TEXTS, breaks=st.booleans())
def test_whatever_the_model_says_what_is_shown_is_carried(
    speaking: tuple[Speaking, Assistant], question: str, pieces: list[str], breaks: bool
) -> None:
    model, assistant = speaking
    model.pieces, model.breaks = pieces, breaks
    answer = assistant.ask(Question(turns=[question]))
    cited: dict[int, Any] = {citation.n: citation for citation in answer.citations}
    for citation in answer.citations:
        passage = assistant.passage(citation.chunk_id)
        assert passage is not None and passage.text[citation.start : citation.end] == citation.quote
    assert answer.status == "answered"
    stage = answer.assessment.stage if answer.assessment else None
    for statement in [s for section in answer.sections for s in section.statements if s.kind in WRITTEN]:
        assert statement.citations
        carried = " ".join(f"{cited[n].quote} {cited[n].title}" for n in statement.citations)
        assert numbers_in(statement.text) <= numbers_in(carried)
        assert {e.key for e in stages_in(statement.text)} <= {stage, *(e.key for e in stages_in(carried))}
