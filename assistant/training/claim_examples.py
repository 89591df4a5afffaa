"""SciFact's claims with their abstracts to examples of the four labels: as they are, on long pages, joined, and turned."""

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.claims.models import ClaimLabel
from assistant.claims.words import numbers_in

Making = Literal["natural", "long", "joined", "number", "negated"]
NATURAL: tuple[Making, ...] = ("natural", "long")
"""Examples that only people's judgements label; the rest are made from them."""
_LABELS: dict[str, ClaimLabel] = {
    "SUPPORT": "supported",
    "CONTRADICT": "contradicted",
    "NOT_ENOUGH_INFO": "not_supported",
}
_OTHERS = (2, 4, 6)
"""Abstracts that are put beside the cited ones to make a long page."""
_VERB = re.compile(r"\b(is|are|was|were|has|have|had|can|may|will|would|did|does|do)\b")


@dataclass(frozen=True)
class ClaimExample:
    """A claim, passages and what they make of it. `making` says how it came about."""

    claim: str
    passages: tuple[str, ...]
    label: ClaimLabel
    making: Making


def load_examples(claims: Path, corpus: Path, seed: int = 0) -> list[ClaimExample]:
    """Return the examples of two files in SciFact's layout, the same for the same files and seed."""
    abstracts = {str(row["_id"]): str(row["text"]) for row in _rows(corpus)}
    rows, names = list(_rows(claims)), sorted(abstracts)
    drawn, examples = random.Random(seed), list[ClaimExample]()
    for row in rows:
        cited = tuple(abstracts[name] for name in row["cited_doc_ids"])
        label = _LABELS[row["label"]]
        page = cited + tuple(abstracts[drawn.choice(names)] for _ in range(drawn.choice(_OTHERS)))
        examples.append(ClaimExample(row["claim"], cited, label, "natural"))
        examples.append(ClaimExample(row["claim"], page, label, "long"))
        if label == "supported":
            joined = join_claims(row["claim"], drawn.choice(rows)["claim"], drawn)
            examples.append(ClaimExample(joined, page, "partially_supported", "joined"))
            examples.extend(_turned(row, cited, drawn))
    return examples


def join_claims(first: str, second: str, drawn: random.Random) -> str:
    """Return one claim that says both, in either order."""
    parts = [first.rstrip(". "), second.rstrip(". ")]
    drawn.shuffle(parts)
    return f"{parts[0]} and {parts[1][:1].lower()}{parts[1][1:]}."


def _turned(row: dict[str, Any], cited: tuple[str, ...], drawn: random.Random) -> Iterator[ClaimExample]:
    """Yield a sentence of the evidence with a negation put in, and with a number changed, where it has room for them."""
    quote = next(iter(row["evidence"].values()))[0]["text"][0]
    negated = _VERB.sub(r"\1 not", quote, count=1)
    if negated != quote:
        yield ClaimExample(negated, cited, "contradicted", "negated")
    places = {n: _whole(n) for n in sorted(numbers_in(quote)) if n.isdigit() and _whole(n).search(quote)}
    if places:
        number = drawn.choice(list(places))
        other = places[number].sub(str(int(number) + drawn.randint(1, 9)), quote, count=1)
        yield ClaimExample(other, cited, "contradicted", "number")


def _whole(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,-]){number}(?![\w.,-])")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
