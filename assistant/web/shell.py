"""The HTML document around every screen: what can be read before any script has run."""

from html import escape
from typing import get_args

from assistant.accounts.models import Principal
from assistant.accounts.roles import Permission
from assistant.web.assets import Assets
from assistant.web.forms import PROOF, proof_of
from assistant.web.screens import Screen, screen_at

DESCRIPTION = (
    "Which stage of difficulty a children's social care service is in, what to do next, and the source of every claim."
)
_PLACES = (
    ("/", "Cases"),
    ("/ask", "Ask"),
    ("/library", "Library"),
    ("/stages", "The stages"),
    ("/settings", "Settings"),
)
_MODULES = ("shell", "dom", "api", "words")
_REFERRER = '<meta name="referrer" content="same-origin">'
"""With it a browser says that a form comes from this page; other sites are told nothing by it either."""
_THEME = "const t = localStorage.getItem('regrip-theme'); if (t) document.documentElement.dataset.theme = t;"
"""Runs before anything is painted, so that a page in the dark theme does not flash white."""


def shell_html(screen: Screen, assets: Assets, nonce: str, reader: Principal) -> str:
    """Return the document of one screen for `reader`, with what their role allows. Scripts in it bear `nonce`, which its policy names."""
    who = reader if reader.session else None
    style = "".join(f'<link rel="stylesheet" href="{url}">' for url in _style_sheets(screen, assets))
    ahead = "".join(f'<link rel="modulepreload" href="{assets.url(f"js/{name}.js")}">' for name in _MODULES)
    return f"""<!doctype html>
<html lang="en-GB" data-screen="{screen.name}"{" data-accounts" if who else ""} data-may="{_allowed(reader)}" data-needs="{screen.needs}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{_REFERRER if who else ""}<meta name="description" content="{escape(DESCRIPTION)}">
<title>{escape(screen.title)} – Regrip</title>
<link rel="icon" type="image/svg+xml" href="{assets.url("icon.svg")}">
{style}{ahead}
<script nonce="{nonce}">{_THEME}</script>
<script nonce="{nonce}" type="module" src="{assets.url("js/shell.js")}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the main content</a>
<header class="masthead"><div class="width"><a class="brand" href="/">Regrip</a>
<nav aria-label="Regrip"><ul>{_navigation(screen, reader)}</ul></nav>{_signed_in(who) if who else ""}</div></header>
<p id="lost" class="lost" role="alert" hidden></p>
<div id="case-bar"></div>
<main id="main" tabindex="-1" class="width"><h1>{escape(screen.title)}</h1>
<p class="loading">One moment…</p>
<noscript><p class="problem">Regrip's pages need JavaScript. The commands and the API work without it.</p></noscript></main>
<footer class="footer"><div class="width"><p>If a child is in danger now, call 999. Regrip gives no inspection judgement and no advice about
a child.</p><p><a href="/about">About Regrip</a> <a href="/about#accessibility">Accessibility</a> <a href="/settings">Privacy and your
data</a></p></div></footer>
<div id="live" role="status" aria-live="polite" class="unseen"></div>
<div id="notices" class="notices"></div>
</body>
</html>
"""


def _signed_in(who: Principal) -> str:
    """Return who is signed in, and the way out, which needs no script."""
    return (
        f'<form method="post" action="/sign-out" class="signed-in"><span>{escape(who.name)}</span>'
        f'<input type="hidden" name="{PROOF}" value="{proof_of(who)}"><button type="submit">Sign out</button></form>'
    )


def _style_sheets(screen: Screen, assets: Assets) -> list[str]:
    names = ("css/base.css", "css/parts.css", f"css/{screen.name}.css")
    return [assets.url(name) for name in names if assets.has(name)]


def _allowed(reader: Principal) -> str:
    return " ".join(sorted(permission for permission in get_args(Permission) if reader.may(permission)))


def _navigation(screen: Screen, reader: Principal) -> str:
    """Return the places that the reader's role allows."""
    places = ((href, label, screen_at(href)) for href, label in _PLACES)
    return "".join(_item(href, label, screen) for href, label, to in places if to and reader.may(to.needs))


def _item(href: str, label: str, screen: Screen) -> str:
    here = ' aria-current="true"' if href == screen.below else ""
    return f'<li><a href="{href}"{here}>{label}</a></li>'
