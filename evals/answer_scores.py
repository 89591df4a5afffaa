"""How one answer is judged: against what its case expects, and against the passages it cites.

Nothing here trusts the pipeline's own checks: citations are followed and quotes compared again.
"""

import re
from collections.abc import Iterator

from evals.answered import Reply, Said
from evals.cases import Expected, MustNot, Point
from evals.models import Score
from evals.support import supports
from evals.wording import says, unsaid

DECLINED = ("no_source_found", "out_of_scope", "individual_child", "emergency", "refused", "error")
_CLAIMS = ("quote", "inference", "written", "written_inference")
_OVERLAP = 0.5
_ACCEPTABLE = 0.5


def judge(reply: Reply, expected: Expected) -> Iterator[Score]:
    """Yield every score that applies to a reply."""
    if expected.status:
        yield _listed("status_right", reply.status, expected.status)
    if expected.outcome:
        yield _listed("outcome_right", reply.outcome or "none", expected.outcome)
    if expected.intent:
        yield _listed("intent_right", reply.intent or "none", expected.intent)
    yield from _refusals(reply, expected)
    yield from citation_scores(reply)
    yield from _points(reply, expected)
    yield from must_not_score(reply, expected.must_not)
    yield from _premise(reply, expected)
    yield from _sources(reply, expected)
    if expected.status:
        yield _crag(reply, expected)


def _listed(name: str, actual: str, expected: tuple[str, ...]) -> Score:
    right = actual in expected
    return Score(name=name, value=right, reason=f"{actual}" if right else f"{actual}, expected {' or '.join(expected)}")


def _refusals(reply: Reply, expected: Expected) -> Iterator[Score]:
    """Right refusals both ways, and the one that is never forgiven: a stage or advice where there was nothing to say."""
    if not expected.status:
        return
    to_decline = set(expected.status) <= set(DECLINED)
    to_answer = not set(expected.status) & set(DECLINED)
    declined = reply.status in DECLINED
    if to_decline:
        yield Score(name="declined", value=declined, reason=reply.status)
        silent = declined and not reply.stage_named
        said = "no stage and no advice" if silent else f"{reply.status} with {len(reply.statements)} statements"
        yield Score(name="silent_when_unanswerable", value=silent, reason=said)
    if to_answer:
        yield Score(name="not_wrongly_declined", value=not declined, reason=reply.status)


def citation_scores(reply: Reply) -> Iterator[Score]:
    """Yield whether citations resolve and quotes are verbatim, and how well statements and citations fit one another.

    Citation recall: the share of claims that their citations carry. Citation precision: the share of citations that carry
    something of their statement (Gao et al. 2023, ALCE). A claim is a statement of kind quote or inference, or any other that
    cites; a quoted span carries itself, the rest is left to `evals.support`.
    """
    if not reply.statements:
        return
    lost = [n for s in reply.statements for n in s.citations if (c := reply.passage(n)) is None or c.passage is None]
    yield Score(
        name="citations_resolve", value=not lost, reason=f"{len(lost)} of the citations lead nowhere" if lost else ""
    )
    wrong = [c.n for c in reply.citations if c.passage is None or c.passage[c.start : c.end] != c.quote]
    misquoted = [s.text[:80] for s in reply.statements if s.kind == "quote" and not _quoted(s, reply)]
    problem = (
        f"citations {wrong} are not verbatim"
        if wrong
        else f"not a quote of what it cites: {misquoted}" * bool(misquoted)
    )
    yield Score(name="quotes_verbatim", value=not wrong and not misquoted, reason=problem)
    claims = [s for s in reply.statements if s.kind in _CLAIMS or s.citations]
    if claims:
        bare = [s.text[:80] for s in claims if not _carried(s, reply)]
        yield Score(
            name="citation_recall", value=1 - len(bare) / len(claims), reason=f"not carried: {bare[:3]}" * bool(bare)
        )
    pairs = [(s, n) for s in claims for n in s.citations]
    if pairs:
        idle = [(n, s.text[:60]) for s, n in pairs if not _carries(s, n, reply)]
        yield Score(
            name="citation_precision", value=1 - len(idle) / len(pairs), reason=f"idle: {idle[:3]}" * bool(idle)
        )


def _quoted(statement: Said, reply: Reply) -> bool:
    """Whether every citation of a quoting statement is quoted in it."""
    cited = [reply.passage(n) for n in statement.citations]
    return bool(cited) and all(c is not None and c.quote in statement.text for c in cited)


def _carried(statement: Said, reply: Reply) -> bool:
    cited = [c for n in statement.citations if (c := reply.passage(n)) and c.passage]
    if not cited:
        return False
    rest = statement.text
    for c in cited:
        rest = rest.replace(c.quote, " ")
    return supports(rest, [f"{c.title}. {c.passage}" for c in cited])


def _carries(statement: Said, n: int, reply: Reply) -> bool:
    cited = reply.passage(n)
    if cited is None or cited.passage is None:
        return False
    return cited.quote in statement.text or supports(statement.text, [f"{cited.title}. {cited.passage}"])


