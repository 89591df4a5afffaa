"""A comparison of services as Markdown for the terminal."""

from collections.abc import Callable, Sequence

from assistant.comparing.models import Climbed, Comparison, Side
from assistant.models import Statement
from assistant.phrases import listed
from assistant.rendering.bench import plain, source_line
from assistant.rendering.names import DIRECTION_NAMES
from assistant.rendering.words import readable_date
from corpus.vocabulary import STAGE_NAMES, THEME_NAMES

ROWS: tuple[tuple[str, Callable[[Side], str]], ...] = (
    ("Stage", lambda side: STAGE_NAMES[side.outcome]),
    ("How sure", lambda side: side.certainty or "-"),
    ("Range", lambda side: listed([STAGE_NAMES[stage] for stage in side.plausible]) if side.plausible else "-"),
    ("Direction", lambda side: DIRECTION_NAMES[side.direction] if side.direction else "no documents"),
    ("Main evidence", lambda side: " ".join(evidence_words(side)) or "-"),
    (
        "Nothing said about",
        lambda side: listed([THEME_NAMES[t] for t in side.missing_themes]) if side.missing_themes else "-",
    ),
    ("Plan", lambda side: plan_words(side)),
)
"""What is set side by side: the name of a row, and how its cell is read."""


def comparison_markdown(comparison: Comparison) -> str:
    """Return the comparison as Markdown: a column a service, next steps, mismatches of plans, services that climbed out,
    sources."""
    heads = ["", *(plain(side.name) for side in comparison.sides)]
    rows = [[name, *(plain(cell(side)) for side in comparison.sides)] for name, cell in ROWS]
    table = [_row(heads), _row(["---"] * len(heads)), *map(_row, rows)]
    blocks = ["\n".join(table)]
    for side in comparison.sides:
        if side.steps:
            steps = "\n".join(f"{n}. {_step(step)}" for n, step in enumerate(side.steps, start=1))
            blocks += [f"## Next steps for {plain(side.name)}", steps]
        if side.mismatches:
            actions = "\n".join(f"- {plain(a.text)}: {plain(a.why)}{_cites(a.citations)}" for a in side.mismatches)
            blocks += [f"## Mismatches in the plan of {plain(side.name)}", actions]
    for climbed in comparison.climbed:
        if climbed.services:
            blocks.append(f"## Services like {plain(climbed.name)} that climbed out")
            blocks += [_climbed(service) for service in climbed.services]
    blocks += [f"Please note: {plain(warning)}" for warning in comparison.warnings]
    if comparison.citations:
        blocks += ["## Sources", "\n".join(source_line(citation) for citation in comparison.citations)]
    return "\n\n".join(blocks) + "\n"


def evidence_words(side: Side) -> list[str]:
    """Return the main evidence, each quote with the text it is from."""
    return [
        f"\u201c{sign.quote}\u201d ({sign.source}{f', {readable_date(sign.date)}' if sign.date else ''})"
        for sign in side.evidence
    ]


def plan_words(side: Side) -> str:
    """Return how many actions of a plan are a mismatch."""
    if side.actions is None:
        return "no plan"
    return f"{len(side.mismatches)} of {side.actions} action{'' if side.actions == 1 else 's'} a mismatch"


def _climbed(service: Climbed) -> str:
    lines = [f"**{plain(service.title)}**", f"- {plain(service.why)}"]
    lines += [f"- You: \u201c{plain(sign.quote)}\u201d There: {_said(sign.statement)}" for sign in service.signs]
    lines += [f"- {_said(statement)}" for statement in (*service.done, *service.took, *service.failed)]
    lines.append(f"- Told by: {plain('; '.join(service.sources))}.")
    return "\n".join(lines)


def _said(statement: Statement) -> str:
    return plain(statement.text) + _cites(statement.citations)


def _step(statement: Statement) -> str:
    """Return a step of several lines as one list item."""
    return "\n   ".join(plain(line) for line in statement.text.splitlines()) + _cites(statement.citations)


def _cites(numbers: Sequence[int]) -> str:
    return "".join(f" [{n}]" for n in numbers)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
