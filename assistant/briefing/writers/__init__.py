"""A briefing as a file: one module a format. Whatever a user or a document wrote is text in all of them, and runs in none."""

from assistant.briefing.models import Briefing, Format

MEDIA_TYPES: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def write(briefing: Briefing, format: Format) -> bytes:
    """Return the file's bytes. Raises BriefingError when the format's library cannot make it."""
    if format == "md":
        from assistant.briefing.writers.markdown import markdown

        return markdown(briefing).encode()
    if format == "html":
        from assistant.briefing.writers.html import html

        return html(briefing).encode()
    if format == "docx":
        from assistant.briefing.writers.docx import docx

        return docx(briefing)
    from assistant.briefing.writers.pdf import pdf

    return pdf(briefing)
