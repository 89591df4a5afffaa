"""Answers that need no passage: danger, one child, refusals, what lies outside, and what Regrip is."""

from collections.abc import Iterator

from assistant.composers import wording
from assistant.composers.base import Brief, DraftSection, DraftStatement, quoted
from assistant.composers.source_answer import nearest_sources
from assistant.phrases import listed


def _section(title: str, *lines: str, safety: bool = False) -> DraftSection:
    return DraftSection(title, tuple(DraftStatement(line, "safety" if safety else "finding") for line in lines))


def emergency() -> Iterator[DraftSection]:
    """Yield what to do first when a child may be in danger now."""
    yield _section("Act now", *wording.EMERGENCY, safety=True)
    yield _section(
        "After that",
        "Regrip cannot help with a child in danger and does not pass anything on: it is about how a whole service works.",
        "If you are a leader, follow your own child protection procedures first. Come back to the question of the stage once the child is "
        "safe.",
    )


def individual_child() -> Iterator[DraftSection]:
    """Yield where to take a question about one child or family."""
    yield _section(
        "This reads as about one child or family",
        "Regrip gives no advice on a single child, family or worker. Please do not type details that identify them.",
        "If you work with the child: take it to your supervisor, the duty manager, the designated safeguarding lead or your legal team.",
        "If it is about your own family: ask for the team manager, the council's complaints service or an independent reviewing officer. A "
        "solicitor or an advice charity for families can also help.",
        "If you meant the service: ask again about children or staff as a whole, for example \u201cHow often must children on plans be "
        "visited?\u201d, and leave out any one person.",
    )
    yield _section("If the child may be in danger", *wording.EMERGENCY, safety=True)


def refused() -> Iterator[DraftSection]:
    """Yield a refusal that says what can be asked instead."""
    yield _section(
        "Regrip will not do that",
        "The message asks Regrip to drop its rules, to speak as somebody it is not, or to make up evidence.",
        "Ask about a service instead: describe what you see, and Regrip will say which stage it fits and what to do next.",
    )


def out_of_scope() -> Iterator[DraftSection]:
    """Yield what Regrip covers, for a question outside it."""
    yield _section(
        "Outside what Regrip covers",
        "Regrip answers questions about how children's social care services in England are led, run and improved. Nothing in its sources "
        "covers this question.",
    )


def no_source(brief: Brief) -> Iterator[DraftSection]:
    """Yield that nothing was found, with the nearest sources by name."""
    about = listed(list(brief.missing)) if brief.missing else ""
    first = (
        f"No source in the corpus says anything about {about}."
        if about
        else "No source in the corpus answers this question."
    )
    if brief.verdict and brief.verdict.unjoined:
        first = f"Nothing in the passages found says that {brief.verdict.unjoined}."
    nearest = nearest_sources(brief)
    yield DraftSection(
        "No source found",
        (DraftStatement(f"{first} Regrip does not guess.", "finding"), *((nearest,) if nearest else ())),
    )
    if brief.terms:
        yield DraftSection("What the words mean", tuple(quoted(unit) for unit in brief.terms))


def about() -> Iterator[DraftSection]:
    """Yield what Regrip is and is not."""
    yield _section(
        "What Regrip is",
        "Regrip is an assistant for people who run, advise or judge children's social care services in England. "
        "It is software, not a person.",
        "Describe a service in your own words. Regrip says which stage of difficulty it fits (losing grip, service "
        "breakdown, systemic crisis or complete lock), why, how sure it is, and what to do next.",
        "You can also ask about guidance, figures, measures and places that recovered. Each claim has a number that opens "
        "the passage it rests on.",
        "It quotes a corpus of notes on public sources. It runs on this machine: nothing that you type leaves it unless you set it up so.",
    )
    yield _section(
        "What it is not",
        "It gives no advice on a single child. It is not Ofsted, and a stage is not a grade. Check what matters in the original.",
    )
