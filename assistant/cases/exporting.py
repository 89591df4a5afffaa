"""All of a user's data as one zip: what was kept, as JSON and text, and the files as they came where those were kept."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from pydantic import BaseModel

from assistant.cases.originals import Originals
from assistant.state.case_models import Case, Draft
from assistant.state.cases import CaseStore
from assistant.state.conversations import ConversationStore
from assistant.state.documents import DocumentStore
from assistant.state.plans import PlanStore
from assistant.state.store import Record

README = """What Regrip keeps of you, as it stood when this file was made.

cases/         a folder for each case: case.json, its documents as JSON with their text, its marks, its plan, its conversations,
               drafts
conversations/ conversations that belong to no case
drafts.json    what was typed and not sent in cases of others
account.json   where people sign in: the account, its link to a provider, its sessions and tokens without their secrets, its audit lines
originals/     inside a case: the files as they came, where the setting record.originals kept them

Personal data was covered before texts were kept. Deleted cases that can still be brought back are listed in deleted.json.
"""


class Exporter:
    """Writes a user's data. Reads only through the stores, so it holds what the user may see, and of cases only their own."""

    def __init__(
        self,
        cases: CaseStore,
        documents: DocumentStore,
        conversations: ConversationStore,
        plans: PlanStore,
        record: Record,
        originals: Originals,
    ) -> None:
        self._cases, self._documents, self._conversations = cases, documents, conversations
        self._plans, self._record, self._originals = plans, record, originals

    def write(self, file: IO[bytes], only: str | None = None, account: str | None = None) -> None:
        """Write the zip: of all that is the user's, with JSON on their account if they have one, or of one case. Raises NotFound."""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("README.txt", README)
            cases = [self._cases.live(only)] if only else self._cases.listed(archived=True)
            for case in (case for case in cases if only or case.role == "owner"):
                self._case(archive, case)
            if account is not None:
                archive.writestr("account.json", account)
            if only is None:
                others = [draft for case in cases if case.role != "owner" for draft in self._drafts(case.id)]
                archive.writestr("drafts.json", _json(others))
                for conversation in self._conversations.listed():
                    archive.writestr(f"conversations/{conversation.id}.json", self._conversation(conversation.id))
                archive.writestr("deleted.json", _json(self._cases.listed(deleted=True)))

    def _case(self, archive: zipfile.ZipFile, case: Case) -> None:
        folder = f"cases/{_plain(case.name)}-{case.id}"
        archive.writestr(f"{folder}/case.json", _json(case))
        archive.writestr(f"{folder}/marks.json", _json(self._documents.marks(case.id)))
        archive.writestr(f"{folder}/shares.json", _json(self._cases.shares(case.id)))
        if (plan := self._plans.get(case.id)) is not None:
            archive.writestr(f"{folder}/plan.json", _json(plan))
        for document in self._documents.texts(case.id):
            archive.writestr(f"{folder}/documents/{document.id}.json", _json(document))
            path = self._originals.path(case.id, document.sha256)
            if document.kept and path.is_file():
                archive.write(path, f"{folder}/originals/{document.id}-{_plain(document.name)}")
        for conversation in self._conversations.listed(case.id):
            archive.writestr(f"{folder}/conversations/{conversation.id}.json", self._conversation(conversation.id))
        archive.writestr(f"{folder}/drafts.json", _json(self._drafts(case.id)))

    def _drafts(self, case_id: str) -> list[Draft]:
        """Return what the user has typed in a case and not sent."""
        found = (self._conversations.draft(case_id, place) for place in self._places(case_id))
        return [draft for draft in found if draft is not None]

    def _places(self, case_id: str) -> Iterator[str | None]:
        yield None
        yield from (conversation.id for conversation in self._conversations.listed(case_id))

    def _conversation(self, conversation_id: str) -> str:
        exchanges = self._record.conversation(conversation_id)
        feedback = [given for exchange in exchanges for given in self._record.feedback(exchange.id)]
        body: dict[str, Any] = {
            "id": conversation_id,
            "exchanges": [_without_texts(exchange.model_dump(mode="json")) for exchange in exchanges],
            "waiting": [one.model_dump(mode="json") for one in self._conversations.waiting(conversation_id)],
            "feedback": [given.model_dump(mode="json") for given in feedback],
        }
        return json.dumps(body, ensure_ascii=False, indent=1)


def _without_texts(exchange: dict[str, Any]) -> dict[str, Any]:
    """The texts of a case's documents stand in the archive once."""
    for document in exchange["question"]["documents"] if exchange["question"]["case"] else ():
        document["text"] = ""
    return exchange


def _json(value: BaseModel | Iterable[BaseModel]) -> str:
    body = value.model_dump(mode="json") if isinstance(value, BaseModel) else [v.model_dump(mode="json") for v in value]
    return json.dumps(body, ensure_ascii=False, indent=1)


def _plain(name: str) -> str:
    """Return a name that is safe as a file's name everywhere."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-.")[:60] or "unnamed"
