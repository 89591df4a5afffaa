"""Fictional services to explore: their papers, a plan and an opening message, as data beside this package.

`listed` gives what can be offered, `example` one whole; `assistant.cases` makes a case of it.
"""

from assistant.examples.models import Example, ExampleListed, Paper
from assistant.examples.shelf import example, listed, paper_path

__all__ = ["Example", "ExampleListed", "Paper", "example", "listed", "paper_path"]
