"""Records as Markdown for the terminal. Pure: a record in, text out.

Whatever a user or a document wrote is escaped here, at the last moment, so that nothing in it is ever trusted.
"""

from assistant.rendering.markdown import answer_markdown, assessment_markdown

__all__ = ["answer_markdown", "assessment_markdown"]
