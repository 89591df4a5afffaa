"""Web pages, Markdown, plain text, comma-separated tables and emails, written by hand."""

import csv
import io
from email.message import EmailMessage
from html import escape
from pathlib import Path

from tests.corpus.files.making import ACCENTED, TYPOGRAPHIC, Made, Part, Writer, grid, outline, table_words

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "latin-1", "utf-16-be", "utf-32")
CHARSETS = ("utf-8", "cp1252", "iso-8859-1", "utf-16")


def make_html(path: Path, seed: int) -> Made:
    writer, made = Writer(seed, ACCENTED if seed % 4 == 2 else TYPOGRAPHIC), Made(path)
    charset = CHARSETS[seed % 4]
    title = f"The {writer.words(3)} report"
    body = "".join(_html_part(made, part, seed) for part in outline(writer))
    main = f"<h1>{made.put(title)}</h1>{body}"
    wrapped = (f"<main>{main}</main>", f"<article class='post'>{main}</article>", f"<div id='content'>{main}</div>")[
        seed % 3
    ]
    menu = "".join(f"<li><a href='/{n}'>Zebra {n}</a></li>" for n in range(8))
    page = (
        f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>{escape(title)} - Zebra site</title>"
        "<style>.gone{display:none} p{margin:0}</style><script>var zebra = 'Zebra';</script></head><body>"
        f"<header><div class='logo'>Zebra council</div><nav><ul>{menu}</ul></nav></header>"
        f"<div class='cookie-banner'><p>Zebra cookies</p></div><ul class='top'>{menu}</ul>{wrapped}"
        "<p class='gone'>Zebra unseen</p><p style='display: none'>Zebra hidden</p><p style='color:#ffffff'>Zebra white</p>"
        f"<aside>Zebra aside</aside><footer><p>Zebra footer</p><ul>{menu}</ul></footer></body></html>"
    )
    made.absent.append("Zebra")
    path.write_bytes(page.encode(charset, "xmlcharrefreplace"))
    return made


def _html_part(made: Made, part: Part, seed: int) -> str:
    made.markers[part.marker] = (" > ".join(part.path), None)
    level = len(part.path) + 1
    pieces = [f"<h{level}>{escape(made.put(part.path[-1]))}</h{level}>"]
    pieces += [f"<p>{_inline(made.put(p))}</p>\n" for p in part.paragraphs]
    if part.items:
        pieces.append(_html_items(made, part.items))
    if part.table:
        made.words += table_words(part.table)
        head, *rows = part.table
        cells = "".join(f"<th>{c}</th>" for c in head)
        lines = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
        wrapped = f"<thead><tr>{cells}</tr></thead><tbody>{lines}</tbody>" if seed % 2 else f"<tr>{cells}</tr>{lines}"
        pieces.append(f"<table>{wrapped}</table>")
    return "".join(pieces)


def _inline(words: str) -> str:
    first, _, rest = words.partition(" ")
    middle, _, last = rest.rpartition(" ")
    return f"<strong>{escape(first)}</strong> {escape(middle)}\n <a href='#x'><em>{escape(last)}</em></a>"


def _html_items(made: Made, items: list[tuple[int, str]]) -> str:
    drawn = ""
    for level, words in items:
        item = f"<li>{escape(made.put(words))}</li>"
        drawn += f"<li><ul>{item}</ul></li>" if level else item
    return f"<ul>{drawn}</ul>"


