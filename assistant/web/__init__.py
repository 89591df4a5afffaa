"""The web application: screens of our own on the API, and answers through Gradio's queue. The only package that imports Gradio.

Gradio takes seconds to import, so nothing of it is imported before the application is served.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings


def serve(assistant: "Assistant", settings: "Settings", on_ready: Callable[[str], None] | None = None) -> None:
    """Serve the application at `settings.web` until interrupted; `on_ready` gets the address, which is printed otherwise.

    Raises SettingsError, before anything slow, for an address that cannot be used.
    """
    from assistant.web.logs import set_up_logs
    from assistant.web.server import announce, open_listener, run_server

    set_up_logs(settings.log)
    with open_listener(settings.web.host, settings.web.port) as listener:
        from assistant.web.application import create_app

        app = create_app(assistant, settings)
        for line in app.state.put_right:
            logging.getLogger(__name__).info(line)
        run_server(app, listener, on_ready or announce, seconds_to_finish=settings.web.seconds_to_finish)
