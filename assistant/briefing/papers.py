"""The board paper and the adviser's briefing on a service."""

from collections.abc import Iterable, Iterator
from datetime import date

from assistant import titles
from assistant.briefing.bench import DIRECTION_WORDS, plan_part, timeline_part
from assistant.briefing.evidence import evidence_list, evidence_table, speaking_against, speaking_for, stage_chart
from assistant.briefing.material import Material
from assistant.briefing.models import NOT_A_GRADE, Block, Briefing, Form, Item, Line, Listing, Paragraph, Part
from assistant.briefing.plan_words import plan_line
from assistant.briefing.sources import SourceBook
from assistant.briefing.statements import Reader
from assistant.briefing.steps import steps
from assistant.briefing.unknowns import unknowns
from assistant.models import Answer, Statement
from assistant.phrases import answer_words
from assistant.rendering.words import ordinary_sections, readable_date, safety_statements, status_message
from corpus.vocabulary import STAGE_NAMES

FOR, AGAINST, MISMATCHES, STEPS = "Evidence for", "Evidence against", "Mismatches to avoid", "Recommended steps"
PLAN = "Your plan"
DIFFERS = (
    "That is not the stage named above, which more papers bear out; hold both against the papers before you decide."
)
MOST = {"for": 4, "against": 3, "questions": 3}
"""What a board reads of each; the adviser's version has all."""
_LONGEST_QUESTION = 500
_UNSAID = "You said nothing yet about"


def paper(material: Material, form: Form, made_on: date) -> Briefing:
    """Return the paper on a service. An answer that names no stage is given as it is, with what is not known."""
    return _Paper(material, form, made_on).briefing()


