"""A throw-away virtual environment for each peer: made with pip when it is not there, used again when it is whole."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.errors import PeerUnavailable

ROOT = Path(__file__).parent.parent.parent
_MEGABYTE = 1024 * 1024
_SLOWEST_INSTALL = 3600
_ACCELERATORS = ("nvidia", "triton", "cuda", "cuda_bindings")
Version = tuple[int, int]


class Environment(BaseModel):
    """An environment that is whole, as its own record says. `cuda_mb` is the part that only a graphics card would use."""

    model_config = ConfigDict(extra="forbid")

    python: Path
    requirements: list[str]
    size_mb: float
    cuda_mb: float


def prepare_environment(
    folder: Path, requirements: Sequence[str], oldest: Version, pythons: Sequence[Path], constraints: Path | None = None
) -> Environment:
    """Return the environment in `folder`, made when it is not there or holds other requirements.

    Raises PeerUnavailable with pip's own reason, or when no Python is new enough.
    """
    record = folder / "complete.json"
    if record.is_file():
        found = Environment.model_validate_json(record.read_bytes())
        if found.requirements == list(requirements) and found.python.exists():
            return found
    python = find_python(oldest, pythons)
    shutil.rmtree(folder, ignore_errors=True)
    _run([str(python), "-m", "venv", str(folder)])
    own = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pinned = ["--constraint", str(constraints)] if constraints else []
    _run([str(own), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pinned, *requirements])
    packages = [path for path in folder.glob("**/site-packages/*") if path.name in _ACCELERATORS]
    made = Environment(
        python=own, requirements=list(requirements), size_mb=size_mb([folder]), cuda_mb=size_mb(packages)
    )
    record.write_text(made.model_dump_json(indent=1), encoding="utf-8")
    return made


def own_size_mb(home: Path, pythons: Sequence[Path], models: Path) -> float | None:
    """Return what a fresh install of ourselves takes: requirements in a clean environment, our packages, the prepared `models`.

    None where the project's own files are not there, as in an installed copy. Raises PeerUnavailable.
    """
    project = ROOT / "pyproject.toml"
    if not project.is_file():
        return None
    wanted = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    environment = prepare_environment(home / "ours", wanted, (3, 11), pythons, ROOT / "constraints.txt")
    packages = [ROOT / name for name in ("assistant", "corpus", "evals", "app.py")]
    packages += [path for path in (ROOT / "indexes").iterdir() if path.name != "store"]
    return environment.size_mb + size_mb([*packages, models])


def find_python(oldest: Version, named: Sequence[Path]) -> Path:
    """Return the first interpreter at least as new: our own, those named, then those on the search path.

    Ours comes first so that peers get the same builds of shared packages where they can.

    Raises PeerUnavailable when there is none.
    """
    on_path = (shutil.which(f"python3.{minor}") for minor in range(oldest[1], oldest[1] + 4))
    own = Path(sys.base_prefix) / ("python.exe" if sys.platform == "win32" else "bin/python3")
    for path in [own, *named, *(Path(found) for found in on_path if found)]:
        if _version(path) >= oldest:
            return path
    wanted = ".".join(map(str, oldest))
    raise PeerUnavailable(f"needs Python {wanted} or newer and none was found; name one with --python")


def size_mb(paths: Iterable[Path]) -> float:
    """Return the bytes in files at and below `paths`, links not followed, in megabytes."""
    total = 0
    for path in paths:
        files = [path] if path.is_file() else path.rglob("*")
        total += sum(file.lstat().st_size for file in files if file.is_file() and not file.is_symlink())
    return round(total / _MEGABYTE, 1)


def _version(python: Path) -> Version:
    command = [str(python), "-c", "import json, sys; print(json.dumps(sys.version_info[:2]))"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        major, minor = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return (0, 0)
    return (int(major), int(minor))


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SLOWEST_INSTALL, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerUnavailable(f"could not be installed: {reason_in(str(error))}") from error
    if done.returncode:
        raise PeerUnavailable(f"could not be installed: {reason_in(done.stderr or done.stdout)}")


def reason_in(output: str) -> str:
    """Return the last line of `output` that names an error, or else its last line, without addresses and folders."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["it said nothing"]
    errors = [line for line in lines if re.match(r"(?i)(error|[\w.]*(error|exception))\b", line)]
    line = re.sub(r"\w+://\S+", "(an address)", (errors or lines)[-1])
    return re.sub(r"(?<![\w.])(?:/[\w.+@-]+){2,}", "(a path)", line)[:300]
