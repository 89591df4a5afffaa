"""The step `understand`: intent and query, terms asked for, what was withdrawn, and what is plainly outside the field."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.language_model.model import Meter
from assistant.language_model.rewriting import Rewriter
from assistant.messages import MessageReader
from assistant.messages.judging import is_outside, seems_outside
from assistant.messages.models import Reading
from assistant.pipeline import Context
from assistant.queries.paper_references import papers_asked
from assistant.retriever import Retriever
from assistant.scope import is_errand, is_task_of_the_field, of_other_nation
from assistant.terms import terms_asked_for
from assistant.understanding import Rewrite, understand

_NOT_SEARCHED = ("stage_and_next", "plan_check", "about")
"""Intents of which the passages found do not say whether a message is inside the field."""


def route(
    context: Context,
    rewriter: Rewriter | None = None,
    retriever: Retriever | None = None,
    reader: MessageReader | None = None,
) -> None:
    """Find the intent, the query and what the user has withdrawn. A language model may word the query, if there is one.

    A question that is asked of the user's own papers is one of fact. A term that the glossary explains is inside the field, however short
    the message that asks for it.
    """
    question = context.screened
    context.understanding = understand(
        question.turns,
        bool(question.documents),
        context.reading,
        _rewrite(context, rewriter),
        question.documents,
        _reread(reader) if reader is not None else None,
    )
    if question.documents and context.understanding.drops_documents:
        context.warn(
            "The documents are not read, because they were withdrawn. To have them read, say that here is the right file."
        )
    _ask_papers(context)
    if retriever is not None and not question.documents:
        context.terms = terms_asked_for(context.understanding.query, retriever.glossary())
    if context.terms and context.understanding.intent != "comparison":
        context.understanding = replace(context.understanding, intent="definition")
    if not question.documents and (of_other_nation(question.text) or is_errand(question.text) or _is_outside(context)):
        context.status = "out_of_scope"


def _ask_papers(context: Context) -> None:
    """Have a question that is asked of what papers say answered from these; what they show to have changed is another question."""
    question, understanding = context.screened, context.understood
    if understanding.drops_documents or understanding.changes or understanding.intent == "plan_check":
        return
    context.asked_papers = papers_asked(question.turns[-1], question.documents)
    if context.asked_papers is not None:
        context.understanding = replace(
            understanding, intent="fact", otherwise=None, follow_up=None, weighs="", on_account="", leans=False
        )


def _is_outside(context: Context) -> bool:
    """Return whether a message is stopped before anything is searched for: a likely one only where a search could not tell."""
    reading, asked = context.reading, context.understood
    if reading is None or context.terms or asked.follow_up is not None or asked.taken_back:
        return False
    if is_task_of_the_field(asked.query):
        return False
    return is_outside(reading) or (seems_outside(reading) and asked.intent in _NOT_SEARCHED)


def _reread(reader: MessageReader) -> Callable[[str], Reading]:
    return lambda query: reader.read([query])


def _rewrite(context: Context, rewriter: Rewriter | None) -> Rewrite | None:
    if rewriter is None:
        return None

    def rewrite(turns: Sequence[str], draft: str) -> str:
        meter = Meter()
        query = rewriter.rewrite(turns, draft, meter)
        context.usage = rewriter.usage(meter) if meter.calls else None
        return query

    return rewrite
