"""A server that is slow, broken, busy or gone: an answer comes all the same, and says what happened."""

import itertools
import logging
import threading

import pytest

from assistant.assistant import Assistant
from assistant.language_model.settings import LanguageModelSettings
from assistant.models import Answer, Question
from tests.assistant.language_model.conftest import Opens
from tests.assistant.language_model.scripted import Asked, ScriptedServer, Speech
from tests.assistant.language_model.test_untrue import FIGURES, STAGED, TRUE, figures, shown, written

QUOTED = "this answer quotes the sources instead"


def ask(assistant: Assistant, text: str = FIGURES) -> Answer:
    return assistant.ask(Question(turns=[text]))


def truth(asked: Asked) -> str:
    return f"{TRUE} [{figures(asked)}]\nThe average caseload in England was 15.2 at 30 September 2025. [{figures(asked)}]\n"


def assert_quotes_instead(answer: Answer, assistant: Assistant, because: str) -> None:
    assert answer.sections == ask(assistant).sections
    assert any(because in warning and QUOTED in warning for warning in answer.warnings)
    assert answer.status == "answered"


def test_a_server_that_falls_silent_is_not_waited_for(
    with_model: Opens, assistant: Assistant, scripted: ScriptedServer
) -> None:
    hold = threading.Event()
    scripted.says(Speech("Too late. [1]", hold=hold))
    answer = ask(with_model(scripted.url, first_token_s=0.5, timeout_s=1))
    hold.set()
    assert_quotes_instead(answer, assistant, "The language model did not answer in time")


def test_a_text_that_takes_too_long_is_broken_off_and_what_was_checked_stays(
    with_model: Opens, scripted: ScriptedServer
) -> None:
    def slowly(asked: Asked) -> Speech:
        return Speech(f"{TRUE} [{figures(asked)}]\n" + "and so on " * 400, pause_s=0.02)

    scripted.script = slowly
    answer = ask(with_model(scripted.url, timeout_s=3))
    assert [s.text for s in written(answer)] == [TRUE]
    assert any("broke off" in warning for warning in answer.warnings)
    assert scripted.cut.wait(120)


