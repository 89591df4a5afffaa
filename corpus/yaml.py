"""YAML reading through libyaml where it is present: the plain Python reader takes seconds on the register."""

from typing import Any

import yaml

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:
    """Return the plain data in `text`. Raises `yaml.YAMLError`."""
    return yaml.load(text, Loader=_Loader)
