"""What the steps of an answer work with."""

from dataclasses import dataclass

from assistant.answerability import Judge
from assistant.claims import ClaimChecker
from assistant.composers.base import Composer
from assistant.engine import StageEngine
from assistant.language_model.rewriting import Rewriter
from assistant.messages import MessageReader
from assistant.nearest_ask import NearestAsk
from assistant.papers import PaperCheck
from assistant.relevance import Ranker
from assistant.retriever import Retriever
from assistant.selection import Selector
from assistant.settings import Settings
from assistant.state.store import Record
from assistant.written import WrittenCheck


@dataclass(frozen=True)
class Services:
    """What the steps work with; shared by all questions, holds nothing of any of them.

    `written` and `rewriter` are there where a language model is.
    Without `claims` nothing that a question takes for granted is searched for.
    """

    settings: Settings
    reader: MessageReader
    asks: NearestAsk
    papers: PaperCheck
    engine: StageEngine
    retriever: Retriever
    ranker: Ranker
    selector: Selector
    judge: Judge
    composer: Composer
    record: Record | None
    newest_year: int
    written: WrittenCheck | None = None
    rewriter: Rewriter | None = None
    claims: ClaimChecker | None = None
