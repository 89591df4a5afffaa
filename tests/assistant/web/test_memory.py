"""Memory that lies free goes back to the system, where the C library is told so."""

import asyncio
import platform
import subprocess
import sys

import pytest

from assistant.web.memory import give_back, giving_back, share_pools
from tests.loops import run

FREED = """
from assistant.web.memory import give_back, share_pools
share_pools()
def resident():
    return int(next(l for l in open("/proc/self/status") if l.startswith("VmRSS")).split()[1])
held = [bytes(4000) for _ in range(50_000)]
most = resident()
held = held[::500]
give_back()
print(most - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc alone is told")
def test_what_lies_free_between_what_is_held_goes_back() -> None:
    said = subprocess.run([sys.executable, "-c", FREED], capture_output=True, text=True, check=True).stdout
    assert int(said) > 100_000  # of about 200,000 KiB


def test_it_is_done_again_and_again_until_the_end() -> None:
    async def a_moment() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(giving_back(0.001), 0.1)

    run(a_moment())


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("", ""))
    share_pools()
    give_back()
