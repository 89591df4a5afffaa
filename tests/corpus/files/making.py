"""Real files of every kind, made by the libraries that people's programs use, with what was put where in them."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

VOCABULARY = """service children social care authority improvement director manager practice caseload partner threshold referral
assessment visit supervision quality audit inspector judgement weakness strength school police health court placement foster
adviser board plan priority evidence pattern drift delay sight grip flow performance culture trust reputation recruitment agency
vacancy turnover budget pressure learning cycle benchmark target reward voice family early help protection conference review
strategy briefing council member scrutiny partnership safeguarding independent commissioner decision response stage fragmented
recovery momentum leadership stability confidence feedback consistent regular monthly weekly quarterly recent steady serious
sufficient capable clear careful honest shared local national regional difficult""".split()
ACCENTED = ["café", "naïve", "résumé", "£40", "24.5%", "2023/24", "São", "garçon", "well-being", "multi-agency"]
TYPOGRAPHIC = ["children’s", "“grip”", "2019–2021", "—", "authority’s"]
WORD = re.compile(r"[^\W_]+")


def count(text: str) -> Counter[str]:
    """The words of a text, as often as they stand in it."""
    return Counter(WORD.findall(text.lower()))


@dataclass
class Made:
    """A file, the words written into it, and the locator at which each marker sentence must be found.

    A locator such as 'rows ? ' with a number means any span that holds the number.
    """

    path: Path
    words: Counter[str] = field(default_factory=Counter)
    markers: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)

    def put(self, text: str) -> str:
        self.words += count(text)
        return text


class Writer:
    """Sentences that differ from one another, the same for the same seed."""

    def __init__(self, seed: int, extra: list[str]) -> None:
        self.random, self.seed, self._extra, self._markers = random.Random(seed), seed, extra, 0

    def words(self, number: int) -> str:
        return " ".join(self.random.choice(VOCABULARY) for _ in range(number))

    def sentence(self) -> str:
        words = self.words(self.random.randint(7, 16)).split()
        if self._extra and self.random.random() < 0.5:
            words.insert(self.random.randint(1, len(words) - 1), self.random.choice(self._extra))
        return " ".join(words).capitalize() + "."

    def paragraph(self, sentences: int = 4) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def heading(self, number: int) -> str:
        return f"{self.words(2).capitalize()} part {number}"

    def marker(self) -> str:
        self._markers += 1
        return f"Marker {self._letters()} says {self.words(3)}."

    def _letters(self) -> str:
        number, letters = self.seed * 50 + self._markers, ""
        while number:
            number, rest = divmod(number, 26)
            letters += chr(97 + rest)
        return f"q{letters}x"


@dataclass
class Part:
    """What stands under one heading path: paragraphs, then a list, then a table."""

    path: tuple[str, ...]
    paragraphs: list[str]
    items: list[tuple[int, str]]
    table: list[list[str]]
    marker: str


def outline(writer: Writer, headings: bool = True) -> Iterator[Part]:
    """Parts under headings of up to three levels, some with lists and tables."""
    path: list[str] = []
    last = writer.random.randint(3, 5)
    for number in range(1, last + 1):
        depth = min(len(path) + 1, writer.random.randint(1, 3)) if 1 < number < last else 1
        path = [*path[: depth - 1], writer.heading(number)]
        marker = writer.marker()
        paragraphs = [writer.paragraph(writer.random.randint(2, 4)) for _ in range(writer.random.randint(1, 3))]
        paragraphs.append(f"{writer.sentence()} {marker} {writer.sentence()}")
        items = [
            (writer.random.randint(0, 1) if n else 0, writer.sentence()) for n in range(writer.random.choice([0, 3, 4]))
        ]
        table = grid(writer) if writer.random.random() < 0.5 else []
        yield Part(tuple(path) if headings else (), paragraphs, items, table, marker)


def grid(writer: Writer, rows: int = 4, columns: int = 3) -> list[list[str]]:
    """A header row and rows of a name and figures."""
    header = ["Measure", *(str(2021 + n) for n in range(columns - 1))]
    body = [[writer.words(2), *(f"{writer.random.randint(1, 99)}%" for _ in range(columns - 1))] for _ in range(rows)]
    return [header, *body]


def table_words(rows: list[list[str]]) -> Counter[str]:
    """The words of a table read as 'header: value' for each row."""
    header, *body = rows
    return count(" ".join(f"{name} {cell}" for row in body for name, cell in zip(header, row, strict=True)))
