"""One result as an article: the question, what was expected, the answer with the passages it cites, and the verdict."""

import json
from itertools import groupby

from pydantic import ValidationError

from evals.answered import Cited, Reply, Said
from evals.report.data import Entry
from evals.report.markup import Html, definitions, join, number, show, table, tag


def article(entry: Entry, position: int, kept_outputs: bool) -> Html:
    """Return the article of the result at that position among the worst."""
    result, name = entry.result, anchor(position)
    mean = "-" if entry.mean is None else number(entry.mean)
    about = f"Kind: {result.kind or '-'}. Mean score {mean}. {_standing(entry)}"
    parts = [
        tag("h3", f"{position}. {result.id}", id=f"{name}-title"),
        tag("p", about, class_="about"),
        tag("h4", "Question"),
        tag("blockquote", tag("p", result.shown or "(nothing shown)", class_="said"), class_="question"),
        tag("h4", "Expected"),
        tag("p", result.expected or "(not recorded)", class_="said"),
        tag("h4", "Answer"),
        *_answer(entry, name, kept_outputs),
        tag("h4", "Verdict"),
        verdict(entry),
    ]
    return tag("article", *parts, id=name, aria_labelledby=f"{name}-title")


def anchor(position: int) -> str:
    """Return the id of the article at that position."""
    return f"worst-{position}"


def verdict(entry: Entry) -> Html:
    """Return every score with its reason; those that count against the result are marked in words."""
    rows = [
        [score.name, score.value, _mark(score.value, score.name in entry.never), score.reason]
        for score in entry.result.scores
    ]
    return table(f"Scores of {entry.result.id}", ["Score", "Value", "Verdict", "Reason"], rows, class_="verdicts")


def _mark(value: float, never: bool) -> Html:
    if value >= 1:
        return Html("✓ right")
    words = "✗ may never fail" if never else "✗ wrong" if value <= 0 else "◐ in part"
    return tag("b", words, class_="bad" if never or value <= 0 else None)


def _standing(entry: Entry) -> str:
    if entry.breaches:
        return f"Breaks what may never fail: {', '.join(entry.breaches)}."
    return "Wrong." if entry.wrong else "No score is 0."


def _answer(entry: Entry, name: str, kept: bool) -> list[Html]:
    output = entry.result.output
    if not output:
        return [tag("p", "Nothing was given." if kept else "Not kept in this run.", class_="about")]
    try:
        return _reply(Reply.model_validate(output), name)
    except ValidationError:
        written = json.dumps(output, ensure_ascii=False, indent=1)
        return [tag("pre", written, tabindex="0", role="group", aria_label=f"Output of {entry.result.id}")]


def _reply(reply: Reply, name: str) -> list[Html]:
    facts = {
        "Status": reply.status,
        "Completeness": reply.completeness,
        "Outcome": reply.outcome,
        "Intent": reply.intent,
        "Query": reply.query,
        "Error": reply.error,
    }
    parts = [definitions((key, value) for key, value in facts.items() if value)]
    for title, statements in groupby(reply.statements, key=lambda s: s.section):
        parts += [tag("h5", title), tag("ul", *(_statement(s, reply, name) for s in statements))]
    if reply.warnings:
        parts += [tag("h5", "Warnings"), tag("ul", *(tag("li", warning) for warning in reply.warnings))]
    if reply.citations:
        passages = [_passage(cited, name) for cited in reply.citations]
        title, count = tag("summary", f"Cited passages ({len(passages)})"), len(passages)
        parts.append(tag("details", title, *passages, open="", class_="passages", data_count=count))
    if reply.found:
        parts.append(tag("p", f"First found: {', '.join(reply.found)}", class_="about"))
    return parts


def _statement(statement: Said, reply: Reply, name: str) -> Html:
    marks = join(join((" ", _number(n, reply, name))) for n in statement.citations)
    kind = tag("span", f" ({statement.kind.replace('_', ' ')})", class_="about")
    return tag("li", tag("span", statement.text, class_="said"), marks, kind)


def _number(n: int, reply: Reply, name: str) -> Html:
    if reply.passage(n) is None:
        return tag("b", f"[{n}: no such citation]", class_="bad")
    return tag("a", f"[{n}]", href=f"#{name}-passage-{n}", aria_label=f"Passage {n}")


def _passage(cited: Cited, name: str) -> Html:
    heading = tag("p", tag("b", f"[{cited.n}] {cited.title}"), " ", tag("span", cited.chunk_id, class_="about"))
    return tag("div", heading, *_text(cited), class_="passage", id=f"{name}-passage-{cited.n}")


def _text(cited: Cited) -> list[Html]:
    """Return the passage with the quote marked where the citation says it stands, or what is wrong with it in words."""
    if cited.passage is None:
        problem = tag("p", tag("b", "This citation leads to no passage.", class_="bad"))
        return [problem, tag("p", "It quotes: ", tag("mark", cited.quote), class_="said")]
    start, end = cited.start, cited.end
    before, quote, after = cited.passage[:start], cited.passage[start:end], cited.passage[end:]
    marked = tag("p", show(before), tag("mark", quote), show(after), class_="said")
    if quote == cited.quote:
        return [marked]
    problem = tag(
        "p", tag("b", "The quote is not what stands there.", class_="bad"), " It says: ", tag("q", cited.quote)
    )
    return [problem, tag("p", cited.passage, class_="said")]
