"""An answer as HTML for the page. Every citation is a button that carries its number in `data-n`."""

import re
from html import escape

from assistant.chances import percent
from assistant.models import Answer, Assessment, Citation, Statement
from assistant.rendering import words
from corpus.vocabulary import STAGE_NAMES, STAGES, Stage

_LABEL = re.compile(r"([A-Z][^:.“]{1,24}:) ")
"""A short label at the start of a further line, as in `First step: `."""

Sources = dict[int, Citation]


def answer_html(answer: Answer) -> str:
    """Return the answer as HTML: safety first, then status, stage strip, sections, warnings and sources."""
    sources = {citation.n: citation for citation in answer.citations}
    parts = [_safety(answer, sources)]
    if message := words.status_message(answer):
        parts.append(f'<p class="status status-{answer.status}">{_text(message)}</p>')
    if assessment := words.shown_assessment(answer):
        parts.append(_strip(assessment))
    for title, statements in words.ordinary_sections(answer):
        parts.append(f"<section><h3>{_text(title)}</h3>{_statements(statements, sources)}</section>")
    if answer.warnings:
        notes = "".join(f"<li>{_text(warning)}</li>" for warning in answer.warnings)
        parts.append(f'<section class="warnings"><h3>Please note</h3><ul>{notes}</ul></section>')
    if sources:
        parts.append(f'<section class="sources"><h3>Sources</h3>{_sources(sources)}</section>')
    return "".join(parts)


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _safety(answer: Answer, sources: Sources) -> str:
    statements = words.safety_statements(answer)
    if not statements:
        return ""
    body = "".join(f"<p>{_text(each.text)}{_buttons(each, sources)}</p>" for each in statements)
    return f'<section class="safety"><h3>{words.SAFETY_TITLE}</h3>{body}</section>'


def _statements(statements: list[Statement], sources: Sources) -> str:
    """One statement as a paragraph, several as a list: numbered when they have parts, as actions do."""
    if len(statements) == 1:
        return _statement(statements[0], sources, "p")
    tag = "ol" if all("\n" in each.text for each in statements) else "ul"
    return f"<{tag}>{''.join(_statement(each, sources, 'li') for each in statements)}</{tag}>"


def _statement(statement: Statement, sources: Sources, tag: str) -> str:
    body = _own_words(statement.text) if statement.kind == "own_words" else _lines(statement.text)
    said = words.label_of(statement)
    label = f' <span class="label">({said})</span>' if said else ""
    return f'<{tag} class="{statement.kind}">{body}{_buttons(statement, sources)}{label}</{tag}>'


def _own_words(text: str) -> str:
    """Mark what the user wrote: the words in quotation marks, or the whole where there are none."""
    safe = _text(text)
    marked = words.QUOTED.sub(lambda match: f'<span class="own-words">{match[0]}</span>', safe)
    if marked != safe:
        return marked
    return f'<span class="label">{words.OWN_WORDS_LABEL}:</span> <span class="own-words">“{safe}”</span>'


def _lines(text: str) -> str:
    first, *rest = text.split("\n")
    if not rest:
        return escape(first)
    return "<br>".join([f"<b>{escape(first)}</b>", *(_labelled(line) for line in rest)])


def _labelled(line: str) -> str:
    match = _LABEL.match(line)
    return f"<b>{escape(match[1])}</b> {escape(line[match.end() :])}" if match else escape(line)


def _buttons(statement: Statement, sources: Sources) -> str:
    return "".join(" " + _button(sources[n]) for n in statement.citations if n in sources)


def _button(citation: Citation) -> str:
    label = escape(f"Open source {citation.n}: {citation.title}")
    return f'<button type="button" class="cite" data-n="{citation.n}" aria-label="{label}">{citation.n}</button>'


def _sources(sources: Sources) -> str:
    """One item per document, however many of its passages are cited: an answer may rest on thirty passages of ten documents."""
    by_document: dict[str, list[Citation]] = {}
    for citation in sources.values():
        by_document.setdefault(citation.document_id, []).append(citation)
    return f"<ul>{''.join(_document(citations) for citations in by_document.values())}</ul>"


def _document(citations: list[Citation]) -> str:
    first = citations[0]
    standing = f"{words.readable_date(first.date)}. {words.DOCUMENT_STATUS_WORDS[first.status]}."
    by_place: dict[str, str] = {}
    for citation in citations:
        by_place[citation.locator] = by_place.get(citation.locator, "") + " " + _button(citation)
    places = "".join(f'<span class="place">{_text(place)}{buttons}</span> ' for place, buttons in by_place.items())
    return (
        f'<li><b>{_text(first.title)}</b><br><span class="about">{_text(first.publisher)}, {_text(standing)}</span>'
        f"<br>{places}</li>"
    )


def _strip(assessment: Assessment) -> str:
    steps = "".join(_step(assessment, stage) for stage in STAGES)
    return (
        f'<figure class="stages"><div class="strip" role="img" aria-label="{escape(words.strip_words(assessment))}">'
        f"{steps}</div><figcaption>{_text(words.strip_caption(assessment))}</figcaption></figure>"
    )


def _step(assessment: Assessment, stage: Stage) -> str:
    share, note, name = assessment.probabilities.get(stage, 0.0), words.step_note(assessment, stage), STAGE_NAMES[stage]
    classes = "step" + (" named" if stage == assessment.stage else " plausible" if note else "")
    return (
        f'<div class="{classes}"><span class="step-name">{f"<b>{name}</b>" if stage == assessment.stage else name}</span>'
        f'<span class="step-bar"><span class="step-fill" style="width:{100 * share:.0f}%"></span></span>'
        f'<span class="step-share">{percent(share)}</span><span class="step-note">{note}</span></div>'
    )
