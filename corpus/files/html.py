"""Web pages: the main text under its headings, without menus, footers, scripts and hidden text."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.files.blocks import Block, Extract, Source
from corpus.files.composing import compose
from corpus.files.containers import local
from corpus.files.dates import iso_date
from corpus.files.errors import DamagedFile, FileTooLarge
from corpus.files.hidden import Hidden
from corpus.files.html_parts import Visibility
from corpus.files.limits import LARGEST_MARKUP
from corpus.files.rows import table_lines
from corpus.files.text_encoding import decode_text

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*+=\s*+(?:[\"']\s*+)?([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--((?:(?!-->).){1,20000})(?:-->|\Z)", re.DOTALL)
_UNSHOWN = ("alt", "title", "aria-label", "aria-description", "summary", "placeholder")
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_DATES = ("article:published_time", "dcterms.issued", "dc.date", "date", "article:modified_time", "dcterms.modified")


def read_html(source: Source) -> Extract:
    """Return the main text of a web page under its heading paths."""
    if len(source.data) > LARGEST_MARKUP:
        raise FileTooLarge(source.name, f"a web page larger than {LARGEST_MARKUP // 1_000_000} MB; save only its text")
    encoding = _XML_ENCODING.search(source.data[:1024]) or _CHARSET.search(source.data[:8192])
    text, warning = decode_text(source.data, source.name, encoding[1].decode("ascii") if encoding else None)
    return html_extract(text, source.name, [warning] if warning else [])


def html_extract(text: str, name: str, warnings: list[str], main_only: bool = True) -> Extract:
    """Return the text of HTML. `main_only` drops menus and footers; the body of an email has none."""
    root = _parse(text, name)
    visibility = Visibility(root)
    part = visibility.main_part(root) if main_only else root
    walker = _Walker(visibility, main_only)
    walker.walk(part)
    extract = compose(walker.blocks, warnings, find_title=main_only)
    walker.hidden.aside_all(_asides(root, text))
    warnings += walker.hidden.warnings("words that a browser does not show were left out", least=5)
    extract.title = extract.title or _stated_title(root)
    extract.date = _stated_date(root)
    return extract


def _parse(text: str, name: str) -> Any:
    from lxml import etree

    text = _DECLARATION.sub("", text, count=1).replace("\x00", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise DamagedFile(
            name, "the web page cannot be read; open it in a browser and save it anew or as PDF"
        ) from error
    if root is None:
        raise DamagedFile(name, "the web page has no content; open it in a browser and save it anew or as PDF")
    return root


def _asides(root: Any, text: str) -> Iterator[str]:
    """What stands in a page and is not shown as its text: comments, descriptions of pictures, titles, statements about the page."""
    yield from (match[1] for match in _COMMENT.finditer(text))
    for element in root.iter():
        yield from (value for key in _UNSHOWN if (value := element.get(key)))
        if local(element) == "meta":
            yield element.get("content") or ""
        elif local(element) in ("noscript", "template"):
            yield " ".join(element.itertext())


def _stated_title(root: Any) -> str | None:
    title = next(iter(root.iter("title")), None)
    return " ".join("".join(title.itertext()).split()) or None if title is not None else None


def _stated_date(root: Any) -> str | None:
    stated = {(m.get("property") or m.get("name") or "").lower(): m.get("content") or "" for m in root.iter("meta")}
    times = [t.get("datetime") or "" for t in root.iter("time")]
    found = (iso_date(value) for value in [*(stated.get(key, "") for key in _DATES), *times[:1]])
    return next((value for value in found if value), None)


class _Walker:
    """Goes through the elements in order, without recursion, and gathers blocks."""

    def __init__(self, visibility: Visibility, main_only: bool) -> None:
        self._visibility, self._main_only = visibility, main_only
        self._buffer: list[str] = []
        self._level, self._preformatted = 0, 0
        self._lists: list[list[Any]] = []
        self._sign, self._in_item = "", False
        self.blocks: list[Block] = []
        self.hidden = Hidden()

    def walk(self, part: Any) -> None:
        stack: list[tuple[Any, bool]] = [(part, False)]
        while stack:
            element, closing = stack.pop()
            if closing:
                self._close(local(element))
            elif self._open(element):
                stack.append((element, True))
                stack += [(item, False) for item in reversed(element)]
                self._buffer.append(element.text or "")
                continue
            if element is not part:
                self._buffer.append(element.tail or "")
        self._flush()

    def _open(self, element: Any) -> bool:
        """Begin an element. False when nothing inside it is to be visited."""
        tag = local(element)
        if not tag or self._visibility.is_furniture(element, self._main_only):
            return False
        if self._visibility.is_hidden(element):
            self.hidden.add(" ".join(element.itertext()))
            return False
        if self._main_only and tag in {"ul", "ol"} and not self._lists and self._visibility.is_menu(element):
            return False
        if tag in _BLOCKS:
            self._flush()
        if tag == "table" and self._add_table(element):
            return False
        self._note(tag)
        return True

    def _note(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag in {"ul", "ol"}:
            self._lists.append([tag, 0])
        elif tag == "li":
            self._begin_item()
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "br":
            self._buffer.append("\n" if self._preformatted else "\x00")
        elif tag == "q":
            self._buffer.append("“")

    def _begin_item(self) -> None:
        if not self._lists:
            self._lists.append(["ul", 0])
        kind, count = self._lists[-1]
        self._lists[-1][1] = count + 1
        sign = f"{count + 1}. " if kind == "ol" else "- "
        self._sign, self._in_item = "  " * min(len(self._lists) - 1, 8) + sign, True

    def _close(self, tag: str) -> None:
        if tag == "q":
            self._buffer.append("”")
        if tag not in _BLOCKS:
            return
        self._flush()
        if tag in _HEADINGS:
            self._level = 0
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
            self._in_item = bool(self._lists)
        elif tag == "li":
            self._sign = ""
        elif tag == "pre":
            self._preformatted -= 1

    def _flush(self) -> None:
        raw, self._buffer = "".join(self._buffer), []
        text = raw.strip("\n") if self._preformatted else _collapsed(raw)
        if not text.strip():
            return
        tight = bool(self._sign) and bool(self.blocks)
        self.blocks.append(Block(self._sign + text if not self._level else text, level=self._level, tight=tight))
        self._sign = ""

    def _add_table(self, table: Any) -> bool:
        """Add a table of facts as rows. False for one that only arranges the page, whose parts are visited instead."""
        nested = any(inner is not table for inner in table.iter("table", "h1", "h2", "h3", "h4"))
        if nested or table.get("role") == "presentation":
            return False
        rows = [r for r in table.iter("tr") if not self._visibility.is_hidden(r)]
        cells = [[c for c in row if local(c) in {"td", "th"}] for row in rows]
        if max((len(row) for row in cells), default=0) < 2:
            return False
        caption = next(table.iter("caption"), None)
        if caption is not None:
            self.blocks.append(Block(_collapsed("".join(self._visible_text(caption)))))
        texts = [[_collapsed("".join(self._visible_text(c))) for c in row] for row in cells]
        marked = bool(cells) and bool(cells[0]) and all(local(c) == "th" for c in cells[0][1:])
        lines = table_lines(texts, True if marked else None)
        if lines:
            self.blocks.append(Block("\n".join(lines)))
        return True

    def _visible_text(self, element: Any) -> Iterable[str]:
        stack: list[Any] = [element]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                yield item
                continue
            if item is not element:
                tail = [item.tail or ""]
                hidden = bool(local(item)) and self._visibility.is_hidden(item)
                if hidden:
                    self.hidden.add(" ".join(item.itertext()))
                if hidden or not local(item) or self._visibility.is_furniture(item, False):
                    stack += tail
                    continue
                stack += [*tail, " "] if local(item) in _BLOCKS or local(item) == "br" else tail
            stack += reversed(item)
            stack.append(item.text or "")


def _collapsed(text: str) -> str:
    """White space as a browser shows it; a NUL stands for a line break."""
    return "\n".join(" ".join(line.split()) for line in text.split("\x00")).strip()
