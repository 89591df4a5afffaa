"""The stage engine: texts in, assessment out."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.engine.artefacts import FOLDER, StageModel, load_model
from assistant.engine.figures import figures_alone, read_figures
from assistant.engine.predictor import Predictor
from assistant.engine.questions import next_questions
from assistant.engine.reading import Embeds, counting_mask, read_inputs
from assistant.engine.signals import for_and_against, has_words, itemise, read_signals
from assistant.engine.texts import SourceText, read_sentences
from assistant.errors import ModelFileError
from assistant.models import Assessment, Signal
from corpus.vocabulary import OUTCOMES, STAGES, THEMES, Outcome, Stage, Theme

PLAUSIBLE_MASS = 0.9
"""The plausible stages are the fewest whose probabilities reach this together."""
_INSUFFICIENT, _OUT_OF_SCOPE = OUTCOMES.index("insufficient"), OUTCOMES.index("out_of_scope")


class StageEngine:
    """Reads a service's stage from texts. Holds no text; safe to share between threads if the embedder is."""

    def __init__(self, embedder: Embeds, artefacts: Path | None = None, model: StageModel | None = None) -> None:
        """Load the committed model, or the one in `artefacts`, or use `model` as it is.

        Raises ModelFileError when it cannot be read or was made for vectors of another length than the embedder gives.
        """
        self._model = model or load_model(artefacts or FOLDER)
        made_for = self._model.card["embedder"]
        if embedder.dimension != made_for["dimension"]:
            raise ModelFileError(
                f"the stage model was made with {made_for['name']} ({made_for['dimension']} numbers), the embedder gives "
                f"{embedder.dimension}; use that embedder, or rebuild the model with `python -m assistant.training`"
            )
        self._embedder = embedder
        self._predictor = Predictor(self._model)

    @property
    def version(self) -> str:
        """The model's version: changes whenever an assessment may."""
        return self._model.version

    def assess(self, texts: Sequence[SourceText]) -> Assessment:
        """Return the assessment of `texts`, turns oldest first and documents after them.

        A later turn corrects an earlier one, a text that comes twice counts once, and where nothing is left to count the
        outcome is `insufficient`.
        """
        sentences = read_sentences(texts)
        mask = counting_mask(sentences)
        figures = read_figures(texts, sentences, self._model.rubric)
        if not any(has_words(s.text) for s in sentences if s.counts) or figures_alone(sentences, figures):
            mask[:] = False
        inputs = read_inputs([s.text for s in sentences], self._embedder, self._model.vocabulary)
        prediction = self._predictor.predict(inputs, mask)
        found = read_signals(sentences, prediction, inputs.vectors, self._model)
        assessment = self._conclude(prediction.outcomes, itemise(found, self._embedder, self._model))
        return assessment.model_copy(update={"figures": [] if assessment.outcome == "out_of_scope" else figures})

    def _conclude(self, outcomes: np.ndarray, found: list[Signal]) -> Assessment:
        order = np.argsort(-outcomes, kind="stable")
        outcome = OUTCOMES[int(order[0])]
        stages = outcomes[: len(STAGES)] / outcomes[: len(STAGES)].sum()
        p_unknown = float(outcomes[_INSUFFICIENT] + outcomes[_OUT_OF_SCOPE])
        signals, against = for_and_against(found, outcome)
        missing = missing_themes(found) if outcome != "out_of_scope" else []
        return Assessment(
            outcome=outcome,
            stage=_as_stage(outcome),
            probabilities={stage: float(p) for stage, p in zip(STAGES, stages, strict=True)},
            p_insufficient=float(outcomes[_INSUFFICIENT]),
            p_out_of_scope=float(outcomes[_OUT_OF_SCOPE]),
            plausible=plausible_stages(stages),
            confidence=float(outcomes[order[0]]),
            runner_up=OUTCOMES[int(order[1])],
            signals=signals,
            against=against,
            questions=[]
            if outcome == "out_of_scope"
            else next_questions(stages, p_unknown, missing, self._model.rubric),
            missing_themes=missing,
        )


def _as_stage(outcome: Outcome) -> Stage | None:
    return None if outcome == "insufficient" or outcome == "out_of_scope" else outcome


def plausible_stages(stages: np.ndarray) -> list[Stage]:
    """Return the fewest stages whose probabilities, shape (5,), together reach PLAUSIBLE_MASS, in order of difficulty."""
    order = np.argsort(-stages, kind="stable")
    enough = int(np.searchsorted(np.cumsum(stages[order]), PLAUSIBLE_MASS)) + 1
    return [STAGES[i] for i in sorted(order[:enough])]


def missing_themes(found: Sequence[Signal]) -> list[Theme]:
    """Return the themes of the rubric on which nothing that counts was said."""
    seen = {signal.theme for signal in found if signal.standing == "now_here"}
    return [theme for theme in THEMES if theme not in seen]
