"""Small builders of HTML. Whatever is not `Html` already is escaped."""

import re
from collections.abc import Iterable, Sequence
from html import escape

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Html(str):
    """Text that is markup already."""


class Numeric(Html):
    """A number written out, which stands to the right in a table."""


def clean(text: str) -> str:
    """Return `text` with a replacement character for what neither HTML nor XML may hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def show(value: object) -> Html:
    """Return a value as HTML: markup as it is, numbers rounded, all else escaped."""
    if isinstance(value, Html):
        return value
    if value is None:
        return Html('<span class="about">none</span>')
    return Html(escape(clean(number(value) if isinstance(value, int | float) else str(value))))


def number(value: float) -> str:
    """Return a number for a reader: whole numbers whole, others with three decimals, large ones with one."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value == int(value) if abs(value) < 1e15 else False:
        return str(int(value))
    return f"{value:.1f}" if abs(value) >= 100 else f"{value:.3f}"


def measured(value: float) -> "Numeric":
    """Return the value of a figure, with as many decimals as its neighbours in a column have."""
    return Numeric(f"{value:.1f}" if abs(value) >= 100 else f"{value:.3f}")


def tag(name: str, *inside: object, **attributes: object) -> Html:
    """Return an element. In the names of attributes `_` is `-`, at their end it is dropped; None leaves one out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>{''.join(map(show, inside))}</{name}>")


def join(parts: Iterable[object], between: str = "") -> Html:
    """Return the parts one after another."""
    return Html(between.join(show(part) for part in parts))


def table(caption: str, columns: Sequence[object], rows: Iterable[Sequence[object]], **attributes: object) -> Html:
    """Return a table in a region that scrolls sideways. The first cell of each row names the row."""
    head = tag("thead", tag("tr", *(tag("th", column, scope="col") for column in columns)))
    body = tag("tbody", *(row if isinstance(row, Html) else table_row(row) for row in rows))
    return region(caption, tag("table", tag("caption", caption), head, body, **attributes))


def table_row(cells: Sequence[object], **attributes: object) -> Html:
    """Return a row: its first cell is its heading; numbers stand to the right."""
    first, *rest = cells
    return tag("tr", tag("th", first, scope="row"), *(_cell(cell) for cell in rest), **attributes)


def region(name: str, inside: Html) -> Html:
    """Return a part that can be scrolled with the keyboard, where a table or plot may be wider than the screen."""
    return tag("div", inside, class_="scroll", role="group", aria_label=name, tabindex="0")


def definitions(pairs: Iterable[tuple[str, object]]) -> Html:
    """Return a list of names with their values."""
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs))


def _cell(value: object) -> Html:
    return tag("td", value, class_="n" if isinstance(value, int | float | Numeric) else None)
