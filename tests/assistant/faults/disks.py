"""Small disks that can be full, or be read only: file systems of their own in memory, mounted for a test."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class Disk:
    """A mounted file system. `folder` is where."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Leave no room at all."""
        with (self.folder / "filler").open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue

    def empty(self) -> None:
        """Make room again."""
        (self.folder / "filler").unlink()

    def read_only(self) -> None:
        """Let nothing be written from now on."""
        _mount("-o", "remount,ro", self.folder)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """Mount a file system of so many megabytes. The test is skipped where that is not allowed."""
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("needs leave to mount a file system in memory")
    try:
        _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "none", folder)
    except subprocess.CalledProcessError:
        pytest.skip("needs leave to mount a file system in memory")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def _mount(*arguments: str | Path) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)
