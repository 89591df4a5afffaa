"""The chart as a file: what it says to those who do not see it, and that nothing written in a title gets out of its text."""

import io
import struct
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from app import run as command
from assistant.errors import BriefingError
from assistant.timeline import Timeline, trace
from assistant.timeline.chart import chart_svg, chart_words
from assistant.timeline.pictures import described, draw, picture_of
from tests.assistant.timeline.test_timeline import LOSING_GRIP, STEADY, paper, read_as

SVG = "{http://www.w3.org/2000/svg}"


def traced(*titles: str) -> Timeline:
    outcomes = ("steady", "losing_grip", "insufficient", "losing_grip")
    papers = [paper(f"{2021 + n}-02", title=title) for n, title in enumerate(titles)]
    return trace([(each, read_as(outcomes[n % 4])) for n, each in enumerate([*papers, paper(None, title="undated")])])


def texts(svg: str, tag: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(svg.encode()).iter(f"{SVG}{tag}")]


def test_the_picture_has_a_title_a_description_and_a_table_of_every_paper() -> None:
    line = traced("minutes", "audit", "news")
    svg = chart_svg(line, "Northfield")
    root = etree.fromstring(svg.encode())
    assert root.get("role") == "img" and root.get("aria-labelledby") == "title desc"
    assert texts(svg, "title")[0] == "Stage over time: Northfield" and texts(svg, "desc") == [chart_words(line)]
    shown = texts(svg, "text")
    assert {"No.", "Date", "Stage and chance", "Paper", "minutes", "February 2021", "steady, chance 90%"} <= set(shown)
    assert "audit (turning point)" in shown and "undated" in shown and "says no stage" in shown


def test_papers_are_told_apart_by_shape_and_not_by_colour() -> None:
    root = etree.fromstring(chart_svg(traced("minutes", "audit", "news")).encode())
    groups = [{child.tag.removeprefix(SVG) for child in group} - {"title", "text"} for group in root.iter(f"{SVG}g")]
    assert groups == [{"circle"}, {"path"}, {"rect"}, {"rect"}]
    assert not [e for e in root.iter() if e.tag.removeprefix(SVG) in ("script", "style", "image", "a")]


@pytest.mark.parametrize(
    "title", ["</text><script>alert(1)</script>", 'a" onload="x', "a\x00b\x1b[2J", "]]>&amp;", "x" * 500]
)
def test_a_title_stays_text(title: str) -> None:
    root = etree.fromstring(chart_svg(traced(title), title).encode())
    assert not list(root.iter(f"{SVG}script")) and all("onload" not in e.attrib for e in root.iter())


@limits(max_examples=50)
@given(st.lists(st.tuples(st.dates().map(str), st.text(max_size=40)), min_size=1, max_size=12))
def test_any_dates_and_titles_make_a_picture_whose_papers_lie_within_it(papers: list[tuple[str, str]]) -> None:
    line = trace([(paper(day, title=title or "t"), read_as("steady")) for day, title in papers])
    root = etree.fromstring(chart_svg(line).encode())
    assert len(list(root.iter(f"{SVG}g"))) == len(papers)
    assert all(0 < float(shape.get("cx")) < 1000 for shape in root.iter(f"{SVG}circle"))


def test_papers_of_one_day_do_not_hide_each_other() -> None:
    line = trace([(paper("2024-05-01", title=f"p{n}"), read_as("steady")) for n in range(9)])
    root = etree.fromstring(chart_svg(line).encode())
    places = sorted(float(circle.get("cx")) for circle in root.iter(f"{SVG}circle"))
    assert min(b - a for a, b in pairwise(places)) >= 22


def test_the_png_opens_and_says_what_it_shows() -> None:
    line = traced("minutes", "audit – with ﬁgures", "news")
    picture = Image.open(io.BytesIO(draw(line, "png")))
    picture.load()
    assert picture.format == "PNG" and picture.width > 1500 and picture.text["Description"] == chart_words(line)


@given(st.text(max_size=200))
def test_a_described_png_keeps_its_other_chunks(words: str) -> None:
    body = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    head = struct.pack(">I", 13) + b"IHDR" + body + struct.pack(">I", zlib.crc32(b"IHDR" + body))
    png = b"\x89PNG\r\n\x1a\n" + head + b"rest"
    made = described(png, words.replace("\0", ""))
    assert made.startswith(png[:33]) and made.endswith(b"rest") and words.replace("\0", "").encode() in made


def test_another_ending_is_refused_by_name() -> None:
    with pytest.raises(BriefingError, match=r"line\.gif: the ending is none of"):
        picture_of(Path("line.gif"))


def test_the_command_writes_the_chart_and_never_over_another_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    (tmp_path / "2024-06-20 email.txt").write_text(LOSING_GRIP)
    (tmp_path / "2023-11-14 minutes.txt").write_text(STEADY)
    papers = [part for path in sorted(tmp_path.iterdir()) for part in ("--file", str(path))]
    out = tmp_path / "line.svg"
    assert command(["timeline", *papers, "--chart", str(out)]) == 0
    assert "losing grip" in texts(out.read_text(encoding="utf-8"), "desc")[0]
    assert command(["timeline", *papers, "--chart", str(out)]) == 2
    assert "--force" in capsys.readouterr().err
    assert command(["timeline", *papers, "--chart", str(out), "--force", "--between", "2023", "2024"]) == 2
    assert "leave out --between" in capsys.readouterr().err
