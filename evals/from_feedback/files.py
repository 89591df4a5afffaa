"""Writes the cases made of feedback, and beside each file of them a card that `regrip eval run` takes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml

from assistant.errors import StateError
from assistant.state.models import Feedback
from assistant.state.store import Record
from evals.cases import ConversationCase, QuestionCase
from evals.catalogue import Card, HalfCard
from evals.errors import EvaluationError
from evals.from_feedback.cases import NotACase, case_of

Case = TypeVar("Case", QuestionCase, ConversationCase)
HALF = "all"

_TEXT = """\
# Feedback

Made by `regrip eval import-feedback` of what readers said of answers ({cases} of them). Nobody has looked at it yet.
**A person has to go through what is expected, case by case, before a figure of it means anything**; then say here who did, and change
`use` and `writers` above.

| the reader said | what is expected |
| --- | --- |
| `wrong` or `unsupported` of a statement | that no statement says the very same words again (`must_not`); other words pass |
| `missing` with a note | a point, met by the words that the note has in quotation marks, or by the few that matter in a short note |
| `helpful` | the documents that were cited there, as `sources` |
| anything else | nothing; `note` has every verdict, place and note, to make an expectation of |

What the feedback does not say is empty and not judged: no status, outcome or intent is taken over from the answer that was given.
Measures that need them have no cases.{turns}

The questions are what people typed, with personal data covered as the record has it. Covering is not perfect: read them before you
pass them on.{sheet}
"""
_SHEET = " To look at the cases in a spreadsheet: `regrip eval export {file} --out cases.xlsx`, and back with `regrip eval import`."
_TURNS = " Each case is a whole conversation of which the last message is judged; two answers of one conversation are two cases."


@dataclass
class Written:
    """Files of cases with how many each holds, and why other exchanges are not among them."""

    sets: list[tuple[Path, int]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def write_cases(record: Record | None, out: Path) -> Written:
    """Write a case for each exchange with feedback: single questions to `out`, conversations to a file of their own beside it.

    Where all are conversations, they go to `out`. Raises EvaluationError when there is no feedback, or a file is there already.
    """
    if out.suffix != ".jsonl":
        raise EvaluationError(f"{out}: cases are written to a file that ends in .jsonl")
    questions, conversations = list[QuestionCase](), list[ConversationCase]()
    written, given = Written(), list[Feedback]()
    for exchange_id in record.judged() if record else []:
        assert record is not None
        try:
            own = record.feedback(exchange_id)
            case = case_of(record.exchange(exchange_id), own)
        except (NotACase, StateError) as error:
            written.left_out.append(str(error))
            continue
        given += own
        questions.append(case) if isinstance(case, QuestionCase) else conversations.append(case)
    if not questions and not conversations:
        why = f": {'; '.join(written.left_out)}" if written.left_out else "; give some with `regrip feedback`"
        raise EvaluationError(f"there is no feedback to make cases of{why}")
    beside = out.with_name(f"{out.stem}-conversations.jsonl") if questions else out
    _refuse_overwriting([(out, questions), (beside, conversations)])
    written.sets += _write(out, questions, "answers", given)
    written.sets += _write(beside, conversations, "conversations", given)
    return written


def _refuse_overwriting(planned: Sequence[tuple[Path, Sequence[object]]]) -> None:
    for path, cases in planned:
        for each in (path, path.with_suffix(".md")) if cases else ():
            if each.exists():
                raise EvaluationError(
                    f"{each}: is there already, and a person may have worked on it; name another file"
                )


def _write(path: Path, cases: Sequence[Case], evaluation: str, given: Sequence[Feedback]) -> list[tuple[Path, int]]:
    if not cases:
        return []
    ids = {case.id for case in cases}
    card = _card(path, len(cases), evaluation, [each for each in given if each.exchange_id in ids])
    front = yaml.safe_dump(card.model_dump(mode="json"), sort_keys=False, allow_unicode=True, width=140)
    turns, sheet = (_TURNS, "") if evaluation == "conversations" else ("", _SHEET.format(file=path.name))
    text = _TEXT.format(cases=len(cases), turns=turns, sheet=sheet)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(c.model_dump_json(exclude_defaults=True) + "\n" for c in cases), encoding="utf-8")
        path.with_suffix(".md").write_text(f"---\n{front}---\n\n{text}", encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be written ({error.strerror or error})") from error
    return [(path, len(cases))]


def _card(path: Path, cases: int, evaluation: str, given: Sequence[Feedback]) -> Card:
    days = sorted(f"{each.given_at:%Y-%m-%d}" for each in given)
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "cases"
    return Card(
        id=name if name.startswith("feedback") else f"feedback-{name}",
        title="What readers said of answers",
        evaluation=evaluation,
        origin=f"Made by `regrip eval import-feedback` of {len(given)} pieces of feedback, {days[0]} to {days[-1]}.",
        writers="users of one installation, who saw the answers; nobody has looked at the expectations",
        licence="none given: what users typed, not for publication",
        halves={
            HALF: HalfCard(
                files=(path.name,),
                cases=cases,
                use="look at it first: a person has to check what is expected before a figure of it means anything",
            )
        },
    )
