"""The step `screen`: sizes, hidden characters and personal data, the language, and what stops a message before anything is read of it."""

from assistant.assessing import turn_name
from assistant.engine import SourceText, place_marks
from assistant.errors import QuestionError
from assistant.guardrails import LONGEST_MESSAGE, Finding, check_message
from assistant.language import detect_language, language_name
from assistant.messages import MessageReader
from assistant.messages.judging import judge
from assistant.messages.languages import danger_in_other_language
from assistant.models import Question, UserDocument
from assistant.papers import PaperCheck
from assistant.pipeline import Context
from assistant.settings import Settings
from corpus.hygiene import clean, drop_hidden
from corpus.instructions import WARNING, has_instructions

STANDARD_QUESTION = "What stage are we in, and what should we do next?"
"""Asked for a user who brings documents and no words of their own."""


def screen(context: Context, settings: Settings, reader: MessageReader, papers: PaperCheck) -> None:
    """Check size, clean the text, and stop on danger, one child's case or misuse. Raises QuestionError.

    Marks become places here, so that no quote of theirs is kept with what is covered in the texts.
    """
    question = context.question
    _check_size(question, settings)
    turns = []
    for turn in question.turns:
        cleaned = clean(turn)
        turns.append(cleaned.text)
        for warning in cleaned.warnings:
            context.warn(warning)
        if len(turn) > LONGEST_MESSAGE and has_instructions(turn):
            context.warn(f"The pasted text: {WARNING}")
    if not turns[-1].strip():
        turns[-1] = STANDARD_QUESTION
    documents = [_screened(document, context, papers) for document in question.documents]
    marks = place_marks(question.marks, _marked_texts(question)) if question.marks else []
    context.screened = question.model_copy(update={"turns": turns, "documents": documents, "marks": marks})
    context.screening = list(context.warnings)
    _look(context, reader)


def screen_again(context: Context, settings: Settings, reader: MessageReader) -> None:
    """Stop a question that was kept on what would stop it now. It is read as it stands: its texts are covered, its marks are places.

    What `context.screening` says of the texts as they were typed is warned of again. Raises QuestionError.
    """
    _check_size(context.question, settings)
    context.screened = context.question
    for warning in context.screening:
        context.warn(warning)
    _look(context, reader)


def _look(context: Context, reader: MessageReader) -> None:
    """Find the language, and what stops the question."""
    context.language = detect_language(context.screened.text)
    if context.language != "en":
        context.warn(
            f"The message seems to be in {language_name(context.language)}. Regrip reads and answers in English only."
        )
    context.status = _finding(context, reader)


def _marked_texts(question: Question) -> list[SourceText]:
    """All that was said and brought along, as marks point to it: before personal data is covered, which keeps every place."""
    said = [SourceText(turn_name(question, n), drop_hidden(turn)) for n, turn in enumerate(question.turns)]
    return said + [SourceText(d.title, drop_hidden(d.text)) for d in question.documents]


def _finding(context: Context, reader: MessageReader) -> Finding | None:
    """Let rules and the learned reader look at the last message; a long one is a document, which neither reads.

    The reader knows English only; danger in other languages has word lists.
    """
    text = context.screened.text
    if len(text) > LONGEST_MESSAGE:
        return None
    if danger_in_other_language(text):
        return "emergency"
    if context.language == "en" and text != STANDARD_QUESTION:
        context.reading = reader.read(context.screened.turns)
    rule = check_message(text)
    return judge(text, rule, context.reading, reader.thresholds) if context.reading else rule


def _check_size(question: Question, settings: Settings) -> None:
    limits = settings.limits
    if not question.turns[-1].strip() and not question.documents:
        raise QuestionError("the question is empty; type what you see in the service, or ask about guidance")
    if len(question.turns) > limits.turns:
        raise QuestionError(f"{len(question.turns)} turns, more than {limits.turns}; begin a new conversation")
    for turn in question.turns:
        if len(turn) > limits.question_chars:
            raise QuestionError(
                f"the message has {len(turn):,} characters, more than {limits.question_chars:,}; cut it or bring it as a document"
            )
    for document in question.documents:
        if not document.text.strip():
            raise QuestionError(f"document {document.title!r} is empty; leave it out or add its text")
        if len(document.text) > limits.document_chars:
            raise QuestionError(
                f"document {document.title!r} has {len(document.text):,} characters, more than {limits.document_chars:,}; cut it into parts"
            )


def _screened(document: UserDocument, context: Context, papers: PaperCheck) -> UserDocument:
    fit = papers.check(document.text)
    for warning in fit.warnings:
        context.warn(f"{document.title}: {warning}")
    return document.model_copy(update={"text": fit.text})
