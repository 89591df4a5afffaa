"""What speaks for the stage and what against it: the signals of an assessment as lists, a table and a chart."""

from collections.abc import Iterable, Sequence

from assistant.briefing.models import Bar, Block, Chart, Item, Line, Listing, Table
from assistant.briefing.statements import Reader
from assistant.chances import percent
from assistant.models import Assessment, Signal, Standing
from assistant.phrases import named
from assistant.rendering.words import INFERENCE_LABEL, MARKED_LABEL, step_note, strip_caption, strip_words
from corpus.vocabulary import STAGE_NAMES, STAGES

STANDING_WORDS: dict[Standing, str] = {
    "now_here": "now and here",
    "past": "past",
    "negated": "said not to be so",
    "hypothetical": "hypothetical",
    "elsewhere": "about another place",
    "feared": "feared",
    "planned": "planned",
    "hearsay": "hearsay",
}
_ALL = "Every sign that was read, for and against"


def speaking_for(assessment: Assessment) -> list[Signal]:
    """Return the signs of the stage, now and here, the heaviest first, each of its words once."""
    return _distinct(s for s in assessment.signals if s.stage == assessment.stage and s.standing == "now_here")


def speaking_against(assessment: Assessment) -> list[Signal]:
    """Return the signs of other stages, and those that do not count because they are past, feared or of another place."""
    others = [s for s in assessment.signals if s.stage != assessment.stage or s.standing != "now_here"]
    return _distinct([*others, *assessment.against])


def evidence_list(signals: Sequence[Signal], reader: Reader) -> list[Block]:
    """Return signs as a list: the user's words, and what they show."""
    return [Listing(items=[Item(line=_sign(signal, reader)) for signal in signals])] if signals else []


def evidence_table(assessment: Assessment, reader: Reader) -> list[Block]:
    """Return every sign as a table, the user's texts in order of where they stand."""
    signals = [*assessment.signals, *assessment.against]
    if not signals:
        return []
    rows = [_row(signal, reader) for signal in sorted(signals, key=lambda s: (s.source, s.start))]
    header = ["Words", "Points to", "Sign", "Standing", "Weight"]
    return [Table(caption=_ALL, header=header, rows=rows, widths=[0.46, 0.18, 0.1, 0.16, 0.1])]


def stage_chart(assessment: Assessment) -> Chart:
    """Return the chance of each stage as bars."""
    bars = []
    for stage in STAGES:
        share, note = assessment.probabilities.get(stage, 0.0), step_note(assessment, stage)
        words = f"{percent(share)} ({note})" if note else percent(share)
        bars.append(
            Bar(
                name=STAGE_NAMES[stage].capitalize(),
                share=min(1.0, max(0.0, share)),
                words=words,
                strong=stage == assessment.stage,
            )
        )
    return Chart(caption=strip_caption(assessment), alt=strip_words(assessment), bars=bars)


def _sign(signal: Signal, reader: Reader) -> Line:
    counts = signal.standing == "now_here"
    other = reader.answer.assessment is None or signal.stage != reader.answer.assessment.stage
    said = [f"Points to {named(signal.stage)}." if other else "", "" if counts else _aside(signal)]
    meaning, notes = _meaning(signal, reader)
    day = f" ({date})" if (date := reader.date_of(signal.source)) else ""
    text = " ".join(part for part in (f"“{signal.quote.rstrip('.;,')}”{day}.", *said, meaning) if part)
    return Line(text=text, notes=[reader.own(signal.source), *notes], mark=_mark(signal, bool(meaning)))


def _aside(signal: Signal) -> str:
    return f"Does not count: {STANDING_WORDS[signal.standing]}."


def _meaning(signal: Signal, reader: Reader) -> tuple[str, list[str]]:
    """Return the sign with its note, in the words of the passage that the answer cites for it, else in the rubric's.

    Only its code where the answer cites no page of that stage.
    """
    if not signal.indicator:
        return "", []
    if (cited := reader.cited_for(f"sign {signal.indicator}.")) is not None:
        return f"Sign {signal.indicator}: {cited.quote}", reader.book.cite([cited])
    page = f"stage-{signal.stage.replace('_', '-')}"
    near = next((c for c in reader.answer.citations if c.document_id == page), None)
    if near is None or not signal.indicator_text:
        return f"Sign {signal.indicator}.", []
    return f"Sign {signal.indicator}: {signal.indicator_text}", [reader.book.place(near, f"Signs, {signal.indicator}")]


def _mark(signal: Signal, has_meaning: bool) -> str:
    parts = [MARKED_LABEL] if signal.marked else []
    if has_meaning and not signal.indicator_sources:
        parts.append(INFERENCE_LABEL)
    return ", ".join(parts)


def _row(signal: Signal, reader: Reader) -> list[Line]:
    words = Line(
        text=f"“{signal.quote}”",
        notes=[reader.own(signal.source)],
        mark=MARKED_LABEL if signal.marked else "",
    )
    cells = (
        STAGE_NAMES[signal.stage].capitalize(),
        signal.indicator or "none",
        STANDING_WORDS[signal.standing].capitalize(),
        f"{signal.weight:.2f}",
    )
    return [words, *(Line(text=cell) for cell in cells)]


def _distinct(signals: Iterable[Signal]) -> list[Signal]:
    """Return each of the user's words once, heaviest first."""
    by_quote: dict[str, Signal] = {}
    for signal in sorted(signals, key=lambda s: -s.weight):
        by_quote.setdefault(" ".join(signal.quote.split()), signal)
    return list(by_quote.values())
