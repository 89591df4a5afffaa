"""`python -m evals.supply`: what Regrip is made of, with licences and hashes; exit code 1 for a licence that is unknown or not allowed."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from evals.supply.models import model_files
from evals.supply.packages import ROOT, faults, packages
from evals.supply.writing import bill_of_materials, page

PAGE = ROOT / "docs" / "reference" / "dependencies.md"


def main() -> int:
    """Print how many packages there are under which licence and what is wrong; write the page or the bill of materials if asked."""
    parser = argparse.ArgumentParser(prog="python -m evals.supply", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/reference/dependencies.md")
    parser.add_argument("--sbom", type=Path, metavar="FILE", help="write a CycloneDX bill of materials")
    options = parser.parse_args()
    found, models = packages(), model_files()
    wrong = faults(found)
    if options.write:
        PAGE.write_text(page(found, models), encoding="utf-8")
    if options.sbom:
        options.sbom.write_text(json.dumps(bill_of_materials(found, models), indent=1) + "\n", encoding="utf-8")
    for licence, count in Counter(package.licence or "unknown" for package in found).most_common():
        print(f"{count:>4}  {licence}")
    run = sum(package.needed_to == "run" for package in found)
    print(f"{len(found)} packages, {run} of them needed to run; {len(models)} model files; {len(wrong)} faults")
    for line in wrong:
        print(f"regrip: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
