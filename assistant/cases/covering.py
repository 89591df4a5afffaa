"""Answers that read a document, without its words: what is left of them when the document is removed."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.models import Answer
from assistant.state.case_models import CaseDocumentText

COVERED = "[words of a document that was removed]"
_QUOTED = re.compile(r"“([^“”]{12,})”")
_LEAST_WORDS = 4
"""Words of a quote that is looked for in all of an answer; a shorter one, such as a figure, only where the user is quoted."""
_OTHERS_WORDS = ("quote", "inference", "safety")
"""Kinds of statement that never hold the user's words."""


def without_document(answer_json: str, document: CaseDocumentText) -> str:
    """Return the JSON of an answer without the signs found in a document and without its words, with a warning that says so."""
    body = Answer.model_validate_json(answer_json).model_dump(mode="json")
    words, quotes = _squeezed(document.text), set[str]()
    assessment = body["assessment"] or {}
    for name in ("signals", "against", "figures"):
        found = assessment.get(name, [])
        quotes |= {one["quote"] for one in found}
        if found:
            assessment[name] = [one for one in found if _squeezed(one["quote"]) not in words]
    quotes |= {quote for text in _strings([assessment, body["sections"]]) for quote in _QUOTED.findall(text)}
    theirs = sorted((q for q in quotes if _squeezed(q.strip(" .…")) in words), key=len, reverse=True)
    long = [quote for quote in theirs if len(quote.split()) >= _LEAST_WORDS]
    for statement in (statement for section in body["sections"] for statement in section["statements"]):
        if statement["kind"] not in _OTHERS_WORDS:
            statement["text"] = _covered(statement["text"], theirs if statement["kind"] == "own_words" else long)
    body |= {name: _mapped(body[name], long) for name in ("assessment", "standalone_query", "warnings")}
    body["warnings"].append(
        f"{document.title} was removed from the case after this answer, and its words are left out here. Ask again to have it without."
    )
    return Answer.model_validate(body).model_dump_json()


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _mapped(value: Any, quotes: list[str]) -> Any:
    """Return a JSON value in which every string is without the quotes."""
    if isinstance(value, dict):
        return {key: _mapped(inner, quotes) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mapped(inner, quotes) for inner in value]
    return _covered(value, quotes) if isinstance(value, str) else value


def _covered(text: str, quotes: list[str]) -> str:
    for quote in quotes:
        text = text.replace(quote, COVERED)
    return text
