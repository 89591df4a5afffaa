"""A briefing in a council's own Word template (docxtpl): names are filled in, and nothing in the template can run."""

import re
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import StrictUndefined
from jinja2 import TemplateError as TemplateFault
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.briefing.models import Block, Briefing, Item, Line, Listing, Paragraph, Part, Place, Source, Table
from assistant.briefing.template_names import KNOWN_PARTS, template_names
from assistant.briefing.writers.filling_exchange import MOST_BYTES, too_large_template
from assistant.errors import TemplateError, TemplateTooLarge

_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_BEGUN = re.compile(r"\{[{%].*", re.DOTALL)
_QUOTED = re.compile(r"'([^']{1,60})'")
_MARKUP = re.compile(r"<[^>]+>")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH = f"{_WORD}p"
HELP = "docs/how-to/use-your-own-template.md lists the names"


class _Filling(ImmutableSandboxedEnvironment):
    """What a template may do: put in names, repeat and choose. No attributes of Python, no calls of its own, no large sums."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse sums that could fill the memory."""
        raise SecurityError(f"'{operator}' is not for templates")


def check_template(path: Path) -> None:
    """Raise TemplateError for a template that is not there, or no Word document by its name."""
    if path.suffix.lower() != ".docx":
        raise TemplateError(f"{path.name}: a template is a .docx; save it as one in Word or LibreOffice")
    if not path.is_file():
        raise TemplateError(f"{path}: no such file; give --template a .docx")
    if path.stat().st_size > MOST_BYTES:
        raise TemplateTooLarge(too_large_template(path.name))


def try_template(path: Path) -> None:
    """Raise TemplateError for a template that cannot be used, or that a short paper shows to be broken: before anything is read."""
    check_template(path)
    try:
        fill(sample(), path)
    except TemplateError as error:
        if "has no element" not in str(error):  # a list that is longer in a real paper
            raise


def sample() -> Briefing:
    """Return a paper that has one of everything."""
    line = Line(text="text", lead="lead", notes=["1a"], mark="mark")
    table = Table(caption="caption", header=["head"], rows=[[line]], widths=[1.0])
    blocks: list[Block] = [Paragraph(line=line), Listing(items=[Item(line=line, lines=[line])]), table]
    parts = [Part(title=title, blocks=blocks) for title in KNOWN_PARTS]
    source = Source(n=1, title="t", publisher="p", date="d", status="s", places=[Place(note="1a", locator="l")])
    return Briefing(kind="board", title="title", made_on=date.today(), about=["about"], parts=parts, sources=[source])


def fill(briefing: Briefing, path: Path) -> bytes:
    """Return the template filled from a briefing. Raises TemplateError that names the tag at which it is broken."""
    check_template(path)
    return filled(briefing, path.name, path.read_bytes())


def filled(briefing: Briefing, name: str, data: bytes) -> bytes:
    """Return the template `data`, called `name`, filled from a briefing. Raises TemplateError, and MemoryError."""
    from docx import Document
    from docxtpl import DocxTemplate

    try:
        template = DocxTemplate(BytesIO(data))
        template.render(template_names(briefing), jinja_env=_Filling(), autoescape=True)
        file = BytesIO()
        template.save(file)
        Document(BytesIO(file.getvalue()))
    except MemoryError:
        raise
    except TemplateFault as error:
        _refuse(name, data, error)
    except Exception as error:
        raise TemplateError(
            f"{name}: it cannot be filled ({type(error).__name__}); is it a Word document, and every tag whole? {HELP}"
        ) from error
    return file.getvalue()


def _refuse(name: str, data: bytes, error: TemplateFault) -> NoReturn:
    """Raise a TemplateError that says what is wrong and where: the tag, or the words near it."""
    said = (error.message or type(error).__name__).rstrip(".")
    near = _near(getattr(error, "docx_context", None) or _words_of(data), said)
    where = f" at {near}" if near else ""
    if isinstance(error, SecurityError):
        raise TemplateError(f"{name}: the template reaches for what it may not use{where}: {said}; {HELP}") from error
    if isinstance(error, UndefinedError):
        raise TemplateError(f"{name}: there is no such name{where or ''}: {said}; {HELP}") from error
    kind = "a tag is broken" if isinstance(error, TemplateSyntaxError) else "a tag cannot be filled"
    raise TemplateError(f"{name}: {kind}{where}: {said}; {HELP}") from error


def _words_of(data: bytes) -> list[str]:
    """Return what the template says, with its tags, page heads and feet included."""
    from docx import Document

    document = Document(BytesIO(data))
    edges = [edge for section in document.sections for edge in (section.header, section.footer)]
    parts = [document.element, *(edge._element for edge in edges if not edge.is_linked_to_previous)]
    return [_text_of(paragraph) for part in parts for paragraph in part.iter(_PARAGRAPH)]


def _text_of(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{_WORD}t"))


def _near(context: Iterable[str], said: str) -> str:
    """Return the tag that an error is about, as it stands in the template: one that holds a name of the message, else a near one."""
    lines = [" ".join(_MARKUP.sub("", line).split()) for line in context]
    tags = [tag for line in lines for tag in (_TAG.findall(line) or _BEGUN.findall(line))]
    names = _QUOTED.findall(said)
    named = next((tag for name in names for tag in tags if name in tag), None)
    tag = named or (tags[len(tags) // 2] if tags else "")
    return tag if len(tag) <= 80 else f"{tag[:80]}…"
