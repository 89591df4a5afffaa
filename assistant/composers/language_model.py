"""Answers written by a language model from numbered passages, each sentence checked before it is shown.

The extractive composer makes the whole answer first: its statuses, stage, reasons and safety checks stand as they are, its passages are
what the model gets, and its own sections are what is left when the model fails. The model writes one section of its own: the short
answer of a question put to the sources, or the advice of a staged service.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant.composers.base import Brief, Composer, DraftSection, DraftStatement, quoted
from assistant.errors import LanguageModelError, LanguageModelLate
from assistant.language_model.model import LanguageModel, Meter
from assistant.language_model.prompts import MOST_SENTENCES, NOTHING, to_write
from assistant.language_model.reading import Said, SentenceReader
from assistant.models import Usage
from assistant.passages import Unit, units
from assistant.queries.entities import stages_in
from assistant.queries.words import normal
from assistant.relevance import Ranker
from assistant.written import WrittenCheck
from corpus.hygiene import clean
from corpus.instructions import has_instructions

SHORT_ANSWER, NEAREST, ADVICE = "Short answer", "Nearest passages", "What to do next"
"""Sections of the extractive answer: the model's own goes before the short answer and the advice, and after the nearest passages, which
begin with a doubt that is to be read first."""
IN_SHORT, ADVICE_IN_SHORT, OWN_WORDS = "In short, from these passages", "Advice in short", "In the sources' own words"
_MOST_BAD = 3 * MOST_SENTENCES
"""Sentences that may be dropped before the model is stopped: it goes round in circles."""
_NEAR = 0.4
"""Cosine from which a passage answers the question well enough to stand in for a sentence about it."""
_LATE = "The language model did not answer in time; this answer quotes the sources instead."
_NOTHING = "The language model found no answer in the passages; this answer quotes the nearest of them."


class LanguageModelComposer:
    """Lets a model write what its passages carry. Safe to share between threads; holds nothing of any question."""

    def __init__(self, plain: Composer, model: LanguageModel, check: WrittenCheck, ranker: Ranker) -> None:
        self._plain, self._model, self._check, self._ranker = plain, model, check, ranker

    def compose(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield the sections of an answer in reading order, the model's sentence by sentence."""
        sections = list(self._plain.compose(brief))
        title, first, place = _where_to_write(brief, sections)
        passages = _passages(brief, sections[first:], self._model.settings.passages) if title else []
        if not passages:
            yield from sections
            return
        yield from sections[:place]
        written = _Written(brief, passages, _quotes(sections))
        yield from self._written(written, title)
        yield from _rest(sections[place:], written)

    def _written(self, written: "_Written", title: str) -> Iterator[DraftSection]:
        """Yield what the model's sentences become, one section with a statement each; the outcome is noted in the brief."""
        meter = Meter()
        try:
            for said in self._said(written, meter):
                if statement := self._judged(said, written):
                    continues = bool(written.shown)
                    written.shown.append(statement)
                    yield DraftSection(title, (statement,), continues)
                if len(written.shown) >= MOST_SENTENCES or written.dropped >= _MOST_BAD:
                    break
        except LanguageModelError as error:
            written.failed = error
        finally:
            _note(written, self._model.usage(meter))

    def _said(self, written: "_Written", meter: Meter) -> Iterator[Said]:
        """Yield the model's sentences as they come."""
        brief, reader = written.brief, SentenceReader()
        messages = to_write(brief.question, brief.earlier, brief.assessment, written.passages)
        with closing(self._model.stream(messages, meter)) as pieces:
            for piece in pieces:
                yield from reader.feed(piece)
                if reader.overlong:
                    return
        yield from reader.close()

    def _judged(self, said: Said, written: "_Written") -> DraftStatement | None:
        """Return the sentence as a statement if its passages carry it, else the passage it cites, else None; counts which."""
        text = clean(said.text).text.strip()
        cited = tuple(written.passages[n - 1] for n in said.numbers if 1 <= n <= len(written.passages))
        if not text or NOTHING in text.upper():
            return None
        key = normal(text)
        repeats = key in written.seen
        written.seen.add(key)
        if repeats or not cited or _names_other_stage(text, cited, written.brief):
            written.dropped += 1
            return None
        if (repeated := next((unit for unit in cited if unit.text == text), None)) is not None:
            written.kept += 1
            return quoted(repeated)
        if self._check.problem(text, cited) is None:
            written.kept += 1
            return _statement(text, self._check.carrying(text, cited))
        if unit := self._to_quote(cited, written):
            written.replaced += 1
            return quoted(unit)
        written.dropped += 1
        return None

    def _to_quote(self, cited: Sequence[Unit], written: "_Written") -> Unit | None:
        """Return the first of the cited passages that answers the question and is not shown yet."""
        shown = {unit for statement in written.shown for unit in statement.evidence}
        for unit in cited:
            near = unit in written.chosen or self._ranker.cosines(written.brief.question, [unit.text])[0] >= _NEAR
            if unit not in shown and near:
                return unit
        return None


