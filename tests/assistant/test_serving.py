"""One process serves a home folder: the second is told which, and since when."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import HomeInUse, StateError
from assistant.serving import serving, who_serves

ROOT = Path(__file__).parents[2]
_HOLDER = "import sys, time\nfrom pathlib import Path\nfrom assistant.serving import serving\n"
_HOLDER += "with serving(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(600)\n"


def test_a_home_is_held_by_the_block_and_free_after_it(tmp_path: Path) -> None:
    assert who_serves(tmp_path) is None
    with serving(tmp_path):
        held = who_serves(tmp_path)
        assert held is not None
        assert held.pid == os.getpid()
        with (
            pytest.raises(HomeInUse, match=rf"process {os.getpid()} on .*, since .* UTC.*REGRIP_HOME"),
            serving(tmp_path),
        ):
            raise AssertionError("held twice")
    assert who_serves(tmp_path) is None
    with serving(tmp_path):
        pass


def test_a_killed_process_holds_its_home_no_longer(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", _HOLDER, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert holder.stdout is not None
    holder.stdout.readline()
    held = who_serves(tmp_path)
    assert held is not None
    assert held.pid == holder.pid
    holder.kill()
    holder.communicate()
    assert who_serves(tmp_path) is None
    with serving(tmp_path):
        pass


def test_a_home_that_cannot_be_made_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StateError, match=r"cannot be written.*REGRIP_HOME"), serving(tmp_path / "file"):
        raise AssertionError("held a file")
