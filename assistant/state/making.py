"""What an answer is made with, as it is kept beside the answer so that it can be made again and compared."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from assistant.settings import Settings
from assistant.state.models import MadeWith
from assistant.versions import library_versions
from indexes.chroma_address import shown

_WITHOUT_EFFECT: dict[str, Any] = {
    "home": True,
    "web": True,
    "log": True,
    "accounts": True,
    "record": True,
    "limits": True,
    "index": {"chroma_url"},
}
"""Settings that do not change what an answer says."""


def made_with(settings: Settings, versions: Mapping[str, str]) -> MadeWith:
    """Return what an answer with these `versions` is made with under `settings`; secrets and passwords are masked."""
    values = dict(sorted(_flat(settings.model_dump(mode="json", exclude=_WITHOUT_EFFECT))))
    fingerprint = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]
    return MadeWith(versions={**versions, **library_versions()}, settings=values, fingerprint=fingerprint)


def _flat(tree: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    return [
        pair
        for key, value in tree.items()
        for pair in (
            _flat(value, f"{above}{key}.") if isinstance(value, dict) else [(f"{above}{key}", shown(str(value)))]
        )
    ]
