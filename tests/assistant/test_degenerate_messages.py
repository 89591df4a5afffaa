"""No message can hold up an answer: each is asked in a process that is killed when it hangs, and the test fails."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.reading import Embeds, read_inputs
from assistant.engine.texts import SourceText, cut_sentences
from assistant.queries.turns import is_chatter
from tests.degenerate import degenerate, read_bounded

ASKS = """
from pathlib import Path
from assistant.assistant import Assistant
from assistant.models import Question
from assistant.settings import Settings
assistant = Assistant.open(Settings(home=Path({home!r})))
assistant.warm()
def read(text): return assistant.ask_unkept(Question(turns=[text]))[1].status
"""
UNDERSTANDS = "from assistant.understanding import understand\ndef read(text): return understand([text]).intent"
SENT = ["spaced full stops", "case and blanks", "line breaks", "numbers with commas", "letters with stops"]
LONG, LONGEST = 12_000, 199_000


def test_degenerate_messages_are_answered_without_a_hang(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "home")
    texts = {name: degenerate(name, LONG) for name in SENT} | {"the longest": degenerate("spaced full stops", LONGEST)}
    read = read_bounded(ASKS.format(home=str(tmp_path / "home")), texts, limit=60)
    assert set(read) == set(texts)
    assert read["spaced full stops"] == "needs_evidence"


def test_what_a_message_asks_is_understood_without_a_hang() -> None:
    texts = {
        "chatter": "ok good " * 90 + "x",
        "figures": "1," * 50_000,
        "how do we": "how do we(" * 10_000,
        "them": "compare them," * 10_000,
        "not": f"not{' ' * 50_000}x",
        "a plan": "our a b c plan " * 5_000,
        "if": f"if {'? ' * 50_000}x",
    }
    assert set(read_bounded(UNDERSTANDS, texts)) == set(texts)


@pytest.mark.parametrize(
    "text", ["Yes but ok, thank you.", "Ok good, thanks!", "ok good " * 20, "Got it, very useful, thank you"]
)
def test_chatter_alone_asks_nothing(text: str) -> None:
    assert is_chatter(text)


def test_a_sentence_that_comes_again_is_read_once_and_counts_each_time(encoder: Embeds) -> None:
    asked: list[str] = []

    class Counting:
        dimension, fingerprint = encoder.dimension, encoder.fingerprint

        def embed(self, texts: list[str]) -> np.ndarray:
            asked.extend(texts)
            return encoder.embed(texts)

    vocabulary = load_model(FOLDER).vocabulary
    texts = ["Visits are late.", "Nobody knows why.", "Visits are late."]
    inputs = read_inputs(texts, Counting(), vocabulary)
    assert asked == texts[:2]
    assert (inputs.vectors == encoder.embed(texts)).all()
    assert inputs.counts == [vocabulary.count(text) for text in texts]
    assert inputs.cues.shape[0] == len(texts)


def test_very_many_very_short_sentences_are_read_in_groups_that_leave_no_word_out() -> None:
    text = " ".join(f"{n}x." for n in range(4_000))
    sentences = cut_sentences([SourceText("paper", text)])
    assert len(sentences) < 400
    assert "".join(s.text for s in sentences).replace(" ", "") == text.replace(" ", "")
    assert all(text[s.start : s.end] == s.text for s in sentences)


@given(st.integers(1, 60), st.sampled_from(["Visits are late. ", "No. ", "- Health send juniors.\n"]))
def test_ordinary_numbers_of_sentences_stay_apart(times: int, sentence: str) -> None:
    assert len(cut_sentences([SourceText("paper", sentence * times)])) == times
