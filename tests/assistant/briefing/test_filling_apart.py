"""Templates that users send: filled in a process of their own, known by their content, and stopped when they take too much."""

import io
import os
import resource
import signal
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from docx import Document

from assistant.briefing.writers import filling_apart
from assistant.briefing.writers.filling_apart import TemplateFiller
from assistant.briefing.writers.filling_exchange import LARGEST, MOST_BYTES
from assistant.errors import TemplateError, TemplateWaits
from corpus.files.exchange import Outcome
from corpus.files.process import Apart
from corpus.files.settings import FileSettings
from tests.assistant.briefing.test_template import briefing
from tests.corpus.files.making_apart import children, until

WORKS = "{{ title }}"
NAME = "council.docx"


@pytest.fixture(scope="module")
def filler() -> Iterator[TemplateFiller]:
    return TemplateFiller(FileSettings(memory_mb=512))


def docx(*paragraphs: str, header: str = "") -> bytes:
    document, file = Document(), io.BytesIO()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The container with one more file in it."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def nested(times: int, inside: str) -> str:
    return "".join(f"{{% for a{n} in parts %}}" for n in range(times)) + inside + "{% endfor %}" * times


def told(filler: TemplateFiller, data: bytes, name: str = NAME) -> str:
    with pytest.raises(TemplateError) as refused:
        filler.fill(briefing(), name, data)
    assert "\n" not in str(refused.value) and str(refused.value).startswith(f"{name}: ")
    return str(refused.value)


def test_who_finds_all_processes_taken_is_told_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling_apart, "_WAIT_SECONDS", 0.01)
    taken = TemplateFiller(FileSettings(readers=1))
    with taken.turns.taken(), pytest.raises(TemplateWaits, match="try again"):
        taken.fill(briefing(), NAME, docx(WORKS))
    assert taken.fill(briefing(), NAME, docx(WORKS)).startswith(b"PK")


def test_a_process_that_answers_nonsense_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Apart, "ask", lambda *_: (Outcome(end="answered"), b"no JSON at all"))
    with pytest.raises(TemplateError, match="sudden end"):
        TemplateFiller(FileSettings()).fill(briefing(), NAME, docx(WORKS))


def test_a_template_is_filled_from_its_bytes(filler: TemplateFiller) -> None:
    content = filler.fill(briefing(), NAME, docx(WORKS, "Signed: the director", header="{{ kind }}"))
    document = Document(io.BytesIO(content))
    assert [paragraph.text for paragraph in document.paragraphs] == ["North & South", "Signed: the director"]
    assert document.sections[0].header.paragraphs[0].text == "Board paper"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ titel }}", "there is no such name at {{ titel }}: 'titel' is undefined"),
        ("{% for x in parts %} no end", "a tag is broken at {% for x in parts %}"),
        ("{{ title.__class__.__mro__ }}", "may not use at {{ title.__class__.__mro__ }}"),
        ("{{ 'a' * 1000000000 }}", "may not use at {{ 'a' * 1000000000 }}"),
        ("{% include '/etc/passwd' %}", "it cannot be filled (TypeError)"),
        ("{{ title|wordwrap(3) }} {{ nosuch }}", "there is no such name at {{ nosuch }}"),
    ],
)
def test_a_broken_tag_is_named_in_one_line(filler: TemplateFiller, tag: str, said: str) -> None:
    assert said in told(filler, docx("Before", tag, "After"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Dear council", "it holds plain text"),
        (b"%PDF-1.7 \n", "this is a PDF, and a template is a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "which Regrip does not read"),
        (b"PK\x03\x04 cut short", "cut short or damaged"),
        (with_member(docx(WORKS), "word/vbaProject.bin", b"Sub"), "it carries macros"),
        (with_member(docx(WORKS), "word/x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "it declares XML entities"),
        (with_member(docx(WORKS), "word/media/x.bin", b"\0" * 60_000_000), "a zip bomb"),
        (b"\0" * (MOST_BYTES + 1), "more than 20 MB"),
    ],
    ids=["text", "pdf", "old word", "cut", "macros", "entities", "bomb", "large"],
)
def test_what_is_no_harmless_word_document_is_refused_by_its_content(
    filler: TemplateFiller, data: bytes, said: str
) -> None:
    assert said in told(filler, data)


@pytest.mark.parametrize(
    ("inside", "seconds", "said"),
    [
        ("{% if false %}{% endif %}", 1, "takes longer than 1 seconds"),
        ("words " * 5_000, 60, "takes more than 512 MB of memory, or than this machine has left"),
    ],
    ids=["time", "memory"],
)
def test_a_template_without_end_ends_its_own_process_and_the_next_one_is_filled(
    inside: str, seconds: float, said: str
) -> None:
    strict = TemplateFiller(FileSettings(seconds=seconds, memory_mb=512))
    assert said in told(strict, docx(nested(12, inside)))
    assert strict.fill(briefing(), NAME, docx(WORKS)).startswith(b"PK")


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("without_end", "filled, it is larger than 60 MB; let it repeat less, and take large pictures out of it"),
        ("long_reason", "filling it came to a sudden end"),
        ("ugly_reason", "council.docx: [31mred and a line"),
        ("hungry", "filling it takes more than 1024 MB of memory"),
        ("crashing", "filling it came to a sudden end"),
        ("deaf", "filling it came to a sudden end"),
    ],
)
def test_a_process_that_a_template_has_broken_into_is_held_to_what_an_answer_may_be(
    monkeypatch: pytest.MonkeyPatch, module: str, said: str
) -> None:
    filler = TemplateFiller(FileSettings())
    with monkeypatch.context() as broken:
        broken.setattr(filling_apart, "_PROCESS", f"tests.assistant.briefing.misbehaving.{module}")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert said in told(filler, docx(WORKS) + b"\0" * 10_000_000)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * (1 if sys.platform == "darwin" else 1024) < 6 * LARGEST
    assert filler.fill(briefing(), NAME, docx(WORKS)).startswith(b"PK")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (signal.SIGKILL, "more than 1024 MB of memory, or than this machine has left; let it repeat less"),
        (signal.SIGXCPU, "longer than 60 seconds; let it repeat less, or raise files.seconds"),
        (signal.SIGSEGV, "came to a sudden end"),
    ],
)
def test_how_the_system_ends_a_templates_process_is_told(number: signal.Signals, said: str) -> None:
    filler, slow = TemplateFiller(FileSettings()), docx(nested(12, "{% if false %}{% endif %}"))
    with ThreadPoolExecutor(1) as thread:
        filling = thread.submit(told, filler, slow)
        assert until(lambda: any(children(one) for one in children(os.getpid())))
        (working,) = (child for one in children(os.getpid()) for child in children(one))
        os.kill(working, number)
        assert said in filling.result(60)
