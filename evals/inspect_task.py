"""A question set as an Inspect AI task: `inspect eval evals/inspect_task.py -T set=questions-dev`.

The assistant answers, so no model is asked; Inspect wants one named all the same: `--model mockllm/model`.
"""

import asyncio
from threading import Lock
from typing import Any

from assistant.settings import load_settings
from evals.answers.generate import reply_to
from evals.cases import QuestionCase
from evals.evaluation import Subject
from evals.inspect_samples import MISSING, completion, explanation, judged, sample_fields, values
from evals.questions import question_cases

try:
    from inspect_ai import Task, task
    from inspect_ai.dataset import MemoryDataset, Sample
    from inspect_ai.model import ModelOutput
    from inspect_ai.scorer import Score, mean, scorer, stderr
    from inspect_ai.solver import solver
except ImportError as error:
    raise ImportError(MISSING) from error


@task
def questions(set: str = "questions-dev") -> Any:
    """Return the task that asks the assistant every question of `set`, a set's name or a JSON lines file of question cases."""
    samples = [Sample(**sample_fields(case)) for case in question_cases(set)]
    return Task(dataset=MemoryDataset(samples, name=set), solver=assistant(), scorer=regrip())


@solver
def assistant() -> Any:
    """Answer with the assistant on the settings in force, one question at a time."""
    subject, one = Subject(load_settings(), "extractive"), Lock()

    def answered(case: QuestionCase) -> Any:
        with one:
            return reply_to(case, subject.assistant)

    async def solve(state: Any, generate: Any) -> Any:
        reply = await asyncio.to_thread(answered, QuestionCase.model_validate(state.metadata["case"]))
        state.metadata["reply"] = reply.model_dump(mode="json")
        state.output = ModelOutput.from_content("regrip", completion(reply))
        state.completed = True
        return state

    return solve


@scorer(metrics={"*": [mean(), stderr()]})
def regrip() -> Any:
    """Judge the reply by the scores of the evaluation `answers`, with the reasons as the explanation."""

    async def judge(state: Any, target: Any) -> Any:
        result = judged(state.metadata["case"], state.metadata["reply"])
        return Score(value=values(result), answer=state.metadata["reply"]["status"], explanation=explanation(result))

    return judge