def make_markdown(path: Path, seed: int) -> Made:
    writer, made = Writer(seed, TYPOGRAPHIC), Made(path)
    lines = [f"# {made.put('The ' + writer.words(3))}", ""]
    if seed % 2:
        lines = ["---", "title: Something", "date: 2024-05-01", "---", *lines]
    for part in outline(writer):
        made.markers[part.marker] = (" > ".join(part.path), None)
        heading = made.put(part.path[-1])
        underlined = len(part.path) == 1 and seed % 3 == 0
        lines += [heading, "-" * len(heading), ""] if underlined else [f"{'#' * (len(part.path) + 1)} {heading}", ""]
        for paragraph in part.paragraphs:
            lines += [made.put(paragraph), ""]
        lines += [f"{'  ' * level}- {made.put(words)}" for level, words in part.items]
        lines += ["", "```", f"# {made.put('no heading here')}", "```", ""]
        for row in part.table:
            lines.append(f"| {' | '.join(made.put(c) for c in row)} |")
        lines += ["", "<!-- Quagga words that nobody sees -->", ""]
    made.absent.append("Quagga")
    path.write_text("\n".join(lines), encoding="utf-8")
    return made


def make_text(path: Path, seed: int) -> Made:
    encoding = ENCODINGS[seed % len(ENCODINGS)]
    writer, made = Writer(seed, ACCENTED if encoding == "latin-1" else TYPOGRAPHIC), Made(path)
    lines = list[str]()
    for number in range(1, 9):
        paragraph = writer.paragraph(writer.random.randint(2, 6))
        if number % 2:
            marker = writer.marker()
            made.markers[marker] = ("lines", len(lines) + 1)
            paragraph = f"{marker} {paragraph}"
        lines += [made.put(paragraph), ""]
    end = ("\n", "\r\n", "\r")[seed % 3]
    path.write_bytes(end.join(lines).encode(encoding))
    return made


def make_csv(path: Path, seed: int) -> Made:
    writer, made = Writer(seed, TYPOGRAPHIC), Made(path)
    rows = grid(writer, rows=writer.random.randint(15, 60), columns=5)
    marked = writer.random.randint(1, len(rows) - 1)
    marker = writer.marker()
    rows[marked][0] = f"{marker} Also, with a comma; and more"
    made.words += table_words(rows)
    above = [[made.put(writer.words(5))], []] if seed % 3 == 0 else []
    made.markers[marker] = ("rows", marked + 1 + len(above))
    held = io.StringIO(newline="")
    csv.writer(held, delimiter="\t" if path.suffix == ".tsv" else ",;|"[seed % 3], lineterminator="\r\n").writerows(
        [*above, *rows]
    )
    path.write_bytes(held.getvalue().encode(("utf-8-sig", "utf-8", "cp1252", "utf-16")[seed % 4]))
    return made


def make_email(path: Path, seed: int) -> Made:
    writer, made = Writer(seed, TYPOGRAPHIC), Made(path)
    message = EmailMessage()
    subject = f"Café plan {writer.words(3)}"
    message["From"], message["To"] = "Jo Bloggs <jo@example.org>", "Board <board@example.org>"
    message["Date"], message["Subject"] = "Fri, 03 May 2024 10:00:00 +0000", subject
    made.put(f"From: {message['From']} To: {message['To']} Date: {message['Date']} Subject: {subject}")
    marker = writer.marker()
    paragraphs = [writer.paragraph(), f"{marker} {writer.sentence()}", writer.paragraph()]
    plain = "\n\n".join(paragraphs)
    rich = "<html><body>" + "".join(f"<p>{escape(p)}</p>" for p in paragraphs) + "<script>Zebra</script></body></html>"
    if seed % 3 == 2:
        message.set_content(rich, subtype="html", cte=("base64", "quoted-printable")[seed % 2])
    else:
        message.set_content(plain, charset=("utf-8", "cp1252")[seed % 2])
    if seed % 3 == 1:
        message.add_alternative(rich, subtype="html")
    if seed % 2:
        message.add_attachment(b"%PDF-1.4 Zebra", maintype="application", subtype="pdf", filename="board pack.pdf")
        made.put("Attachments: board pack.pdf")
    made.put(plain)
    made.absent.append("Zebra")
    made.markers[marker] = ("email body", None)
    path.write_bytes(bytes(message))
    return made
