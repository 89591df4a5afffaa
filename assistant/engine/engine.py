"""The stage engine: texts in, assessment out."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.chances import certainty
from assistant.engine.additions import added_signals, confirm, signs_of, without_repeats
from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.corrections import apply_marks, undate_withdrawn
from assistant.engine.ended import part_ended, set_aside_ended, set_aside_long_ago
from assistant.engine.figures import figures_alone, read_figures
from assistant.engine.overtaken import overtake, part_corrections
from assistant.engine.places import place_marks
from assistant.engine.predictor import Predictor
from assistant.engine.questions import next_questions
from assistant.engine.reading import Embeds, counting_mask, read_inputs
from assistant.engine.separating import separates
from assistant.engine.signals import for_and_against, has_words, indicate, read_marked, read_signals
from assistant.engine.texts import Sentence, SourceText, count_once, cut_sentences, list_apart
from assistant.engine.themes import missing_themes
from assistant.errors import ModelFileError
from assistant.models import Assessment, Mark, Signal
from corpus.vocabulary import OUTCOMES, STAGES, Outcome, Stage
from indexes.settings import EmbedderSettings

PLAUSIBLE_MASS = 0.9
"""The plausible stages are the fewest whose probabilities reach this together."""
LEAST_UNNAMED = 0.1
"""The least chance that no stage can be named at which that is the reading to tell a stage from."""
_INSUFFICIENT, _OUT_OF_SCOPE = OUTCOMES.index("insufficient"), OUTCOMES.index("out_of_scope")


def load_encoder(
    home: Path | None = None, settings: EmbedderSettings | None = None, artefacts: Path = FOLDER
) -> Embeds:
    """Return MiniLM with the upper layers of the model in `artefacts`, prepared in `home` at its first use.

    Of `settings` the threads count. Raises ModelFileError when the model cannot be read, EmbedderError when its layers cannot be
    prepared.
    """
    from indexes.embedders import get_tuned

    return get_tuned(load_model(artefacts).layers, settings, home)


class StageEngine:
    """Reads a service's stage from texts. Holds no text; safe to share between threads if embedder and encoder are."""

    def __init__(self, embedder: Embeds, encoder: Embeds, artefacts: Path = FOLDER) -> None:
        """Load the model in `artefacts`, by default the committed one.

        `encoder` is MiniLM with that model's upper layers (`load_encoder`); `embedder`, as packaged, finds the nearest indicator.

        Raises ModelFileError when it cannot be read or was made for vectors of another length than the embedder gives.
        """
        self._model = load_model(artefacts)
        made_for = self._model.card["embedder"]
        if embedder.dimension != made_for["dimension"]:
            raise ModelFileError(
                f"the stage model was made with {made_for['name']} ({made_for['dimension']} numbers), the embedder gives "
                f"{embedder.dimension}; use that embedder, or rebuild the model with `python -m assistant.training`"
            )
        if self._model.layers_digest not in encoder.fingerprint:
            raise ModelFileError(
                f"the stage model's layers are {self._model.layers_digest}, the encoder is {encoder.fingerprint}; "
                "use the one that load_encoder gives for that model"
            )
        self._embedder, self._encoder = embedder, encoder
        self._predictor = Predictor(self._model)

    @property
    def version(self) -> str:
        """The model's version: changes whenever an assessment may."""
        return self._model.version

    def assess(self, texts: Sequence[SourceText], marks: Sequence[Mark] = (), explained: bool = True) -> Assessment:
        """Return the assessment of `texts`, turns oldest first and documents after them, as `marks` correct it.

        Where it is not `explained`, outcome, chances and signals are the same, without the indicators of signals, the questions, what
        is missing and what tells the outcome from the runner-up: that is half the work, for those who read many texts at once.
        A later turn corrects an earlier one, a text that comes twice counts once, and where nothing is left to count the
        outcome is `insufficient`. The order of marks changes nothing. Raises QuestionError for a mark on a place that is not there.
        """
        placed = place_marks(marks, texts)
        cut = overtake(cut_sentences(undate_withdrawn(texts, placed), restating=True))
        told = part_corrections(count_once(apply_marks(set_aside_long_ago(cut), texts, placed)))
        sentences = part_ended(list_apart(told))
        inputs = read_inputs([s.text for s in sentences], self._encoder, self._model.vocabulary)
        sentences = set_aside_ended(sentences, self._predictor.read_heads(inputs)["mechanism"])
        mask = counting_mask(sentences)
        figures = read_figures(texts, sentences, self._model.rubric)
        if not any(has_words(s.text) for s in sentences if s.counts) or figures_alone(sentences, figures):
            mask[:] = False
        prediction = self._predictor.predict(inputs, mask)
        found = read_signals(sentences, prediction)
        if any(sentence.marked for sentence in sentences):
            counted = np.array([sentence.counted for sentence in sentences], dtype=bool)
            found += read_marked(sentences, self._predictor.predict(inputs, mask | counted))
        added = added_signals(placed, texts, self._embedder, self._model)
        if added:
            found = indicate(found, self._embedder, self._model)
        signs = signs_of(added, found, sentences, prediction, self._model)
        shown = [*without_repeats(found, added), *added]
        assessment = self._conclude(confirm(prediction.outcomes, signs), shown, sentences if explained else None)
        return assessment.model_copy(update={"figures": [] if assessment.outcome == "out_of_scope" else figures})

    def _conclude(self, outcomes: np.ndarray, found: list[Signal], explaining: Sequence[Sentence] | None) -> Assessment:
        """Return what follows from the chances and signals, explained from the sentences where they are given."""
        order = np.argsort(-outcomes, kind="stable")
        outcome = OUTCOMES[int(order[0])]
        stages = outcomes[: len(STAGES)] / outcomes[: len(STAGES)].sum()
        shown, aside = for_and_against(found, outcome)
        assessment = Assessment(
            outcome=outcome,
            stage=_as_stage(outcome),
            probabilities={stage: float(p) for stage, p in zip(STAGES, stages, strict=True)},
            p_insufficient=float(outcomes[_INSUFFICIENT]),
            p_out_of_scope=float(outcomes[_OUT_OF_SCOPE]),
            plausible=plausible_stages(stages),
            confidence=float(outcomes[order[0]]),
            runner_up=OUTCOMES[int(order[1])],
            signals=shown,
            against=aside,
            questions=[],
            certainty=certainty(
                float(outcomes[order[0]]),
                any(s.marked and s.standing == "now_here" for s in found),
                _as_stage(outcome) is not None and sum(s.standing == "now_here" for s in found) == 1,
            ),
        )
        return self._explained(assessment, stages, found, explaining) if explaining is not None else assessment

    def _explained(
        self, assessment: Assessment, stages: np.ndarray, found: Sequence[Signal], sentences: Sequence[Sentence]
    ) -> Assessment:
        """Return the assessment with the indicators of its signals, what is missing, what would tell, and what to ask."""
        outcome, rubric = assessment.outcome, self._model.rubric
        indicated = indicate([*assessment.signals, *assessment.against], self._embedder, self._model)
        signals, against = indicated[: len(assessment.signals)], indicated[len(assessment.signals) :]
        missing = missing_themes([*found, *indicated], sentences, rubric) if outcome != "out_of_scope" else []
        p_unknown = assessment.p_insufficient + assessment.p_out_of_scope
        return assessment.model_copy(
            update={
                "signals": signals,
                "against": against,
                "questions": [] if outcome == "out_of_scope" else next_questions(stages, p_unknown, missing, rubric),
                "missing_themes": missing,
                "separates": separates(outcome, rival(assessment), indicated, rubric),
            }
        )


