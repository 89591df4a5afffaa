"""An item as HTML. Every word of a question, answer or passage is escaped: it is text, never markup."""

from html import escape
from itertools import groupby

from evals.answered import Cited, Reply, Said
from evals.judge.items import Shown

NO_ANSWER = "There is no answer: the assistant reported an error."
"""The error's own words could name files or systems."""

TO_RATING = '<p class="to-rating"><a href="#rating">Go to your rating</a></p>'
"""For narrow screens, where the form stands below all passages."""


def item_html(shown: Shown, number: int, total: int) -> str:
    """Return question, answer and passages of an item; `number` counts from 1."""
    return (
        f'<article class="item"><h2 id="item-title" tabindex="-1">Answer {number} of {total}</h2>'
        f"{_question(shown)}{_answer(shown.reply)}{_passages(shown.reply)}</article>"
    )


def _question(shown: Shown) -> str:
    *earlier, asked = shown.messages
    before = "".join(f"<li>{escape(message)}</li>" for message in earlier)
    talk = f'<p class="label">Said before</p><ol class="earlier">{before}</ol>' if before else ""
    return f'<h3>Question</h3>{talk}<p class="message">{escape(asked)}</p>{_papers(shown)}'


def _papers(shown: Shown) -> str:
    papers = "".join(
        f"<details><summary>{escape(paper.title or 'Paper')}</summary><blockquote>{escape(paper.text)}</blockquote></details>"
        for paper in shown.papers
    )
    return f'<p class="label">Came with the question</p>{papers}' if papers else ""


def _answer(reply: Reply) -> str:
    if reply.status == "error":
        return f'<h3 id="answer" tabindex="-1">Answer</h3><p>{NO_ANSWER}</p>'
    warnings = "".join(f'<p class="warning">{escape(warning)}</p>' for warning in reply.warnings)
    numbers = {cited.n for cited in reply.citations}
    sections = "".join(
        f"<h4>{escape(title)}</h4><ul>{''.join(_statement(s, numbers) for s in said)}</ul>"
        for title, said in groupby(reply.statements, key=lambda s: s.section)
    )
    return f'<h3 id="answer" tabindex="-1">Answer</h3>{warnings}{sections or "<p>The answer is empty.</p>"}{TO_RATING}'


def _statement(said: Said, numbers: set[int]) -> str:
    links = "".join(f" {_link(n)}" if n in numbers else f" [{n}, not in the list]" for n in said.citations)
    return f"<li>{escape(said.text)}{links}</li>"


def _link(n: int) -> str:
    return f'<a class="cite" href="#passage-{n}"><span class="unseen">Passage </span>{n}</a>'


def _passages(reply: Reply) -> str:
    if not reply.citations:
        return "<h3>Passages</h3><p>The answer cites no passage.</p>"
    return f"<h3>Passages</h3>{''.join(map(_passage, reply.citations))}"


def _passage(cited: Cited) -> str:
    return (
        f'<section class="passage" id="passage-{cited.n}" tabindex="-1" aria-label="Passage {cited.n}">'
        f"<h4>{cited.n}. {escape(cited.title)}</h4>{_text(cited)}"
        '<p class="back-link"><a href="#answer">Back to the answer</a></p></section>'
    )


def _text(cited: Cited) -> str:
    if cited.passage is None:
        return f'<blockquote>{escape(cited.quote)}</blockquote><p class="about">The passage behind these words was not found.</p>'
    start = cited.start if cited.passage[cited.start : cited.end] == cited.quote else cited.passage.find(cited.quote)
    if start < 0:
        lost = f'<p class="about">These words stand nowhere in the passage: “{escape(cited.quote)}”</p>'
        return f"<blockquote>{escape(cited.passage)}</blockquote>{lost}"
    end = start + len(cited.quote)
    before, quote, after = cited.passage[:start], cited.passage[start:end], cited.passage[end:]
    return f"<blockquote>{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}</blockquote>"
