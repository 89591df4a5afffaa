"""A council's own template: filled from a briefing, every name documented, nothing run, and a broken tag named."""

import re
from pathlib import Path

import pytest
from docx import Document

from app import run
from assistant.briefing.material import material_of
from assistant.briefing.models import Briefing
from assistant.briefing.papers import paper
from assistant.briefing.template_names import KNOWN_PARTS, slug, template_names
from assistant.briefing.writers.template import fill, try_template
from assistant.errors import BriefingError
from tests.assistant.briefing.making import TODAY, exchange
from tests.assistant.timeline.test_timeline import LOSING_GRIP

PAGE = Path(__file__).parents[3] / "docs/how-to/use-your-own-template.md"
HOSTILE = "Fish & <w:p> {{ title }} {% for x in y %} =1+1"


def template(folder: Path, *paragraphs: str, header: str = "") -> Path:
    document = Document()
    document.sections[0].header.paragraphs[0].text = header
    for text in paragraphs:
        document.add_paragraph(text)
    path = folder / "council.docx"
    document.save(str(path))
    return path


def briefing(words: str = "plain words") -> Briefing:
    return paper(material_of(exchange(words), "North & South"), "board", TODAY)


def texts(content: bytes, folder: Path) -> list[str]:
    path = folder / "filled.docx"
    path.write_bytes(content)
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def test_a_template_is_filled_in_its_body_and_head_and_keeps_its_own_words(tmp_path: Path) -> None:
    path = template(
        tmp_path,
        "{{ title }}",
        "{%p for part in parts %}",
        "{{ part.title }}",
        "{%p for line in part.lines %}",
        "- {{ line.words }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "Signed by the director",
        header="Northshire: {{ kind }}, {{ made_on }}",
    )
    made = briefing()
    content = fill(made, path)
    shown = texts(content, tmp_path)
    assert shown[0] == "North & South" and shown[-1] == "Signed by the director"
    assert [title for title in shown if title in {part.title for part in made.parts}] == [p.title for p in made.parts]
    assert any(line.startswith("- “Heads meet by themselves”") and "[2a" in line for line in shown)
    head = Document(str(tmp_path / "filled.docx")).sections[0].header.paragraphs[0].text
    assert head == "Northshire: Board paper, 9 March 2026"


def test_tables_and_sources_can_be_repeated_over(tmp_path: Path) -> None:
    path = template(
        tmp_path,
        "{% for table in part.recommended_steps.tables %}{% for row in table.rows %}{{ row[0].lead }}{% endfor %}{% endfor %}",
        "{%p for source in sources %}",
        "{{ source.n }}. {{ source.title }} ({{ source.notes }}) {{ source.url }}",
        "{%p endfor %}",
    )
    made = briefing()
    first, *rest = texts(fill(made, path), tmp_path)
    assert first == "plain words" and len(rest) == len(made.sources)
    assert rest[0].startswith("1. ")


def test_what_a_user_wrote_stays_text(tmp_path: Path) -> None:
    path = template(tmp_path, "{% for line in part.question.lines %}{{ line.text }}{% endfor %}", "after")
    assert texts(fill(briefing(HOSTILE), path), tmp_path) == [HOSTILE, "after"]


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("{{ titel }}", "no such name at {{ titel }}: 'titel' is undefined"),
        ("{{ part.nosuch.lines }}", "no such name at {{ part.nosuch.lines }}"),
        ("{% foor x in parts %}{% endfor %}", "a tag is broken at {% foor x in parts %}"),
        ("{% for x in parts %} no end", "a tag is broken at {% for x in parts %}: Unexpected end"),
        ("{{ title", "a tag is broken at {{ title"),
        ("{{ title.__class__.__mro__ }}", "may not use at {{ title.__class__.__mro__ }}"),
        ("{{ title|attr('__class__') }}", "may not use"),
        ("{{ 'a' * 1000000000 }}", "may not use at {{ 'a' * 1000000000 }}"),
        ("{{ range(10) }}", "no such name at {{ range(10) }}"),
        ("{% include 'x' %}", "cannot be filled"),
        ("{{ about.append('x') }}", "may not use"),
    ],
)
def test_a_broken_or_reaching_tag_is_named_with_the_way_out(tmp_path: Path, tag: str, told: str) -> None:
    with pytest.raises(BriefingError) as refused:
        fill(briefing(), template(tmp_path, "Before", tag, "After"))
    assert told in str(refused.value) and "council.docx" in str(refused.value)
    assert "use-your-own-template.md lists the names" in str(refused.value)


@pytest.mark.parametrize("tag", ["{{ titel }}", "{% for part in parts %}{{ part.linez }}{% endfor %}", "{{ title"])
def test_a_broken_template_is_told_before_anything_is_read(tmp_path: Path, tag: str) -> None:
    with pytest.raises(BriefingError, match=r"council\.docx"):
        try_template(template(tmp_path, tag))


def test_a_place_in_a_list_that_only_a_longer_paper_has_is_no_fault(tmp_path: Path) -> None:
    try_template(template(tmp_path, "{{ about[1] }} {{ sources[7].title }}"))


def test_a_broken_tag_in_the_head_of_the_page_is_named_too(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match=r"at \{\{ kindd \}\}"):
        fill(briefing(), template(tmp_path, "x", header="{{ kindd }}"))


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plain.docx").write_text("nope")
    with pytest.raises(BriefingError, match=r"plain\.docx: it cannot be filled"):
        fill(briefing(), tmp_path / "plain.docx")


def test_every_name_is_documented_and_every_part_of_a_paper_has_one() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = template_names(briefing())
    wanted = [*names, *names["parts"][0], *names["sources"][0], *names["part"]["question"]["lines"][0]]
    wanted += [*names["part"]["recommended_steps"]["tables"][0], *map(slug, KNOWN_PARTS)]
    assert [name for name in wanted if not re.search(rf"`(?:\w+\.)*{name}`", page)] == []
    for form in ("board", "adviser"):
        made = paper(material_of(exchange(), "x"), form, TODAY)  # type: ignore[arg-type]
        assert {part.title for part in made.parts} <= set(KNOWN_PARTS)


def test_the_command_fills_a_template_and_refuses_what_cannot_be(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    path = template(tmp_path, "Northshire", "{% for line in part.evidence_for.lines %}{{ line.text }}{% endfor %}")
    asked = ["brief", "--question", LOSING_GRIP, "--template", str(path)]
    assert run([*asked, "--out", str(tmp_path / "x.docx")]) == 0
    first, second = texts((tmp_path / "x.docx").read_bytes(), tmp_path)
    assert first == "Northshire" and second.startswith("“")
    assert run([*asked, "--out", str(tmp_path / "x.pdf")]) == 2
    assert "a template gives a .docx" in capsys.readouterr().err
    assert run([*asked[:-1], str(tmp_path / "nosuch.docx"), "--out", str(tmp_path / "y.docx")]) == 2
    assert "no such file" in capsys.readouterr().err
