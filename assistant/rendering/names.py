"""What a person reads for each fixed word of the records: lower case, to stand inside a sentence."""

from typing import TYPE_CHECKING

from assistant.models import Intent, Standing, StatementKind, Status, Verdict
from assistant.rendering.words import DOCUMENT_STATUS_WORDS, INFERENCE_LABEL, OWN_WORDS_LABEL, WRITTEN_LABEL
from assistant.timeline.models import Direction
from corpus.models import DocumentInfo
from corpus.vocabulary import OWN_FILE, Basis, DocumentStatus

if TYPE_CHECKING:
    from assistant.plans.models import PlanFit

STANDING_NAMES: dict[Standing, str] = {
    "now_here": "now and here",
    "past": "past",
    "negated": "said not to be so",
    "hypothetical": "only supposed",
    "elsewhere": "about another service",
    "feared": "feared, not seen",
    "planned": "planned, not done",
    "hearsay": "hearsay",
}
VERDICT_NAMES: dict[Verdict, str] = {
    "wrong": "wrong: read it no more",
    "past": "not now",
    "elsewhere": "not us",
    "add": "added as a sign",
}
DIRECTION_NAMES: dict[Direction, str] = {
    "improving": "improving",
    "worsening": "getting worse",
    "stuck": "stuck: in difficulty and not moving",
    "steady": "steady: no difficulty",
    "mixed": "mixed: better and worse by turns",
    "unclear": "not clear: fewer than two papers say a stage",
}
INTENT_NAMES: dict[Intent, str] = {
    "stage_and_next": "the stage, and what to do next",
    "guidance": "guidance",
    "fact": "a fact",
    "comparison": "a comparison",
    "case_example": "an example of another service",
    "measure": "a measure",
    "plan_check": "a check of a plan",
    "definition": "what a word means",
    "about": "about Regrip",
}
STATUS_NAMES: dict[Status, str] = {
    "answered": "answered",
    "needs_evidence": "more evidence needed",
    "no_source_found": "no source found",
    "out_of_scope": "outside what Regrip covers",
    "individual_child": "about one child: no advice",
    "emergency": "a child may be in danger now",
    "refused": "refused",
    "error": "something went wrong",
}
FIT_NAMES: "dict[PlanFit, str]" = {
    "fits": "fits this stage",
    "partial": "fits in part",
    "mismatch": "a mismatch at this stage",
    "unclear": "not clear from these words",
}
STATEMENT_KIND_NAMES: dict[StatementKind, str] = {
    "quote": "a source's own words",
    "finding": "what the assessment found",
    "own_words": OWN_WORDS_LABEL.lower(),
    "inference": INFERENCE_LABEL,
    "safety": "safety",
    "written": WRITTEN_LABEL,
    "written_inference": f"{WRITTEN_LABEL}, {INFERENCE_LABEL}",
}
_MADE_FROM: dict[Basis, str] = {
    "document": "From Regrip's note on this source, in Regrip's words.",
    "extract": "From Regrip's note on this source, in Regrip's words, made from an extract of it.",
    "official_page": "From Regrip's note on this source, in Regrip's words, made from its publisher's page.",
    "reported": "From Regrip's note on this source, in Regrip's words, made from what others reported of it.",
    "own": "",
}


def basis_words(info: DocumentInfo) -> str:
    """Return whose words a document is in: the corpus holds notes on sources, not the sources themselves."""
    if info.kind == OWN_FILE:
        return "The words of a file of your own."
    if is_ours(info):
        return "Written for Regrip, from the sources named in brackets. It is not an outside source."
    return f"{_MADE_FROM[info.basis]} Brackets give the place in the original."


def is_ours(info: DocumentInfo) -> bool:
    """Return whether Regrip itself is the publisher."""
    return info.basis == "own" or info.publisher == "Regrip"


def document_status_name(status: DocumentStatus) -> str:
    """Return the status of a document in one or two words, without the reason."""
    return DOCUMENT_STATUS_WORDS[status].split(":")[0].lower()
