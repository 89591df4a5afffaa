from evals.benchmarks import main
from evals.catalogue import all_sets
from evals.runs import COMMITTED, RunFolder


def test_the_benchmarks_page_is_what_the_committed_runs_give() -> None:
    assert main(["--check"]) == 0


def test_every_set_has_a_committed_run_that_is_whole_and_of_todays_cases() -> None:
    for name, chosen in all_sets().items():
        info = RunFolder(COMMITTED / name).info
        assert info.finished, name
        assert info.limit is None, name
        assert info.set_sha256 == chosen.sha256, f"{name}: run it again, its cases have changed"
