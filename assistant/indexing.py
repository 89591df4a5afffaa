"""The index while the web application runs: whether there is one, and building it in the background."""

import logging
import threading
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from assistant.assistant import Assistant
from assistant.models import Record
from corpus.errors import RegripError
from corpus.library import Library
from corpus.models import Document
from indexes.errors import IndexDamaged, IndexMismatch, IndexMissing
from indexes.layout import Layout
from indexes.models import Progress
from indexes.upkeep import bring_up_to_date, is_up_to_date, wanted_documents

logger = logging.getLogger(__name__)


class IndexState(Record):
    """How the index is.

    `outdated` holds other documents than it should, or was made by another embedder or version; `failed` is a build that ended in an
    error. `done` of `total` passages are in it, 0 of 0 before they are counted; `what` says what a build is doing, and `message`
    what is wrong and the way out.
    """

    state: Literal["ready", "missing", "building", "failed", "outdated"]
    done: int = 0
    total: int = 0
    what: str = ""
    message: str = ""


class IndexBuild:
    """Builds the index of an assistant, one build at a time. Safe between threads; holds nothing of any user."""

    def __init__(
        self, assistant: Assistant, documents: Callable[[Path], Iterable[Document]] = wanted_documents
    ) -> None:
        """`documents` gives what the index of a home folder should hold."""
        self._assistant, self._documents = assistant, documents
        self._settings = assistant.settings
        self._layout = Layout(self._settings.home)
        self._lock = threading.Lock()
        self._running: IndexState | None = None
        self._failure = "", 0
        """What the last build failed of, and the stamp of the index then: another process may have built it since."""
        self._known: tuple[object, bool] | None = None

    def state(self) -> IndexState:
        """Return how the index is now, whoever built it."""
        if (running := self._running) is not None:
            return running
        failure, stamp = self._failure
        if failure and stamp == self._layout.stamp():
            return IndexState(state="failed", message=failure)
        try:
            self._assistant.ready()
            return self._held()
        except IndexMissing as error:
            return IndexState(state="missing", message=str(error))
        except (IndexMismatch, IndexDamaged) as error:
            return IndexState(state="outdated", message=str(error))
        except RegripError as error:
            return IndexState(state="failed", message=str(error))

    def start(self) -> IndexState:
        """Begin a build and return its state; while one is running already, return that."""
        with self._lock:
            if self._running is None:
                self._failure = "", 0
                self._running = IndexState(state="building", what="Starting")
                threading.Thread(target=self._run, name="index build", daemon=True).start()
            return self._running

    def _run(self) -> None:
        failure = ""
        try:
            bring_up_to_date(self._settings, self._progress, self._tell, self._documents)
            self._tell("Opening the index")
            self._assistant.renew()
            self._assistant.ready()
        except RegripError as error:
            failure = str(error)
        except Exception as error:  # nobody waits for this thread: what broke is told by the state
            logger.error("%s in a build:\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
            failure = f"the build broke off ({type(error).__name__}); try again, or run `regrip index build`"
        with self._lock:
            self._running, self._failure = None, (failure, self._layout.stamp())

    def _progress(self, progress: Progress) -> None:
        self._show(done=progress.done, total=progress.total)

    def _tell(self, what: str) -> None:
        self._show(what=what)

    def _show(self, **values: object) -> None:
        with self._lock:
            if self._running is not None:
                self._running = self._running.model_copy(update=values)

    def _held(self) -> IndexState:
        """Return the state of an index that can be searched."""
        passages = self._layout.read_existing().chunks
        if self._is_up_to_date():
            return IndexState(state="ready", done=passages, total=passages)
        message = "the documents have changed since the index was built; build it again to bring it up to date"
        return IndexState(state="outdated", done=passages, total=passages, message=message)

    def _is_up_to_date(self) -> bool:
        """Compare with the documents, once for each index and each state of the folder with the user's own files."""
        seen = (self._layout.stamp(), Library(self._settings.home).stamp())
        if self._known is None or self._known[0] != seen:
            documents = self._documents(self._settings.home)
            self._known = seen, is_up_to_date(self._layout.read_existing(), documents, self._assistant.embedder)
        return self._known[1]
