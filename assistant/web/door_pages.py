"""The pages at the door: signing in, and changing one's password. Whole without a script, in the look of the screens."""

from html import escape
from urllib.parse import quote

from assistant.accounts.passwords import SHORTEST
from assistant.web.assets import Assets
from assistant.web.forms import PROOF


def sign_in_html(
    assets: Assets,
    proof: str,
    onward: str,
    problem: str = "",
    name: str = "",
    told: str = "",
    provider: str | None = None,
) -> str:
    """Return the page to sign in; `problem` is why the last try came to nothing, `told` what was done before.

    `provider` is what is on the button that leads to one, None where there is none.
    """
    body = f"""<h1>Sign in</h1>
{_notice(told)}{_problem(problem)}{_through(provider, onward)}
<form method="post" action="/sign-in" class="door">
{_hidden(PROOF, proof)}{_hidden("next", onward)}
<div class="field"><label for="name">Name</label>
<input id="name" name="name" type="text" value="{escape(name)}" autocomplete="username" autocapitalize="none" spellcheck="false"
required></div>
<div class="field"><label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required></div>
<p class="actions"><button{"" if provider else ' class="primary"'} type="submit">Sign in</button></p>
</form>
<p class="quiet">Accounts are made by whoever runs Regrip for you. They can also give you another password.</p>"""
    return _document(assets, "Sign in", body, problem)


def no_password_html(assets: Assets, provider: str) -> str:
    """Return the page to change a password, for somebody who has none here."""
    body = f"""<h1>Change your password</h1>
<p>You have no password here: you sign in with {escape(provider)}, and your password is changed there.</p>
<p><a href="/settings">Back to the settings</a></p>"""
    return _document(assets, "Change your password", body, "")


def password_html(assets: Assets, proof: str, name: str, problem: str = "", told: str = "") -> str:
    """Return the page to change one's password."""
    body = f"""<h1>Change your password</h1>
{_notice(told)}{_problem(problem)}
<form method="post" action="/password" class="door">
{_hidden(PROOF, proof)}<input name="username" type="text" value="{escape(name)}" autocomplete="username" hidden>
<div class="field"><label for="old">Your password now</label>
<input id="old" name="old" type="password" autocomplete="current-password" required></div>
<div class="field"><label for="new">A new password</label>
<p class="hint" id="new-hint">{SHORTEST} characters or more. Three or four words that do not belong together are a good one.</p>
<input id="new" name="new" type="password" autocomplete="new-password" minlength="{SHORTEST}" aria-describedby="new-hint" required></div>
<div class="field"><label for="again">The new password again</label>
<input id="again" name="again" type="password" autocomplete="new-password" required></div>
<p class="actions"><button class="primary" type="submit">Change the password</button> <a href="/settings">Back to the settings</a></p>
</form>"""
    return _document(assets, "Change your password", body, problem)


def _document(assets: Assets, title: str, body: str, problem: str) -> str:
    named = f"Error: {title}" if problem else title
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<title>{escape(named)} – Regrip</title>
<link rel="icon" type="image/svg+xml" href="{assets.url("icon.svg")}">
<link rel="stylesheet" href="{assets.url("css/base.css")}"><link rel="stylesheet" href="{assets.url("css/parts.css")}">
<link rel="stylesheet" href="{assets.url("css/door.css")}">
</head>
<body>
<a class="skip" href="#main">Skip to the main content</a>
<header class="masthead"><div class="width"><a class="brand" href="/">Regrip</a></div></header>
<main id="main" tabindex="-1" class="width">{body}</main>
<footer class="footer"><div class="width"><p>If a child is in danger now, call 999. Regrip gives no inspection judgement and no advice about
a child.</p></div></footer>
</body>
</html>
"""


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def _through(provider: str | None, onward: str) -> str:
    """Return the way to a provider: a link, since what a form leads to is kept on this site by the page's policy."""
    if provider is None:
        return ""
    return f"""
<p class="actions"><a class="button primary" href="/sign-in/provider?next={quote(onward, safe="")}">Sign in with {escape(provider)}</a></p>
<h2>Or with a name and a password</h2>"""


def _problem(text: str) -> str:
    return f'<p class="problem" role="alert">{escape(text[:1].upper() + text[1:])}.</p>' if text else ""


def _notice(text: str) -> str:
    return f'<p class="told" role="status">{escape(text)}</p>' if text else ""