def test_a_line_that_is_cut_while_the_model_writes_keeps_what_was_checked(
    with_model: Opens, scripted: ScriptedServer
) -> None:
    def cut(asked: Asked) -> Speech:
        text = truth(asked)
        return Speech(text, drop_after=text.index("\n") // 7 + 3)

    scripted.asked, scripted.script = [], cut
    answer = ask(with_model(scripted.url))
    assert [s.text for s in written(answer)] == [TRUE]
    assert len(scripted.asked) == 1
    assert any("broke off" in warning for warning in answer.warnings)


@pytest.mark.parametrize(
    "fault", [Speech(status=500), Speech(status=503), Speech(status=429), Speech("not a word", drop_after=0)]
)
def test_a_server_that_recovers_is_asked_again(with_model: Opens, scripted: ScriptedServer, fault: Speech) -> None:
    told = with_model(scripted.url, retries=1)
    left = [fault]
    scripted.asked, scripted.script = [], lambda asked: left.pop() if left else Speech(truth(asked))
    answer = ask(told)
    assert len(scripted.asked) == 2
    assert TRUE in shown(answer)
    assert answer.warnings == []


@pytest.mark.parametrize(
    ("status", "because", "tries"),
    [(500, "status 500", 2), (429, "status 429", 2), (401, "llm.api_key", 1), (404, "no such model", 1)],
)
def test_a_server_that_keeps_refusing_is_named_without_its_words(
    with_model: Opens, assistant: Assistant, scripted: ScriptedServer, status: int, because: str, tries: int
) -> None:
    scripted.says(Speech(status=status))
    answer = ask(with_model(scripted.url, retries=1))
    assert len(scripted.asked) == tries
    assert_quotes_instead(answer, assistant, because)


def test_no_server_at_all_is_said(with_model: Opens, assistant: Assistant) -> None:
    answer = ask(with_model("http://127.0.0.1:9/v1", retries=0))
    assert_quotes_instead(answer, assistant, "could not be reached")


@pytest.mark.parametrize("model", ["anthropic:claude-x", "nobody-knows-this", "google_genai:g"])
def test_a_model_that_cannot_be_made_is_named_and_the_answer_quotes(
    with_model: Opens, assistant: Assistant, model: str
) -> None:
    answer = ask(with_model("", model=model))
    assert_quotes_instead(answer, assistant, model)


def test_the_model_s_sentences_come_one_after_the_other(told: Assistant, scripted: ScriptedServer) -> None:
    scripted.says(truth)
    seen = [[s.text for s in written(answer)] for answer in told.stream(Question(turns=[FIGURES]))]
    assert {1, 2} <= {len(texts) for texts in seen}
    assert all(later[: len(earlier)] == earlier for earlier, later in itertools.pairwise(seen))


def test_what_the_engine_says_is_shown_before_the_model_has_spoken(with_model: Opens, scripted: ScriptedServer) -> None:
    hold = threading.Event()
    scripted.says(Speech("NO ANSWER", hold=hold))
    answers = with_model(scripted.url).stream(Question(turns=[STAGED]))
    titles = [section.title for section in next(answers).sections + next(answers).sections]
    hold.set()
    assert titles[-1] == "Where you are"
    assert "What would change our mind" in [section.title for section in [*answers][-1].sections]


def test_an_answer_that_is_stopped_stops_the_model(with_model: Opens, scripted: ScriptedServer) -> None:
    scripted.cut.clear()
    scripted.script = lambda asked: Speech(truth(asked) + "more and more words " * 500, pause_s=0.02)
    answers = with_model(scripted.url).stream(Question(turns=[FIGURES]))
    assert next(answer for answer in answers if written(answer))
    answers.close()  # type: ignore[attr-defined]
    assert scripted.cut.wait(120)


def test_tokens_and_costs_are_kept_with_the_answer(with_model: Opens, scripted: ScriptedServer) -> None:
    scripted.says(truth)
    told = with_model(scripted.url, price_input=2.0, price_output=10.0)
    answer = told.ask(Question(turns=[FIGURES]), conversation_id="with-costs")
    assert answer.usage is not None
    assert (answer.usage.input_tokens, answer.usage.output_tokens, answer.usage.cost) == (100, 20, 0.0004)
    assert (answer.usage.kept, answer.usage.replaced, answer.usage.dropped, answer.usage.calls) == (2, 0, 0, 1)
    assert (answer.versions["language_model"], answer.versions["prompt"]) == ("openai:scripted", "1")
    record = told._services.record
    assert record is not None
    ((_, kept),) = record.exchanges("with-costs")
    assert kept.usage == answer.usage


def test_tokens_that_no_server_counts_are_not_guessed(with_model: Opens, scripted: ScriptedServer) -> None:
    scripted.says(truth)
    usage = ask(with_model(scripted.url, count_tokens=False, price_input=1.0)).usage
    assert usage is not None
    assert (usage.input_tokens, usage.cost) == (None, None)
    assert "stream_options" not in scripted.asked[0].body


def test_the_key_goes_to_the_server_and_nowhere_else(
    with_model: Opens, scripted: ScriptedServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-for-somebody-else")
    caplog.set_level(logging.INFO)
    scripted.says(truth)
    answer = ask(with_model(scripted.url, api_key="sk-mine"))
    assert scripted.asked[0].headers["authorization"] == "Bearer sk-mine"
    ask(with_model(scripted.url))
    assert "sk-for-somebody-else" not in str([asked.headers for asked in scripted.asked])
    assert "sk-mine" not in answer.model_dump_json() + caplog.text
    assert "vacancy and agency figures" not in caplog.text


def test_personal_data_is_covered_before_it_is_sent(told: Assistant, scripted: ScriptedServer) -> None:
    scripted.says(Speech("NO ANSWER"))
    ask(told, f"Ring me on 07700 900123. {FIGURES}")
    assert "900123" not in scripted.asked[0].text and "vacancy" in scripted.asked[0].text


def test_tracing_in_the_environment_sends_nothing(
    with_model: Opens, scripted: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_tracing = {"LANGSMITH_TRACING": "true", "LANGSMITH_ENDPOINT": scripted.url, "LANGSMITH_API_KEY": "x"}
    for name, value in with_tracing.items():
        monkeypatch.setenv(name, value)
    scripted.says(truth)
    ask(with_model(scripted.url))
    from langsmith.utils import tracing_is_enabled

    assert tracing_is_enabled()
    assert [asked.body.get("model") for asked in scripted.asked] == ["scripted"]


def test_without_the_setting_no_model_is_there(assistant: Assistant) -> None:
    assert LanguageModelSettings().model is None
    answer = ask(assistant)
    assert (answer.usage, set(answer.versions) & {"language_model", "prompt"}) == (None, set())