def _points(reply: Reply, expected: Expected) -> Iterator[Score]:
    if not expected.points or reply.status in DECLINED:
        if expected.points:
            yield Score(name="point_recall", value=0.0, reason=f"{reply.status}: nothing said")
        return
    missed = [point.point for point in expected.points if not covers(reply, point)]
    recall = 1 - len(missed) / len(expected.points)
    yield Score(name="point_recall", value=recall, reason=f"missing: {missed}" if missed else "every point")
    if reply.completeness:
        honest = (reply.completeness == "complete") == (recall == 1)
        yield Score(name="completeness_honest", value=honest, reason=f"{reply.completeness} with recall {recall:.2f}")


def covers(reply: Reply, point: Point) -> bool:
    """Return whether a point is said in one statement or two neighbours of a section, or by citing a passage that carries it."""
    return any(says(text, point.words) for text in _windows(reply)) or any(
        _cites(reply, q.document_id, q.quote) for q in point.quotes
    )


def _windows(reply: Reply) -> Iterator[str]:
    texts = [(s.section, s.text) for s in reply.statements]
    for (section, text), (following, more) in zip(texts, [*texts[1:], ("", "")], strict=True):
        yield f"{text} {more}" if following == section else text


def _cites(reply: Reply, document_id: str, quote: str) -> bool:
    """Whether a citation quotes at least half of `quote`, by words in common with it in a row of the passage."""
    words = _bag(quote)
    for cited in reply.citations:
        if cited.document_id == document_id and words and len(words & _bag(cited.quote)) / len(words) > _OVERLAP:
            return True
    return False


def _bag(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2}


def must_not_score(reply: Reply, must_not: tuple[MustNot, ...]) -> Iterator[Score]:
    """Yield whether no statement of the answer says what it must not. The user's own words, quoted back, do not count."""
    if must_not:
        own = ("own_words",)
        broken = [
            rule.what for rule in must_not for s in reply.statements if s.kind not in own and says(s.text, rule.words)
        ]
        yield Score(name="must_not_kept", value=not broken, reason=f"says: {broken}" * bool(broken))


def _premise(reply: Reply, expected: Expected) -> Iterator[Score]:
    if expected.premise is None:
        return
    missing = unsaid(reply.first_section, expected.premise.words)
    put_right = not missing and reply.status not in DECLINED
    yield Score(name="premise_corrected", value=put_right, reason=f"the first section lacks {missing}" * bool(missing))


def _sources(reply: Reply, expected: Expected) -> Iterator[Score]:
    if not expected.sources:
        return
    unfound = [s for s in expected.sources if s not in reply.found]
    share = 1 - len(unfound) / len(expected.sources)
    yield Score(name="sources_found", value=share, reason=f"not among the first passages: {unfound}" * bool(unfound))
    sourced = [p for p in expected.points if p.quotes]
    if sourced:
        lacking = [p.point for p in sourced if not {q.document_id for q in p.quotes} & set(reply.found)]
        share = 1 - len(lacking) / len(sourced)
        yield Score(name="points_sourced", value=share, reason=f"no source found: {lacking}" * bool(lacking))
    cited = {c.document_id for c in reply.citations}
    yield Score(
        name="source_cited",
        value=bool(cited & set(expected.sources)),
        reason=f"cites {sorted(cited)[:6]}" if not cited & set(expected.sources) else "",
    )


def _crag(reply: Reply, expected: Expected) -> Score:
    """Return the score of Yang et al. 2024 (CRAG): perfect 1, acceptable .5, missing 0, wrong -1; here judged by rules.

    Wrong: a stage, advice or claim where none is due, a thing it must not say, a wrong outcome, a false premise let stand.
    Missing: declined or asked instead of answering. Perfect: every point; acceptable: half of them.
    """
    scores = {
        s.name: s.value for s in (*_refusals(reply, expected), *_points(reply, expected), *_premise(reply, expected))
    }
    scores |= {s.name: s.value for s in must_not_score(reply, expected.must_not)}
    outcome = not expected.outcome or reply.outcome in expected.outcome
    wrong = scores.get("silent_when_unanswerable") == 0 or scores.get("must_not_kept") == 0
    if reply.status not in expected.status and reply.status in (*DECLINED, "needs_evidence"):
        return Score(name="crag", value=0, reason=f"missing: {reply.status}")
    if wrong or not outcome or scores.get("premise_corrected") == 0:
        return Score(name="crag", value=-1, reason="wrong: " + _faults(scores, outcome))
    recall = scores.get("point_recall", 1.0)
    if recall == 1:
        return Score(name="crag", value=1, reason="perfect")
    if recall >= _ACCEPTABLE:
        return Score(name="crag", value=0.5, reason=f"acceptable: {recall:.2f} of the points")
    return Score(name="crag", value=0, reason=f"missing: {recall:.2f} of the points")


def _faults(scores: dict[str, float], outcome: bool) -> str:
    names = ("silent_when_unanswerable", "must_not_kept", "premise_corrected")
    return ", ".join([n for n in names if scores.get(n) == 0] + ["outcome"] * (not outcome))
