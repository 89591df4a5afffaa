"""Records as text: Markdown for the terminal, HTML for the page. Pure: a record in, text out.

Whatever a user or a document wrote is escaped here, at the last moment, so that nothing in it is ever trusted.
"""

from assistant.rendering.html import answer_html
from assistant.rendering.markdown import answer_markdown, assessment_markdown

__all__ = ["answer_html", "answer_markdown", "assessment_markdown"]
