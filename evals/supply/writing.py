"""The list of what Regrip is made of, as a page of the documentation and as a CycloneDX bill of materials."""

import uuid
from collections.abc import Sequence
from typing import Any

from assistant.versions import regrip_version
from evals.supply.models import ModelFile
from evals.supply.packages import Package

_HEAD = """# Dependencies

Written by `python -m evals.supply --write`; a test compares this page with what is installed. Versions are pinned in `constraints.txt`.
Licences are SPDX expressions, from each package's own metadata where these say them. Allowed are permissive licences, and LGPL and MPL for
libraries used as they come; AGPL, GPL and licences that nobody has looked at are refused by the same command.

When online, known weaknesses are looked up with `pip install pip-audit` and `pip-audit -r constraints.txt --no-deps`; Regrip itself asks
nobody. `python -m evals.supply --sbom FILE` writes this list as a CycloneDX 1.6 bill of materials.
"""


def page(packages: Sequence[Package], models: Sequence[ModelFile]) -> str:
    """Return the page."""
    parts = [_HEAD]
    for needed_to, title in (("run", "Needed to run"), ("test", "Needed to test, or for PostgreSQL")):
        rows = [f"| {p.name} | {p.version.split('+')[0]} | {p.licence} |" for p in packages if p.needed_to == needed_to]
        parts += [f"## {title}\n\n| package | version | licence |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n"]
    rows = [f"| `{m.name}` | {m.made_by} | `{m.sha256}` |" for m in models]
    parts += ["## Model files\n\n| file | made by | SHA-256 |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n"]
    return "\n".join(parts)


def bill_of_materials(packages: Sequence[Package], models: Sequence[ModelFile]) -> dict[str, Any]:
    """Return a CycloneDX 1.6 bill of materials. The same packages and files give the same bill."""
    refs = {package.name: f"pkg:pypi/{package.name}@{package.version}" for package in packages}
    root = f"pkg:pypi/regrip@{regrip_version()}"
    own = {"type": "application", "bom-ref": root, "name": "regrip", "version": regrip_version(), "purl": root}
    libraries = [_library(package, refs[package.name]) for package in packages]
    weights = [_model(model) for model in models]
    needs = [{"ref": refs[p.name], "dependsOn": sorted(refs[n] for n in p.needs if n in refs)} for p in packages]
    needs.insert(0, {"ref": root, "dependsOn": sorted([*refs.values(), *(w["bom-ref"] for w in weights)])})
    contents = "".join(sorted([*refs.values(), *(m.sha256 for m in models)]))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, contents)}",
        "version": 1,
        "metadata": {"component": own | {"licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": [*libraries, *weights],
        "dependencies": needs,
    }


def _library(package: Package, ref: str) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": ref,
        "name": package.name,
        "version": package.version,
        "purl": ref,
        "scope": "required" if package.needed_to == "run" else "optional",
        "licenses": [{"expression": package.licence}],
    }


def _model(model: ModelFile) -> dict[str, Any]:
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model:{model.name}",
        "name": model.name,
        "hashes": [{"alg": "SHA-256", "content": model.sha256}],
    }