class _Paper:
    """A paper while it is being put together."""

    def __init__(self, material: Material, form: Form, made_on: date) -> None:
        self.material, self.form, self.made_on = material, form, made_on
        self.book = SourceBook()
        asked = readable_date(material.asked_on.isoformat())
        self.reader = Reader(material.answer, material.documents, asked, self.book)
        self.sections = dict(ordinary_sections(material.answer))

    @property
    def whole(self) -> bool:
        """Whether everything is wanted, and not only what a board reads."""
        return self.form == "adviser"

    def briefing(self) -> Briefing:
        """Return the paper."""
        assessment = self.material.answer.assessment
        staged = assessment is not None and assessment.stage is not None
        parts = [part for part in (self._staged() if staged else self._plain()) if part.blocks]
        return Briefing(
            kind=self.form,
            title=self.material.title,
            made_on=self.made_on,
            about=list(self._about()),
            contents=self.whole,
            parts=parts,
            sources=self.book.listed(),
        )

    def _about(self) -> Iterator[str]:
        if self.material.service:
            yield f"Service: {self.material.service}"
        asked, made = (readable_date(d.isoformat()) for d in (self.material.asked_on, self.made_on))
        yield f"Date: {made}"
        read = len(self.material.documents)
        documents = f" It read {read} document{'' if read == 1 else 's'}." if read else ""
        yield f"Made from Regrip's answer of {asked}.{documents} {NOT_A_GRADE}"

    def _staged(self) -> Iterator[Part]:
        assessment = self.material.answer.assessment
        assert assessment is not None, "only an answer with a stage is staged"
        most_for, most_against = (None, None) if self.whole else (MOST["for"], MOST["against"])
        where = [s for s in self.sections.get(titles.WHERE, ()) if not s.text.startswith(_UNSAID)]
        yield self._question()
        yield self._safety()
        yield Part(
            title="Where the service is",
            blocks=[stage_chart(assessment), *self.reader.blocks(where), *self._direction()],
        )
        yield Part(title=FOR, blocks=evidence_list(speaking_for(assessment)[:most_for], self.reader))
        yield Part(title=AGAINST, blocks=evidence_list(speaking_against(assessment)[:most_against], self.reader))
        if self.whole:
            yield self._section(titles.WHY_NOT)
        if self.whole or self.sections.get(titles.FIGURES):
            yield Part(title="Figures and national comparators", blocks=self._blocks(titles.FIGURES))
        yield Part(title=STEPS, blocks=self._steps())
        if not self.whole:
            yield self._plan()
        yield Part(title=MISMATCHES, blocks=self._blocks(titles.MISMATCHES))
        if self.whole:
            yield from self._bench()
            yield Part(title="Services that have been here", blocks=self._blocks(titles.PLACES))
        yield self._unknown()
        yield self._questions()
        if self.whole:
            yield Part(title="All signs", blocks=evidence_table(assessment, self.reader))

    def _steps(self) -> list[Block]:
        material = self.material
        return steps(self.sections.get(titles.NEXT, []), self.reader, material.in_plan, material.plan_title)

    def _direction(self) -> list[Block]:
        """The line of the papers in a sentence for a board, where it has a direction; an adviser reads all of it."""
        line = self.material.timeline
        if self.whole or line is None or line.direction == "unclear":
            return []
        newest = next(point for point in reversed(line.points) if point.date and point.outcome == line.latest_outcome)
        told = f"{DIRECTION_WORDS[line.direction]} The newest paper that says a stage reads as {STAGE_NAMES[newest.outcome]}."
        named = self.material.answer.assessment.stage if self.material.answer.assessment else None
        differs = f" {DIFFERS}" if newest.outcome != named else ""
        return [Paragraph(line=Line(lead="Direction:", text=told + differs, notes=[self.reader.own(newest.title)]))]

    def _plan(self) -> Part:
        check = self.material.plan
        if check is None or check.stage is None:
            return Part(title=PLAN)
        notes = [self.reader.own(self.material.plan_title)]
        return Part(title=PLAN, blocks=[Paragraph(line=Line(text=plan_line(check), notes=notes))])

    def _plain(self) -> Iterator[Part]:
        """The parts of a paper whose answer names no stage: what it said, in its own order."""
        yield self._question()
        yield self._safety()
        yield Part(title="What can be said", blocks=plain_status(self.material.answer))
        for title in self.sections:
            yield self._section(title)
        if self.whole:
            yield from self._bench()
        yield self._unknown()

    def _bench(self) -> Iterator[Part]:
        if self.material.timeline is not None and self.material.timeline.points:
            yield timeline_part(self.material.timeline, self.reader.own)
        if self.material.plan is not None:
            yield plan_part(self.material.plan, self.material.plan_title, self.book, self.reader.own)

    def _question(self) -> Part:
        words = self.material.question
        if len(words) > _LONGEST_QUESTION and not self.whole:
            words = words[:_LONGEST_QUESTION].rsplit(maxsplit=1)[0] + "… (shortened)"
        return Part(title="Question", blocks=[Paragraph(line=Line(text=words))] if words.strip() else [])

    def _safety(self) -> Part:
        urgent = self.reader.urgent(safety_statements(self.material.answer))
        return Part(title=titles.SAFETY, blocks=[*urgent, *self._blocks(titles.SAFETY)])

    def _unknown(self) -> Part:
        lines = [Item(line=line) for line in unknowns(self.material, self.reader)]
        return Part(title="What is not known", blocks=[Listing(items=lines)] if lines else [])

    def _questions(self) -> Part:
        assessment = self.material.answer.assessment
        asked = assessment.questions if assessment else []
        asked = asked if self.whole else asked[: MOST["questions"]]
        effects = [[Line(text=words) for words in answer_words(q)] if self.whole else [] for q in asked]
        items = [Item(line=Line(text=q.text), lines=lines) for q, lines in zip(asked, effects, strict=True)]
        return Part(title="Questions for the board", blocks=[Listing(items=items, numbered=True)] if items else [])

    def _section(self, title: str) -> Part:
        return Part(title=title, blocks=self._blocks(title))

    def _blocks(self, title: str) -> list[Block]:
        statements: Iterable[Statement] = self.sections.get(title, ())
        return self.reader.blocks(list(statements))


def plain_status(answer: Answer) -> list[Block]:
    """Return the sentence that says what kind of answer this is, where its sections do not say so themselves."""
    message = status_message(answer)
    return [Paragraph(line=Line(text=message))] if message else []
