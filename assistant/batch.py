"""One JSON object a line in, one a line out: same id, same order, as each is done; a bad line never stops the rest."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import QuestionError
from assistant.models import Mark, Question, UserDocument
from corpus.errors import RegripError


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class AskLine(_Line):
    """A line for `regrip ask --jsonl`: `question` or `turns`, with documents or without."""

    question: str | None = None
    turns: list[str] | None = None
    documents: list[UserDocument] = []
    marks: list[Mark] = []

    def to_question(self) -> Question:
        """Return the question. Raises QuestionError when the line holds none or both."""
        return _question(self.question, self.turns, self.documents, "question", self.marks)


class AssessLine(_Line):
    """A line for `regrip assess --jsonl`: `text`, `turns` or `documents`."""

    text: str | None = None
    turns: list[str] | None = None
    documents: list[UserDocument] = []
    marks: list[Mark] = []

    def to_question(self) -> Question:
        """Return what is to be assessed. Raises QuestionError when the line holds nothing."""
        return _question(self.text, self.turns, self.documents, "text", self.marks)


class RetrieveLine(_Line):
    """A line for `regrip retrieve --jsonl`: `query` or `turns`."""

    query: str | None = None
    turns: list[str] | None = None

    def to_turns(self) -> list[str]:
        """Return the query as a conversation of one turn or more. Raises QuestionError when the line holds none."""
        return _question(self.query, self.turns, [], "query").turns


class PlanLine(_Line):
    """A line for `regrip plan-check --jsonl`: `situation` and `actions`, with the id that the reply bears."""

    class Action(_Line):
        """An action of the plan; what else is known of it is not read yet."""

        text: str

    situation: str
    actions: list[Action]

    def to_question(self) -> Question:
        """Return the situation as what is to be assessed."""
        return Question(turns=[self.situation])

    def to_actions(self) -> list[str]:
        """Return the words of the actions."""
        return [action.text for action in self.actions]


class TimelineLine(_Line):
    """A line for `regrip timeline --jsonl`: `documents`, each with text and, if known, date and title."""

    class Paper(_Line):
        """One document; a date of null is the same as none."""

        title: str = "document"
        date: str | None = None
        text: str

    documents: list[Paper]

    def to_documents(self) -> list[UserDocument]:
        """Return the documents."""
        return [UserDocument(**paper.model_dump()) for paper in self.documents]


class VerifyLine(_Line):
    """A line for `regrip verify --jsonl`: a claim and its passages."""

    id: str = ""
    claim: str
    passages: list[str]


def _question(
    text: str | None, turns: list[str] | None, documents: list[UserDocument], key: str, marks: Sequence[Mark] = ()
) -> Question:
    if text is not None and turns is not None:
        raise QuestionError(f"the line has both {key!r} and 'turns'; keep one")
    said = [text] if text is not None else turns
    if said is None and documents:
        said = [""]
    if not said:
        raise QuestionError(f"the line has no {key!r}; give {key!r}, 'turns' or, where allowed, 'documents'")
    return Question(turns=said, documents=documents, marks=list(marks))


def run_batch(path: str, answer: Callable[[dict[str, Any]], dict[str, Any]], out: TextIO) -> int:
    """Answer each line of `path` (`-`: standard input) on `out` and return how many lines failed.

    `answer` gets a line's object and returns the reply; what it raises becomes that line's error. The id comes back as it was given.
    """
    failed = 0
    with _opened(path) as lines:
        for line in lines:
            reply, given = _reply(line, answer)
            failed += reply.get("status") == "error"
            out.write(
                json.dumps({"id": given, **{k: v for k, v in reply.items() if k != "id"}}, ensure_ascii=False) + "\n"
            )
            out.flush()
    return failed


def _reply(line: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> tuple[dict[str, Any], Any]:
    given = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise QuestionError(f"the line is a JSON {type(row).__name__}, not an object")
        given = row.get("id")
        return answer(row), given
    except json.JSONDecodeError as error:
        return _error("bad_line", f"the line is not JSON: {error.msg} at character {error.pos}"), given
    except ValidationError as error:
        first = error.errors()[0]
        return _error("bad_input", f"{'.'.join(map(str, first['loc']))}: {first['msg'].lower()}"), given
    except RegripError as error:
        return _error(error.code, str(error)), given
    except Exception as error:
        return _error("unexpected", f"{type(error).__name__} while answering this line"), given


def _error(code: str, message: str) -> dict[str, Any]:
    return {"status": "error", "error": {"code": code, "message": message}}


@contextmanager
def _opened(path: str) -> Iterator[Iterator[str]]:
    if path == "-":
        yield _filled(sys.stdin)
        return
    try:
        file = Path(path).open(encoding="utf-8-sig", errors="replace")  # noqa: SIM115
    except OSError as error:
        raise QuestionError(
            f"{path}: cannot be read ({error.strerror}); give a file with one JSON object a line, or -"
        ) from error
    with file:
        yield _filled(file)


def _filled(lines: TextIO) -> Iterator[str]:
    return (line for line in lines if line.strip())
