"""A server that is told to end: what is being answered is finished, nothing new is taken, the next start finds all in order."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.assistant.web.serving import ROOT, Site

pytestmark = pytest.mark.slow
TEXT = "Our assessments are slowing and the dashboard does not match what teams say. What stage are we in?"


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Path:
    """A home that a test may serve."""
    shutil.copytree(home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def running(own: Path) -> Iterator[Site]:
    """A server on it."""
    site = Site(own)
    site.begin()
    yield site
    site.kill()
    site.end()


def test_an_answer_that_is_being_made_is_finished_and_the_process_ends_well(running: Site) -> None:
    with httpx.Client(base_url=f"{running.address}/api/v1", timeout=180) as client:
        case = client.post("/cases", json={"name": "Northbury"}).json()["id"]
        process = running._process
        assert process is not None
        with client.stream("POST", f"/cases/{case}/ask/stream", json={"text": TEXT}) as reply:
            lines = reply.iter_lines()
            taken = next(line for line in lines if line.startswith("data: "))
            process.send_signal(signal.SIGTERM)
            rest = list(lines)
        assert any(line == "event: done" for line in rest)
        assert process.wait(timeout=180) == 0
    exchange = json.loads(taken[6:])["exchange_id"]
    connection = sqlite3.connect(running.home / "record.sqlite")
    assert connection.execute("select count(*) from exchanges where id = ?", (exchange,)).fetchone() == (1,)
    assert connection.execute("select count(*) from waiting").fetchone() == (0,)
    connection.close()
    assert not (running.home / "serving.json").exists()


def test_a_second_process_on_the_same_home_is_refused_by_name_and_commands_that_read_go_on(running: Site) -> None:
    process = running._process
    assert process is not None
    second = _command(running.home, "serve", "--port", "0")
    assert second.returncode == 2
    assert re.search(rf"process {process.pid} on \S+, since .*; stop that process, or set REGRIP_HOME", second.stderr)
    assert "Traceback" not in second.stderr
    assert _command(running.home, "history").returncode == 0
    assert httpx.get(f"{running.address}/healthz", timeout=60).status_code == 200


def test_a_start_after_a_kill_says_what_it_put_right(own: Path) -> None:
    site = Site(own)
    site.begin()
    with httpx.Client(base_url=f"{site.address}/api/v1", timeout=180) as client:
        case = client.post("/cases", json={"name": "Northbury"}).json()["id"]
        with client.stream("POST", f"/cases/{case}/ask/stream", json={"text": TEXT}) as reply:
            next(line for line in reply.iter_lines() if line.startswith("data: "))
            site.kill()
    site.end()
    (own / "incoming" / "half").mkdir(parents=True)
    command = [sys.executable, str(ROOT / "app.py"), "serve", "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment(own), cwd=own
    )
    assert process.stdout is not None
    process.stdout.readline()
    threading.Timer(0.1, process.terminate).start()
    _, said = process.communicate(timeout=180)
    assert "regrip: put right after an interruption: removed 1 file of uploads or deletions" in said
    assert "regrip: 1 message without an answer yet; open the conversations" in said
    assert not (own / "incoming").exists()


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "REGRIP_HOME": str(home), "PYTHONPATH": str(ROOT)}


def _command(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "app.py"), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=_environment(home), cwd=home, timeout=300, check=False
    )
