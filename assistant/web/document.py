"""Gradio's HTML document made ours: our style sheet and icon in, its link-preview tags out, a nonce on every script."""

import re
from functools import cache
from hashlib import sha256
from html import escape

from assistant.web.style import static_text

DESCRIPTION = (
    "Which stage of difficulty a children's social care service is in, what to do next, and the source of every claim."
)

_PREVIEW_TAG = re.compile(r"<meta\s+(?:property|name)=\"(?:og|twitter):[^<>]*>\s*")


def finish_document(html: str, nonce: str) -> str:
    """Return the page as it is sent.

    The style sheet is linked here and not handed to Gradio, which rewrites style sheets in the browser and loses some rules.
    """
    html = _PREVIEW_TAG.sub("", html)
    html = html.replace("</head>", f"{_links()}</head>", 1)
    return html.replace("<script", f'<script nonce="{nonce}"')


@cache
def _links() -> str:
    version = sha256(static_text("page.css").encode()).hexdigest()[:12]
    return (
        f'<meta name="description" content="{escape(DESCRIPTION)}">'
        '<link rel="icon" type="image/svg+xml" href="/regrip/icon.svg">'
        f'<link rel="stylesheet" href="/regrip/page.css?v={version}">'
    )
