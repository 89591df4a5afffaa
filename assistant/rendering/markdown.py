"""An answer or an assessment as Markdown for the terminal."""

import re

from assistant.chances import percent
from assistant.models import Answer, Assessment, Citation, Figure, NextQuestion, Signal, Statement
from assistant.phrases import answer_words
from assistant.rendering import words
from assistant.rendering.names import STANDING_NAMES
from corpus.vocabulary import STAGE_NAMES, STAGES, Stage

MOST_SIGNALS, MOST_FIGURES = 8, 12

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPECIAL = re.compile(r"([\\`*\[\]<])")


def answer_markdown(answer: Answer) -> str:
    """Return the answer as Markdown: statements with [n] markers and a numbered list of sources."""
    sources = {citation.n: citation for citation in answer.citations}
    blocks = [f"**{_plain(each.text)}**{_markers(each, sources)}" for each in words.safety_statements(answer)]
    if message := words.status_message(answer):
        blocks.append(f"**{message}**")
    if assessment := words.shown_assessment(answer):
        blocks.append(_strip(assessment))
    for title, statements in words.ordinary_sections(answer):
        blocks += [f"## {_plain(title)}", "\n".join(_statement(each, sources) for each in statements)]
    blocks += [f"Please note: {_plain(warning)}" for warning in answer.warnings]
    if sources:
        blocks += ["## Sources", "\n".join(_source(citation) for citation in sources.values())]
    if answer.exchange_id:
        blocks.append(
            f"Kept as exchange {answer.exchange_id}: see `regrip replay`, `regrip feedback` and `regrip history`."
        )
    return "\n\n".join(blocks) + "\n"


def assessment_markdown(assessment: Assessment) -> str:
    """Return an assessment as Markdown: the outcome, the chances, the signals for and against, what to ask next."""
    outcome = f"**{STAGE_NAMES[assessment.outcome].capitalize()}** (chance that this is right: {percent(assessment.confidence)})"
    blocks = [outcome, *([_plain(assessment.certainty)] if assessment.certainty else [])]
    if assessment.outcome != "out_of_scope":
        blocks.append(_strip(assessment))
    for title, signals in (("Signals", assessment.signals), ("Against", assessment.against)):
        if signals:
            blocks += [f"## {title}", "\n".join(_signal(each) for each in signals[:MOST_SIGNALS])]
    if signs := _signs([*assessment.signals[:MOST_SIGNALS], *assessment.against[:MOST_SIGNALS]]):
        blocks += ["## What the signs say", "\n".join(signs)]
    if assessment.separates:
        blocks += ["## What tells it from the next likeliest", _plain(assessment.separates)]
    if assessment.figures:
        blocks += ["## Figures", "\n".join(_figure(each) for each in assessment.figures[:MOST_FIGURES])]
    if assessment.questions:
        asked = "\n".join(_question(each) for each in assessment.questions)
        blocks += ["## What would settle most", asked]
    return "\n\n".join(blocks) + "\n"


def _plain(text: str) -> str:
    """One line, without what would steer a terminal or be read as Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(_CONTROL.sub("", text).split()))


def _markers(statement: Statement, sources: dict[int, Citation]) -> str:
    return "".join(f" [{n}]" for n in statement.citations if n in sources)


def _statement(statement: Statement, sources: dict[int, Citation]) -> str:
    """The first line as a list item, further lines as items beneath it."""
    first, *rest = [_plain(line) for line in statement.text.splitlines() if line.strip()] or [""]
    if statement.kind == "own_words" and not words.QUOTED.search(statement.text):
        first = f"{words.OWN_WORDS_LABEL}: “{first}”"
    lines = [f"**{first}**" if rest else first, *rest]
    label = words.label_of(statement)
    lines[-1] += _markers(statement, sources) + (f" ({label})" if label else "")
    return "\n".join([f"- {lines[0]}", *(f"  - {line}" for line in lines[1:])])


def _source(citation: Citation) -> str:
    place = f"{_plain(citation.locator)}. " if citation.locator else ""
    about = f"{_plain(citation.publisher)}, {_plain(words.readable_date(citation.date))}"
    return f"{citation.n}. {_plain(citation.title)}. {place}{about}. {words.DOCUMENT_STATUS_WORDS[citation.status]}."


def _signal(signal: Signal) -> str:
    standing = STANDING_NAMES[signal.standing]
    sign = f", sign {signal.indicator}" if signal.indicator else ""
    marked = f", {words.MARKED_LABEL}" if signal.marked else ""
    return f"- “{_plain(signal.quote)}” ({STAGE_NAMES[signal.stage]}{sign}, {standing}{marked})"


def _question(question: NextQuestion) -> str:
    return "\n".join([f"- {_plain(question.text)}", *(f"  - {_plain(line)}" for line in answer_words(question))])


def _signs(signals: list[Signal]) -> list[str]:
    """Each indicator that the signals name, once, with its words and the sources that they rest on."""
    named = {each.indicator: each for each in signals if each.indicator and each.indicator_text}
    return [f"- {code}: {_plain(named[code].indicator_text or '')} {_rests_on(named[code])}" for code in sorted(named)]


def _rests_on(signal: Signal) -> str:
    if not signal.indicator_sources:
        return f"({words.INFERENCE_LABEL})"
    named = "source" if len(signal.indicator_sources) == 1 else "sources"
    return f"({named}: {', '.join(map(_plain, signal.indicator_sources))})"


def _figure(figure: Figure) -> str:
    return f"- “{_plain(figure.quote)}”: {_plain(' '.join([figure.difference or '', figure.note]))}"


def _strip(assessment: Assessment) -> str:
    return "\n".join([*(_step(assessment, stage) for stage in STAGES), "", words.strip_caption(assessment)])


def _step(assessment: Assessment, stage: Stage) -> str:
    share, note = assessment.probabilities.get(stage, 0.0), words.step_note(assessment, stage)
    name = f"**{STAGE_NAMES[stage]}**" if stage == assessment.stage else STAGE_NAMES[stage]
    bar = "█" * round(20 * share) or "▏"
    return f"- {name} {bar} {percent(share)}{f' ({note})' if note else ''}"
