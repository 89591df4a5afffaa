"""Blind judging by people: they rate the answers of runs without knowing which system gave them, and how well they agree.

Gradio takes seconds to import, so nothing of it is imported before the page is served.
"""

from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.runs import RunFolder


def serve(
    runs: "Sequence[RunFolder]",
    judge: str,
    port: int = 0,
    limit: int | None = None,
    seed: int = 0,
    on_ready: Callable[[str], None] | None = None,
    end: Event | None = None,
) -> None:
    """Serve the judging page on this machine until interrupted; `on_ready` gets the address, which is printed otherwise.

    Raises EvaluationError, before anything slow, for runs or a name that cannot be used, and SettingsError for the port.
    """
    from assistant.web.server import open_listener, run_server
    from evals.judge.items import items_of
    from evals.judge.judging import Judging

    judging = Judging(items_of(runs, limit, seed), judge)
    with open_listener("127.0.0.1", port) as listener:
        from evals.judge.page import create_app

        run_server(create_app(judging), listener, on_ready or _announce, end)


def _announce(address: str) -> None:
    print(f"The judging page is ready at {address} (press Ctrl+C to end; every rating is kept)", flush=True)
