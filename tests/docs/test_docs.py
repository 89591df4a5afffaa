"""The documentation says what is true: commands, settings, links and files it names exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from app import build_cli
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")


def commands(group: object, path: str = "regrip") -> Iterator[tuple[str, list[str]]]:
    """Yield every command with its long options."""
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", [o for p in command.params for o in p.opts if o.startswith("--")]


ALL_COMMANDS = dict(commands(__import__("typer").main.get_command(build_cli())))


@pytest.mark.parametrize("command", ALL_COMMANDS)
def test_every_command_and_its_options_are_documented(command: str) -> None:
    assert f"`{command}" in COMMANDS
    missing = [o for o in ALL_COMMANDS[command] if o not in ("--help", "--debug") and f"`{o}" not in COMMANDS]
    assert missing == []


def test_every_command_in_the_documentation_exists() -> None:
    said = {
        match[1].strip()
        for page in PAGES
        for match in re.finditer(
            r"(?:^|`|\$ )regrip ((?:[a-z][a-z-]+ ?){1,2})", page.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    known = {command.removeprefix("regrip ") for command in ALL_COMMANDS}
    groups = {command.split()[0] for command in known}
    unknown = [s for s in said if s not in known and s.split()[0] not in known | groups]
    assert unknown == []


def leaves(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, object]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from leaves(field.annotation, f"{above}{name}.")
        else:
            yield f"{above}{name}", field.default


@pytest.mark.parametrize(("path", "default"), leaves(Settings))
def test_every_setting_is_documented_with_its_default(path: str, default: object) -> None:
    row = next((line for line in SETTINGS.splitlines() if line.startswith(f"| `{path}`")), None)
    assert row is not None
    assert path == "home" or f"`{default}`" in row


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    lost = [t for t in targets if not t.startswith(("http://", "https://")) and not (page.parent / t).exists()]
    assert lost == []


def test_files_that_the_documentation_names_exist() -> None:
    lost = []
    for page in PAGES:
        for name in re.findall(
            r"`((?:assistant|corpus|indexes|evals|docs|tests)/[\w./-]+)`", page.read_text(encoding="utf-8")
        ):
            if not (ROOT / name).exists() and name not in ("indexes/store", "indexes/store/"):
                lost.append(f"{page.name}: {name}")
    assert lost == []


def test_the_readme_begins_with_what_a_newcomer_needs() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    first_block = next(i for i, line in enumerate(lines) if line.startswith("```"))
    assert first_block < 30
    text = "\n".join(lines)
    for needed in ("make run", "make test", "pip install", "docs/images/", "| word |"):
        assert needed in text


def test_nothing_names_a_machine_path_or_a_package_host() -> None:
    found = []
    for path in [*PAGES, *ROOT.glob("*.toml"), ROOT / "Makefile", ROOT / ".ci/run", *ROOT.glob("*/**/*.py")]:
        if ".venv" in path.parts or "store" in path.parts or path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8")
        if re.search(r"(?<![\w.-])/(?:work|root|home|opt)/[a-zA-Z]|://[\w.-]*(?:pypi|npmjs|deb\.debian)", text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []
