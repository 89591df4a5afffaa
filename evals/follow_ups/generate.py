"""Makes the query of a conversation's last turn, and asks the index for documents with it."""

import time

from assistant.assistant import Assistant
from assistant.models import Record
from assistant.understanding import understand
from evals.cases import FollowUpCase

DEPTH = 10
"""Documents looked at."""
_PASSAGES = 3 * DEPTH
"""Search gives at most three passages of a document, so that these hold ten documents."""
REWRITTEN, LAST_TURN = "rewritten", "last-turn"


class Found(Record):
    """The query with the documents it finds, best first, each once; `seconds` to make the query."""

    query: str
    documents: list[str]
    seconds: float


def found_for(case: FollowUpCase, assistant: Assistant, model: str) -> Found:
    """Return what the last turn finds, rewritten from the turns before it or, with the model `last-turn`, as it stands."""
    started = time.perf_counter()
    query = understand(case.turns).query if model == REWRITTEN else case.turns[-1]
    seconds = time.perf_counter() - started
    results = assistant.retrieve([query], k=_PASSAGES)
    documents = list(dict.fromkeys(result.document_id for result in results))[:DEPTH]
    return Found(query=query, documents=documents, seconds=round(seconds, 5))