def rival(assessment: Assessment) -> Outcome:
    """Return what the outcome has to be told from: the runner-up, or, where it is all but sure that a stage can be named, another
    stage: the highest that a sign shows, else the likelier neighbour.
    """
    assert assessment.runner_up is not None, "a conclusion has a runner-up"
    unnamed = assessment.p_insufficient + assessment.p_out_of_scope
    if assessment.stage is None or assessment.runner_up in STAGES or unnamed >= LEAST_UNNAMED:
        return assessment.runner_up
    shown = {s.stage for s in (*assessment.signals, *assessment.against) if s.standing == "now_here"}
    if others := [stage for stage in STAGES if stage in shown and stage != assessment.stage]:
        return others[-1]
    own = STAGES.index(assessment.stage)
    return max(
        STAGES[max(0, own - 1) : own] + STAGES[own + 1 : own + 2], key=lambda stage: assessment.probabilities[stage]
    )


def _as_stage(outcome: Outcome) -> Stage | None:
    return None if outcome == "insufficient" or outcome == "out_of_scope" else outcome


def plausible_stages(stages: np.ndarray) -> list[Stage]:
    """Return the fewest stages whose probabilities, shape (5,), together reach PLAUSIBLE_MASS, in order of difficulty."""
    order = np.argsort(-stages, kind="stable")
    enough = int(np.searchsorted(np.cumsum(stages[order]), PLAUSIBLE_MASS)) + 1
    return [STAGES[i] for i in sorted(order[:enough])]
