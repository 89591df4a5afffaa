"""The sources panel: one cited passage with the quoted words marked, and where it comes from."""

from html import escape

from assistant.models import Citation
from assistant.rendering.names import basis_words, is_ours
from assistant.rendering.words import DOCUMENT_STATUS_WORDS, readable_date
from corpus.models import Chunk

EMPTY_PANEL = (
    '<div class="source"><h2>Source</h2><p class="about">Choose a number in an answer to read the passage behind it '
    "here.</p></div>"
)
LOST_PANEL = (
    '<div class="source" data-n="0"><h2 tabindex="-1">Source</h2><p>This page has lost its conversation, perhaps because Regrip was '
    "restarted. Please ask your question again.</p></div>"
)


def passage_html(citation: Citation, chunk: Chunk | None, turn: int) -> str:
    """Return the panel for a citation; without a chunk, the quoted words alone."""
    return (
        f'<div class="source" data-turn="{turn}" data-n="{citation.n}">'
        f'<h2 tabindex="-1">Source {citation.n}</h2><p class="source-title">{escape(citation.title)}</p>'
        f"{_passage(citation, chunk)}{_facts(citation)}{_link(citation, chunk)}"
        '<p><button type="button" class="back">Back to the answer</button></p></div>'
    )


def _passage(citation: Citation, chunk: Chunk | None) -> str:
    path = " › ".join(chunk.heading) if chunk else ""
    heading = f'<p class="heading-path">{escape(path)}</p>' if path and path != citation.locator else ""
    return f"{heading}<blockquote>{_marked(citation, chunk)}</blockquote>{_nature(chunk)}"


def _marked(citation: Citation, chunk: Chunk | None) -> str:
    text, start = (chunk.text, citation.start) if chunk else (citation.quote, 0)
    end = start + len(citation.quote)
    if text[start:end] != citation.quote:
        start = text.find(citation.quote)
        end = start + len(citation.quote)
    if start < 0:
        text, start, end = citation.quote, 0, len(citation.quote)
    return f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"


def _nature(chunk: Chunk | None) -> str:
    """Say whose words these are: the corpus holds notes on sources, not the sources themselves."""
    note = basis_words(chunk.info) if chunk else "Only the quoted words are at hand, not the passage around them."
    return f'<p class="about">{escape(note)}</p>'


def _facts(citation: Citation) -> str:
    rows = {
        "Publisher": citation.publisher,
        "Date": readable_date(citation.date),
        "Status": DOCUMENT_STATUS_WORDS[citation.status],
        "Place": citation.locator,
    }
    items = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in rows.items() if value)
    return f"<dl>{items}</dl>"


def _link(citation: Citation, chunk: Chunk | None) -> str:
    if chunk is not None and is_ours(chunk.info):
        return ""
    url = citation.url or ""
    if not url.lower().startswith(("https://", "http://")):
        return '<p class="about">There is no link to the original.</p>'
    checked = chunk is not None and chunk.info.url_checked
    warning = "" if checked else '<br><span class="about">Nobody has checked that this address still works.</span>'
    link = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">Open the original</a>'
    return f'<p>{link} <span class="about">(new tab, outside Regrip)</span>{warning}</p>'
