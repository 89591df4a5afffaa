"""What changed between two days: the state, the signs, the plans that came before, and the months that nobody wrote of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, pairwise

from assistant.models import Assessment, UserDocument
from assistant.plan_titles import is_plan
from assistant.timeline.change_models import Changes, EvidenceGap, Moved, PlanBefore, StageChange, StateAt
from assistant.timeline.dates import sortable
from assistant.timeline.signs import sign_changes
from assistant.timeline.tracing import Paper, doubts, in_order, number_of, point_of, runs, warnings_of

Run = list[Paper]


def changes_between(
    papers: Sequence[tuple[UserDocument, Assessment]],
    since: date | None = None,
    until: date | None = None,
    plans: Sequence[tuple[str, str]] = (),
    id: str = "",
    explain: Callable[[UserDocument], Assessment] | None = None,
) -> Changes:
    """Return what changed from the end of the day `since` (the first paper's) to the end of `until` (the newest one's).

    `plans` are titles and dates beside those papers whose title calls them a plan. `explain` gives the assessment of a paper with the
    indicators of its signals, where `papers` have none; only the papers that are held against each other are asked for.
    """

    def explained(run: Run) -> Run:
        return run if explain is None else [replace(p, assessment=explain(p.document)) for p in run]

    ordered = in_order(papers)
    days = [paper.day for paper in ordered if paper.day]
    first = since or _day(days[0] if days else None)
    last = until or _day(days[-1] if days else None)
    told = [paper for paper in ordered if paper.stage and _day(paper.day) <= last]
    stretches = runs(told)
    early = [paper for paper in told if _day(paper.day) <= first]
    before = next((run for run in stretches if early and early[-1] in run), [])
    after = [paper for paper in (stretches[-1] if stretches else []) if _day(paper.day) > first]
    then = [paper for paper in before if paper in early]
    within = [p for p in ordered if p.day and first < _day(p.day) <= last]
    states = _state(first, early), _state(last, told)
    known = [plan for plan in _plans(ordered, plans) if _day(plan[1]) <= last]
    moved = _moved(before, stretches, after)
    return Changes(
        id=id,
        status="answered" if then or after else "needs_evidence",
        since=first.isoformat(),
        until=last.isoformat(),
        before=states[0],
        after=states[1],
        moved=moved,
        signs=sign_changes(explained(then), explained(after)) if after else [],
        changes=[c for c in _stage_changes(stretches, known) if first < _day(c.date) <= last],
        plans=[_before(plan, last) for plan in known if _day(plan[1]) > first],
        gaps=list(_gaps(within, first, min(last, date.today()))),
        papers=[point_of(paper) for paper in within],
        warnings=[
            *_cautions(states, moved, bool(then), bool(after)),
            *doubts(told),
            *(warning for paper in ordered if paper.day is None or paper in within for warning in warnings_of(paper)),
        ],
    )


def _day(day: str | None) -> date:
    """Return a paper's day; of a paper dated by month or year alone, the middle of that. Today where there is none."""
    full = sortable(day)
    return date.fromisoformat(full) if full else date.today()


def _state(day: date, told: Sequence[Paper]) -> StateAt:
    if not told:
        return StateAt(day=day.isoformat())
    newest = told[-1]
    return StateAt(
        day=day.isoformat(),
        stage=newest.stage,
        paper=newest.document.title,
        paper_date=newest.document.date,
        confidence=newest.assessment.confidence,
        certainty=newest.assessment.certainty,
        plausible=newest.assessment.plausible,
        papers=len(told),
    )


def _moved(before: Run, stretches: Sequence[Run], after: Sequence[Paper]) -> Moved:
    if not before or not after:
        return "unknown"
    step = number_of(stretches[-1][0]) - number_of(before[0])
    return "same" if step == 0 else "worse" if step > 0 else "better"


def _cautions(states: tuple[StateAt, StateAt], moved: str, then: bool, after: bool) -> Iterator[str]:
    before, now = states
    if not then:
        yield f"No dated paper until {before.day} says a stage, so what was there already cannot be told from what is new."
    if not after:
        yield f"No dated paper after {before.day} and until {now.day} says a stage, so what changed is not known."
    if moved == "same" and before.stage != now.stage:
        yield "The newest papers of both days name different stages, but not surely enough to say that the service moved."


def _plans(papers: Sequence[Paper], given: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return titles and dates of plans, in order of date."""
    own = [(p.document.title, p.document.date or "") for p in papers if p.day and is_plan(p.document.title)]
    return sorted([*own, *given], key=lambda plan: _day(plan[1]))


def _stage_changes(stretches: Sequence[Run], plans: Sequence[tuple[str, str]]) -> Iterator[StageChange]:
    for before, after in pairwise(stretches):
        old, new = before[0], after[0]
        assert old.stage is not None, "only papers that say a stage are followed"
        assert new.stage is not None, "only papers that say a stage are followed"
        since = _day(old.day) if old is not stretches[0][0] else date.min
        at = _day(new.day)
        came = [_before(plan, at) for plan in plans if since <= _day(plan[1]) < at and plan[0] != new.document.title]
        yield StageChange(
            date=new.document.date or "", paper=new.document.title, from_=old.stage, to=new.stage, plans=came
        )


def _before(plan: tuple[str, str], at: date) -> PlanBefore:
    came = _day(plan[1])
    months = 12 * (at.year - came.year) + at.month - came.month - (at.day < came.day)
    return PlanBefore(title=plan[0], date=plan[1], months=max(0, months))


def _gaps(within: Sequence[Paper], since: date, until: date) -> Iterator[EvidenceGap]:
    """Yield the whole months between without a paper that says a stage; a paper dated by its year alone fills none."""
    filled = {_month(p) for p in within if p.stage}
    for empty, group in groupby(_whole_months(since, until), key=lambda month: month not in filled):
        months = list(group)
        if empty:
            silent = [p.document.title for p in within if p.stage is None and _month(p) in months]
            yield EvidenceGap(first=months[0], last=months[-1], months=len(months), silent=silent)


def _month(paper: Paper) -> str:
    return (paper.document.date or "").strip()[:7]


def _whole_months(since: date, until: date) -> Iterator[str]:
    """Yield the months that begin after `since` and end by `until`."""
    number, beyond = _number(since + timedelta(days=1), ceiling=True), _number(until + timedelta(days=1))
    yield from (f"{n // 12}-{n % 12 + 1:02d}" for n in range(number, beyond))


def _number(day: date, ceiling: bool = False) -> int:
    """Return a day's month counted from year 0; with `ceiling` the next one unless the day is the first of its month."""
    return 12 * day.year + day.month - 1 + (ceiling and day.day > 1)
