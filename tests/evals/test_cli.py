import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from assistant.settings import Settings
from evals.gates import Breach
from evals.printing import end

ROOT = Path(__file__).parents[2]


def regrip(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from app import main; main()", "eval", *arguments]
    environment = {"REGRIP_HOME": str(settings.home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_list_says_of_every_set_what_measures_it_and_what_it_is_for(settings: Settings) -> None:
    rows = json.loads(regrip(settings, "list", "--json").stdout)
    by_name = {row["name"]: row for row in rows}
    assert by_name["questions-test"]["use"].startswith("report only")
    assert by_name["scifact-test"]["models"] == ["hybrid", "dense", "keyword"]
    assert sum(row["cases"] for name, row in by_name.items() if name.startswith("questions-")) >= 150


def test_run_and_compare_give_figures_with_intervals_and_a_verdict(settings: Settings, tmp_path: Path) -> None:
    folders = [tmp_path / "monday", tmp_path / "tuesday"]
    for folder in folders:
        done = regrip(settings, "run", "dossiers-dev", "--limit", "3", "--out", str(folder), "--json")
        assert done.returncode == 0, done.stderr
    (run,) = json.loads(done.stdout)
    assert run["folder"] == str(folders[1])
    assert {"name", "value", "low", "high", "cases", "better"} <= run["figures"][0].keys()
    compared = regrip(settings, "compare", *map(str, folders))
    assert compared.returncode == 0
    assert "| no clear change |" in compared.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "questons-dev"), "no set is called 'questons-dev'; there are"),
        (("run", "dossiers-dev", "--model", "gpt"), "cannot measure 'gpt'"),
        (("run", "dossiers-dev", "plans-dev", "--out", "x"), "--out names one folder, and 2 sets were named"),
        (("compare", "questions-dev", "safety-dev"), "may not be compared: one is of questions-dev"),
        (("report", "nowhere"), "'nowhere' is neither the folder of a run nor a set"),
    ],
)
def test_wrong_use_exits_2_with_one_line_that_names_the_value(
    settings: Settings, arguments: tuple[str, ...], words: str
) -> None:
    done = regrip(settings, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_broken_gate_is_named_and_exits_1(capsys: pytest.CaptureFixture[str]) -> None:
    end([])
    with pytest.raises(typer.Exit) as ended:
        end(
            [
                Breach(
                    set="questions-dev",
                    rule="never fails: quotes_verbatim",
                    detail="q01: citations [2] are not verbatim",
                )
            ]
        )
    assert ended.value.exit_code == 1
    assert capsys.readouterr().err == (
        "gate broken: questions-dev: never fails: quotes_verbatim: q01: citations [2] are not verbatim\n"
    )
