"""Zip containers (DOCX, ODT, XLSX) and the XML in them, checked before anything is unpacked."""

import io
import zipfile
import zlib
from typing import Any

from corpus.files.errors import DamagedFile, HostileFile, ProtectedFile
from corpus.files.limits import LARGEST_UNPACKED, MOST_MEMBERS, MOST_RATIO

_SMALL_ENOUGH = 20_000_000
_PIECE = 1_000_000
_ENTITY = (b"<!ENTITY", b"<\x00!\x00E\x00N\x00T\x00I\x00T\x00Y")
_OVERLAP = 32
_HEAD = 200
"""Bytes within which XML opens its first tag."""


def open_container(data: bytes, name: str) -> zipfile.ZipFile:
    """Return the container. Raises DamagedFile when it is cut short and HostileFile when it is a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise DamagedFile(name, "the file is cut short or damaged; fetch it again or save it anew") from error
    members = archive.infolist()
    total = sum(m.file_size for m in members)
    if len(members) > MOST_MEMBERS:
        raise HostileFile(name, f"it holds {len(members):,} files inside; save it anew from the program that made it")
    if total > LARGEST_UNPACKED or (total > _SMALL_ENOUGH and total > MOST_RATIO * len(data)):
        raise HostileFile(
            name,
            f"it would unpack to {total // 1_000_000:,} MB (a zip bomb); save it anew from the program that made it",
        )
    return archive


def check_xml(archive: zipfile.ZipFile, name: str) -> None:
    """Raise HostileFile when any XML inside, whatever its name, declares entities, which office programs never write."""
    for member in archive.infolist():
        with archive.open(member) as file:
            before = b""
            while piece := file.read(_PIECE):
                if not before and b"<" not in piece[:_HEAD]:
                    break
                if any(mark in before + piece for mark in _ENTITY):
                    raise HostileFile(
                        name,
                        "it declares XML entities, as files built to exhaust memory do; save it anew from its program",
                    )
                before = piece[-_OVERLAP:]


def read_member(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """Return one file of the container. Raises DamagedFile when it is missing or broken."""
    try:
        return archive.read(member)
    except KeyError as error:
        raise DamagedFile(name, f"a part of it is missing ({member}); save it anew") from error
    except RuntimeError as error:  # zipfile raises it for a locked member
        raise ProtectedFile(name, "it is locked with a password; save a copy without one") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise DamagedFile(
            name, f"a part of it cannot be unpacked ({member}); fetch it again or save it anew"
        ) from error


def parse_xml(data: bytes, name: str) -> Any:
    """Return the root element. No entity is resolved, nothing is fetched. Raises DamagedFile."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise DamagedFile(name, "its parts are nested too deeply to be read; save it anew or as PDF") from error
        raise DamagedFile(name, "its text is not valid XML; open it in its program and save it anew") from error


def parse_member(archive: zipfile.ZipFile, member: str, name: str) -> Any:
    """Return the root element of an XML file in the container, or None when there is no such file."""
    if member not in archive.namelist():
        return None
    return parse_xml(read_member(archive, member, name), name)


def local(element: Any) -> str:
    """Return an element's tag without its namespace; '' for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, key: str) -> str | None:
    """Return an attribute by its name without namespace."""
    if element is None:
        return None
    for full, value in element.attrib.items():
        if full.rpartition("}")[2] == key:
            return str(value)
    return None


def whole_number(value: str | None, default: int = 0) -> int:
    """Return an attribute as a number no smaller than 0, `default` when it is none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else default


def child(element: Any, *path: str) -> Any:
    """Return the first descendant along `path` of local names, or None."""
    for step in path:
        if element is None:
            return None
        element = next((c for c in element if local(c) == step), None)
    return element
