"""`python -m evals.plans.details`: how often owner and time of an action are read as a person reads them.

The actions are of `details.dev.jsonl` and `details.test.jsonl`, 150 each, drawn from the labelled plans of three writers each and labelled
by two readers who saw neither the rules nor one another's labels. Found counts as right when it shares a word with the label.
"""

import json
import sys
from pathlib import Path

from assistant.plans.details import read_details

_HERE = Path(__file__).parent


def figures(half: str) -> dict[str, dict[str, float]]:
    """Return precision, recall and numbers of owner and due on a half: `dev` or `test`."""
    rows = [json.loads(line) for line in (_HERE / f"details.{half}.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {}
    for name in ("owner", "due"):
        pairs = [(getattr(read_details(row["text"]), name), row[name]) for row in rows]
        right = sum(1 for got, label in pairs if got and label and _words(got) & _words(label))
        said, labelled = sum(1 for got, _ in pairs if got), sum(1 for _, label in pairs if label)
        found[name] = {
            "precision": round(right / max(said, 1), 3),
            "recall": round(right / max(labelled, 1), 3),
            "found": said,
            "labelled": labelled,
        }
    return found


def _words(text: str) -> set[str]:
    return set(text.lower().split())


if __name__ == "__main__":
    print(json.dumps({half: figures(half) for half in ("dev", "test")}, indent=1))
    sys.exit(0)