@dataclass
class _Written:
    """What became of the model's text for one question. `chosen` are the passages that the extractive answer quotes."""

    brief: Brief
    passages: list[Unit]
    chosen: frozenset[Unit]
    shown: list[DraftStatement] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    kept: int = 0
    replaced: int = 0
    dropped: int = 0
    failed: LanguageModelError | None = None


def _statement(text: str, evidence: tuple[Unit, ...]) -> DraftStatement:
    judged = any(unit.is_inference for unit in evidence)
    return DraftStatement(text, "written_inference" if judged else "written", evidence)


def _where_to_write(brief: Brief, sections: Sequence[DraftSection]) -> tuple[str, int, int]:
    """Return the title of the model's section, the section whose passages come first, and the place to write at.

    No title where the model has nothing to write: for an answer that cites nothing, asks instead of guessing, or consists of the pages
    of a stage.
    """
    staged = brief.understanding.intent == "stage_and_next" and brief.assessment is not None
    titles = {ADVICE: ADVICE_IN_SHORT} if staged else {SHORT_ANSWER: SHORT_ANSWER, NEAREST: IN_SHORT}
    for place, section in enumerate(sections):
        if section.title in titles:
            return titles[section.title], place, place + (section.title == NEAREST)
    return "", 0, 0


def _quotes(sections: Sequence[DraftSection]) -> frozenset[Unit]:
    return frozenset(unit for section in sections for statement in section.statements for unit in statement.evidence)


def _passages(brief: Brief, sections: Sequence[DraftSection], most: int) -> list[Unit]:
    """Return the passages that the model may use: those that the answer quotes first, then the likeliest others.

    Of an action that quotes several the first two come before the others. Left out is what its note could not verify, and what speaks
    to the reader's software.
    """
    cited = [statement.evidence for section in sections for statement in section.statements]
    evidence = [u for quotes in cited for u in quotes[:2]] + [u for quotes in cited for u in quotes[2:]]
    others = [u for result in brief.results for chunk in result.chunks for u in units(chunk)]
    if brief.selection is not None:
        others = [span.unit for span in brief.selection.spans]
    found = [unit for unit in others if not unit.is_inference]
    kept = [
        unit
        for unit in dict.fromkeys([*evidence, *found])
        if not unit.is_unverified
        and unit.chunk.heading[:1] != ("How far to rely on it",)
        and not has_instructions(unit.chunk.text)
    ]
    return kept[:most]


def _names_other_stage(text: str, cited: Sequence[Unit], brief: Brief) -> bool:
    """Return whether a sentence names a stage that is not the engine's to name here.

    Beside an assessment that is every other stage. Without one it is any stage that the sentence does not take from what it cites.
    """
    named = {entity.key for entity in stages_in(text)}
    if brief.assessment is not None:
        return not named <= {brief.assessment.stage}
    return not named <= {entity.key for unit in cited for entity in stages_in(f"{unit.chunk.info.title}. {unit.text}")}


def _rest(sections: Sequence[DraftSection], written: _Written) -> Iterator[DraftSection]:
    """Yield the extractive sections that come after the model's, without the quotations already in it."""
    already = {statement for statement in written.shown if statement.kind in ("quote", "inference")}
    for section in sections:
        title = OWN_WORDS if written.shown and section.title == SHORT_ANSWER else section.title
        statements = tuple(statement for statement in section.statements if statement not in already)
        if statements:
            yield replace(section, title=title, statements=statements)


def _note(written: _Written, usage: Usage) -> None:
    """Put into the brief what the reader has to know, and what was used."""
    brief = written.brief
    counts = {"kept": written.kept, "replaced": written.replaced, "dropped": written.dropped}
    brief.usage = usage.model_copy(update=counts)
    brief.warnings += filter(None, [_failure(written), _counted(written)])


def _failure(written: _Written) -> str:
    if written.failed is None:
        return "" if written.kept + written.replaced + written.dropped else _NOTHING
    if written.shown:
        return "The language model broke off; what is shown of its text was checked, and the rest of the answer quotes the sources."
    if isinstance(written.failed, LanguageModelLate):
        return _LATE
    return f"{str(written.failed).rstrip('.')}; this answer quotes the sources instead."


def _counted(written: _Written) -> str:
    """Say how many of the model's sentences stand; nothing when all do."""
    lost = written.replaced + written.dropped
    if not lost:
        return ""
    return (
        f"The language model wrote {_many(written.kept + lost)}: {written.kept} kept, {written.replaced} replaced by the passage cited, "
        f"and {written.dropped} left out, because the sources did not carry what they said."
    )


def _many(count: int) -> str:
    return "1 sentence" if count == 1 else f"{count} sentences"
