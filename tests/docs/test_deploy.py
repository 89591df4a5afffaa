"""The container, the compose file and the systemd unit: closed, not root, nobody's data inside, and only settings that there are."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.settings import Settings
from evals.supply.packages import pins

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
UNIT = (DEPLOY / "regrip.service").read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with what follows them, continued lines joined."""
    joined = re.sub(r"\\\n\s*", "", DOCKERFILE)
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.strip().partition(" ") for line in lines)]


def test_the_image_is_of_a_named_version_and_its_process_is_nobody_special() -> None:
    found = instructions()
    for word, rest in found:
        if word == "FROM":
            assert re.fullmatch(r"[\w./-]+:[\w.-]+(?: AS \w+)?", rest)
            assert ":latest" not in rest
    users = [rest for word, rest in found if word == "USER"]
    assert users == ["10001:10001"]
    last = [word for word, _ in found if word in ("USER", "CMD", "RUN")]
    assert last.index("USER") > max(i for i, word in enumerate(last) if word == "RUN")
    assert {"HEALTHCHECK", "STOPSIGNAL", "VOLUME"} <= {word for word, _ in found}


def test_the_image_installs_what_is_pinned_and_copies_only_what_is_there() -> None:
    assert "--constraint constraints.txt" in DOCKERFILE
    for word, rest in instructions():
        if word == "COPY" and not rest.startswith("--from"):
            for name in rest.split()[:-1]:
                assert (ROOT / name).exists(), name
        assert word != "ADD"


def test_no_index_record_or_settings_of_anybody_go_into_an_image() -> None:
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "*"
    assert lines.index("indexes/store") > lines.index("!indexes")
    assert not any("toml" in line and "pyproject" not in line for line in lines)


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_every_service_is_closed_and_reached_from_this_machine_alone(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert "privileged" not in service
    assert "latest" not in service.get("image", "")
    if name != "application":
        assert service["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_secrets_are_asked_for_and_not_written_down() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    for name in ("POSTGRES_PASSWORD", "METRICS_TOKEN"):
        assert f"${{{name}:?" in text
    assert not re.search(r"(?:PASSWORD|TOKEN): (?!\$\{)", text)


def test_the_vectors_server_is_of_the_version_of_its_client() -> None:
    assert COMPOSE["services"]["vectors"]["image"] == f"chromadb/chroma:{pins()['chromadb']}"


@pytest.mark.parametrize("variable", sorted(set(re.findall(r"REGRIP_[A-Z_]+", DOCKERFILE + UNIT + str(COMPOSE)))))
def test_every_variable_is_a_setting(variable: str) -> None:
    here: Any = Settings
    for part in variable.removeprefix("REGRIP_").lower().split("__"):
        if part == "accounts" and part not in here.model_fields:
            return  # a setting of versions with accounts, which the compose file needs
        assert part in here.model_fields, variable
        here = here.model_fields[part].annotation


def test_the_unit_starts_what_there_is_and_can_reach_and_write_next_to_nothing() -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(UNIT)
    service = parser["Service"]
    assert service["ExecStart"].endswith("bin/regrip serve")
    for name in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "DynamicUser"):
        assert service[name] == "yes", name
    assert service["ProtectSystem"] == "strict"
    assert (service["IPAddressDeny"], service["IPAddressAllow"]) == ("any", "localhost")
    assert service["CapabilityBoundingSet"] == ""
    assert int(service["TimeoutStopSec"]) > Settings.model_fields["web"].default.seconds_to_finish


def test_systemd_finds_nothing_wrong_with_the_unit_where_there_is_a_systemd(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        assert "[Service]" in UNIT
        return
    unit = tmp_path / "regrip.service"
    unit.write_text(re.sub(r"/srv/regrip/bin/regrip", "/bin/true", UNIT), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "regrip.service" not in done.stderr
