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

    Raises SettingsError, before anything slow, for an address that cannot be used, or where everybody signs in and there is no account.
    """
    from assistant.accounts.in_use import accounts_in_use
    from assistant.errors import SettingsError
    from assistant.state.users import LOCAL
    from assistant.web.logs import set_up_logs
    from assistant.web.memory import share_pools
    from assistant.web.server import announce, open_listener, run_server

    set_up_logs(settings.log)
    share_pools()
    with open_listener(settings.web.host, settings.web.port, settings.accounts.enabled) as listener:
        accounts = accounts_in_use(settings, assistant.record_of(LOCAL).engine if assistant.keeps else None)
        if accounts is not None and not accounts.accounts.any():
            raise SettingsError(
                "accounts.enabled: there is no account to sign in with; make the first with `regrip users add NAME --role administrator`"
            )
        from assistant.web.application import create_app

        app = create_app(assistant, settings, accounts)
        for line in app.state.put_right:
            logging.getLogger(__name__).info(line)
        run_server(
            app,
            listener,
            on_ready or announce,
            seconds_to_finish=settings.web.seconds_to_finish,
            proxies=settings.web.proxies,
        )
