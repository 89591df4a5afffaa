"""A service in a folder or a file: its dated papers, and a plan among them."""

from pathlib import Path

from assistant.comparing.sides import Service
from assistant.errors import QuestionError
from assistant.models import Question
from assistant.plan_titles import names_a_plan
from assistant.terminal import actions_from, paper_from


def service_in(path: Path) -> Service:
    """Return the service that a file, or the files of a folder, describe. Raises QuestionError for a folder without any, FileError."""
    papers, plans = files_of(path)
    if not papers:
        raise QuestionError(f"{path.name}: the folder has no file to read; put the service's papers into it")
    return Service(
        name=path.name if path.is_dir() else path.stem,
        situation=Question(turns=[""], documents=[paper_from(each) for each in papers]),
        plan=[action for each in plans for action in actions_from(each)],
    )


def files_of(path: Path) -> tuple[list[Path], list[Path]]:
    """Return the papers of a service and the files of its plan, by name; hidden files are left out."""
    if path.is_file():
        return [path], []
    found = [each for each in sorted(path.iterdir()) if each.is_file() and not each.name.startswith((".", "~$"))]
    plans = [each for each in found if names_a_plan(each.stem)]
    return [each for each in found if each not in plans], plans
