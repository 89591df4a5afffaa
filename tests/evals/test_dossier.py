"""The dossier of the speed measure: as many pages as asked for, none alike, and both readings agree on them."""

from assistant.assistant import Assistant
from evals.dossier import __main__ as dossiers


def test_there_are_forty_pages_of_four_hundred_words_or_more_and_no_two_share_a_text() -> None:
    pages = dossiers.dossier(40)
    assert len(pages) == 40 and all(len(page.text.split()) >= 400 for page in pages)
    parts = [part for page in pages for part in page.text.split("\n\n") if len(part.split()) > 20]
    assert len(parts) == len(set(parts))
    assert [page.date for page in pages[:13:12]] == ["2020-01", "2021-01"]


def test_the_peer_reads_the_same_pages_to_the_same_line(assistant: Assistant) -> None:
    pages = dossiers.dossier(2)
    slow, wall, cpu = dossiers._taken(lambda: dossiers._one_by_one(assistant, pages))
    assert slow.points == assistant.timeline(pages).points and wall > 0 and cpu > 0
