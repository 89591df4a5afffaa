"""`python -m evals.examples`: answers to questions drawn at random, as they come, for people to read in `docs/examples.md`."""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from assistant.assistant import Assistant
from assistant.models import Question
from assistant.rendering import answer_markdown
from assistant.settings import load_settings
from evals.cases import QuestionCase
from evals.catalogue import get_set

SET, MANY, SEED = "questions-dev", 20, 2026


def draw(cases: Sequence[QuestionCase], many: int, seed: int) -> list[QuestionCase]:
    """Return `many` cases drawn at random, in the order of the set."""
    chosen = set(random.Random(seed).sample(range(len(cases)), min(many, len(cases))))
    return [case for place, case in enumerate(cases) if place in chosen]


def page(cases: Sequence[QuestionCase], assistant: Assistant, seed: int) -> str:
    """Return the page of answers, one section a question."""
    versions = ", ".join(f"{name} {value}" for name, value in assistant.ready().items())
    parts = [
        "# Twenty answers as they came",
        f"Drawn at random (seed {seed}) from the development half of the question set, and pasted without a change by "
        "`python -m evals.examples`. A second reader went through them: see [what the reader said](examples-read.md).",
        f"Versions: {versions}.",
    ]
    for case in cases:
        answer = assistant.ask(Question(turns=[case.question], documents=list(case.documents)))
        shown = answer_markdown(answer).replace("\n## ", "\n### ").removeprefix("## ")
        parts += [
            f"## {case.id}: {case.question}",
            f"*{answer.status}, {answer.completeness or 'no completeness'}*",
            "### " + shown,
        ]
    return "\n\n".join(parts).rstrip() + "\n"


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m evals.examples", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/examples.md"))
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    cases = draw(get_set(SET).cases(QuestionCase), MANY, arguments.seed)
    settings = load_settings()
    silent = settings.model_copy(update={"record": settings.record.model_copy(update={"keep": False})})
    arguments.out.write_text(page(cases, Assistant.open(silent), arguments.seed), encoding="utf-8")
    print(f"wrote {arguments.out}")


if __name__ == "__main__":
    main()
