"""The screens of the application: where each stands, and the script and style sheet that make it."""

import re
from dataclasses import dataclass

from assistant.accounts.roles import Permission

_PART = r"[^/]{1,200}"


@dataclass(frozen=True)
class Screen:
    """One screen. `name` is that of its script and style sheet; `title` stands in the tab until the script knows better.

    `below` is the place in the navigation that it belongs to, `needs` what a role must allow for it.
    """

    name: str
    path: re.Pattern[str]
    title: str
    below: str
    needs: Permission


def _screen(name: str, path: str, title: str, below: str = "/", needs: Permission = "use") -> Screen:
    return Screen(name, re.compile(path.replace("{}", _PART)), title, below, needs)


SCREENS = (
    _screen("home", r"/", "Your cases"),
    _screen("start", r"/new", "A new case", needs="keep_cases"),
    _screen("conversation", r"/ask(/{})?", "Ask a question", "/ask", "ask"),
    _screen("conversation", r"/cases/{}(/conversations/{})?", "Conversation"),
    _screen("documents", r"/cases/{}/documents", "Documents"),
    _screen("document", r"/cases/{}/documents/{}", "Document"),
    _screen("timeline", r"/cases/{}/timeline", "Timeline"),
    _screen("plan", r"/cases/{}/plan", "Plan"),
    _screen("briefing", r"/cases/{}/briefing", "Briefing"),
    _screen("compare", r"/compare", "Compare services", needs="ask"),
    _screen("library", r"/library", "Library", "/library"),
    _screen("note", r"/library/.{1,200}", "A source", "/library"),
    _screen("stages", r"/stages", "The four stages", "/stages"),
    _screen("settings", r"/settings", "Settings and your data", "/settings"),
    _screen("about", r"/about", "About Regrip", "/about"),
)


def screen_at(path: str) -> Screen | None:
    """Return the screen that stands at a path of the address, or None."""
    return next((screen for screen in SCREENS if screen.path.fullmatch(path)), None)
