"""Setting a model up: three lines, a key that is never shown, a health check, labels on the page and in the terminal."""

from pathlib import Path

import pytest

from assistant.doctor import examine
from assistant.errors import SettingsError
from assistant.models import Answer, Section, Statement
from assistant.rendering import answer_markdown
from assistant.settings import in_force, load_settings
from tests.assistant.language_model.scripted import ScriptedServer


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_three_lines_set_a_server_of_ones_own_up() -> None:
    Path("regrip.toml").write_text('[llm]\nmodel = "qwen2.5:7b"\nbase_url = "http://localhost:8080/v1/"\n')
    settings = load_settings()
    assert (settings.llm.model, settings.llm.base_url) == ("qwen2.5:7b", "http://localhost:8080/v1")


def test_the_environment_sets_it_up_and_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGRIP_LLM__MODEL", "openai:some-model")
    monkeypatch.setenv("REGRIP_LLM__API_KEY", "sk-s3cret")
    settings = load_settings()
    assert settings.llm.api_key is not None
    assert settings.llm.api_key.get_secret_value() == "sk-s3cret"
    assert "s3cret" not in str(in_force(settings)) + repr(settings) + settings.model_dump_json()
    assert ("llm.model", "openai:some-model", "environment") in in_force(settings)


@pytest.mark.parametrize("line", ["api_key = 7331", "apikey = 'sk-7331'", "model = 7", "api_key = ['7331']"])
def test_a_key_that_is_misspelt_or_of_the_wrong_kind_is_not_repeated(line: str) -> None:
    Path("regrip.toml").write_text(f"[llm]\n{line}\n")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "7331" not in str(caught.value)
    assert "llm" in str(caught.value)


def test_a_key_in_a_section_that_is_misspelt_is_not_repeated() -> None:
    Path("regrip.toml").write_text("[lmm]\napi_key = 'sk-7331'\n")
    with pytest.raises(SettingsError, match="lmm") as caught:
        load_settings()
    assert "7331" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["localhost:8080", "ftp://host", "http://", "http://me:pw@host/v1", "http://host:99999"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    Path("regrip.toml").write_text(f'[llm]\nmodel = "x"\nbase_url = "{url}"\n')
    with pytest.raises(SettingsError, match=r"llm\.base_url"):
        load_settings()


def test_an_address_without_a_model_is_refused() -> None:
    Path("regrip.toml").write_text('[llm]\nbase_url = "http://localhost:1/v1"\n')
    with pytest.raises(SettingsError, match=r"name the model"):
        load_settings()


def checked(monkeypatch: pytest.MonkeyPatch, home: Path, **llm: str) -> tuple[bool, str]:
    """Return whether the doctor finds the language model well, and what it says."""
    monkeypatch.setenv("REGRIP_HOME", str(home))
    for name, value in llm.items():
        monkeypatch.setenv(f"REGRIP_LLM__{name.upper()}", value)
    (check,) = [check for check in examine().checks if check.name == "language model"]
    return check.ok, check.detail


def test_the_doctor_says_that_there_is_none(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    ok, said = checked(monkeypatch, home)
    assert ok and said.startswith("none")


def test_the_doctor_finds_a_server_of_ones_own(
    monkeypatch: pytest.MonkeyPatch, home: Path, scripted: ScriptedServer
) -> None:
    ok, said = checked(monkeypatch, home, model="m", base_url=scripted.url, api_key="sk-s3cret")
    assert ok and scripted.url in said and "sent there" in said
    assert "s3cret" not in examine().model_dump_json()


def test_the_doctor_misses_a_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    ok, said = checked(monkeypatch, home, model="m", base_url="http://127.0.0.1:9/v1")
    assert not ok and "start the server" in said


def test_the_doctor_names_a_package_that_is_missing(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    ok, said = checked(monkeypatch, home, model="anthropic:claude-x")
    assert not ok and "pip install langchain-anthropic" in said


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("written", "(written by the language model)"),
        ("written_inference", "(written by the language model, our inference)"),
    ],
)
def test_what_a_model_wrote_is_labelled_wherever_it_is_shown(kind: str, label: str) -> None:
    statement = Statement(text="It fell.", kind=kind)  # type: ignore[arg-type]
    answer = Answer(id="", status="answered", sections=[Section(title="Short answer", statements=[statement])])
    assert label in answer_markdown(answer)
