"""Emails (.eml): who wrote when about what, and the body. Attachments are named, never opened."""

import email
import html
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parsedate_to_datetime

from corpus.files.blocks import Block, Extract, Source, clean
from corpus.files.composing import compose
from corpus.files.dates import iso_date
from corpus.files.hidden import Hidden
from corpus.files.html import html_extract
from corpus.files.models import FileSection
from corpus.files.text_encoding import decode_text

_FIELDS = ("From", "To", "Cc", "Date", "Subject")
_LONGEST_FIELD = 500
_LONGEST_RAW_FIELD = 4_000
_REGISTRY = HeaderRegistry()
_WORD = re.compile(r"[^\W\d_]{3,}")
_ADDRESS = re.compile(r"https?://\S+|<[^<>\s]{1,500}>")
_LEAST_WORDS = 6
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def _header(name: str, value: str) -> str:
    """A field as text. Only the fields that say how parts are packed are taken apart: long address lists take minutes."""
    short = value[:_LONGEST_RAW_FIELD]
    if name.lower().startswith(("content-", "mime-")):
        return str.__new__(str, short) if not short.strip() else _REGISTRY(name, short)
    try:
        return str(make_header(decode_header(short)))
    except (HeaderParseError, LookupError, ValueError):
        return short


_POLICY = EmailPolicy(header_factory=_header)


def read_email(source: Source) -> Extract:
    """Return an email's fields and body, plain where there is a plain one, else HTML."""
    message = email.message_from_bytes(source.data, policy=_POLICY)
    warnings: list[str] = []
    attachments = _attachments(message)
    if attachments:
        warnings.append(f"attachments are not read: {', '.join(attachments)}; save them and give them as files")
    extract = compose(_head(message, attachments), [])
    head_end = len(extract.text)
    body = _body(message, source.name, warnings)
    text = f"{extract.text}\n\n{body.text}".rstrip() if body.text.strip() else extract.text
    moved = [_moved(s, head_end + 2) for s in body.sections]
    subject = _field(message, "Subject")
    return Extract(text, (*extract.sections, *moved), subject or None, _date(message), warnings)


def _head(message: EmailMessage, attachments: list[str]) -> Iterator[Block]:
    lines = [f"{key}: {value}" for key in _FIELDS if (value := _field(message, key))]
    lines += [f"Attachments: {', '.join(attachments)}"] if attachments else []
    yield Block("\n".join(lines) or "An email without sender, date or subject", place="email header")


def _field(message: EmailMessage, key: str) -> str:
    return " ".join(clean(str(message.get(key, ""))).split())[:_LONGEST_FIELD]


def _date(message: EmailMessage) -> str | None:
    try:
        return iso_date(parsedate_to_datetime(str(message.get("Date", ""))))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _attachments(message: EmailMessage) -> list[str]:
    if not message.is_multipart():
        return []
    names = [
        part.get_filename() or f"a part without a name ({part.get_content_type()})"
        for part in message.iter_attachments()
    ]
    return [" ".join(clean(name).split())[:120] for name in names]


def _body(message: EmailMessage, name: str, warnings: list[str]) -> Extract:
    plain = message.get_body(("plain",))
    text = _content(plain, name) if isinstance(plain, EmailMessage) else ""
    rich = message.get_body(("html",))
    shown = _content(rich, name) if isinstance(rich, EmailMessage) else ""
    if text.strip() and not (shown.strip() and _says_more(text, shown)):
        return compose((Block(p, place="email body") for p in _PARAGRAPH.split(clean(text))), warnings)
    if isinstance(rich, EmailMessage):
        extract = html_extract(shown, name, warnings, main_only=False)
        extract.sections = tuple(_in_body(s) for s in extract.sections)
        if text.strip():
            unseen = Hidden()
            unseen.add(text)
            warnings += unseen.warnings(
                "the plain part, which mail programs do not show, says other things and was left out; words"
            )
        return extract
    warnings.append("the email has no text of its own")
    return Extract("", ())


def _says_more(plain: str, shown: str) -> bool:
    """Whether more than a third of the words of the plain part stand nowhere in the HTML, which is what people see."""
    seen = set(_WORD.findall(html.unescape(shown).lower()))
    words = _WORD.findall(_ADDRESS.sub(" ", plain.lower()))
    return len(words) >= _LEAST_WORDS and sum(word not in seen for word in words) > len(words) / 3


def _content(part: EmailMessage, name: str) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decode_text(data, name, part.get_content_charset())[0] if data else ""


def _in_body(section: FileSection) -> FileSection:
    return section if section.heading else section.model_copy(update={"locator": "email body"})


def _moved(section: FileSection, by: int) -> FileSection:
    return section.model_copy(update={"start": section.start + by, "end": section.end + by})
