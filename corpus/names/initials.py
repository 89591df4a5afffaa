"""Names in short or loosely typed: initials, and given names with an s for a possessive ending."""

from collections.abc import Iterator

from corpus.names.contexts import AGED, KIN_ONLY, PAPERS, THINGS
from corpus.names.lists import lists
from corpus.names.reading import Reading, Run

_ACRONYMS = frozenset(
    "sw tm la dv cp yp hv gp pa ce it hr cs eh ss uk eu us ni sa ai pm am ok qa rp fs lg sb sc cl st nd rd th ed ad pd md ma ba mp kc qc dc pc ds dr mr dr id no vs tv cd hq yo cc re rag kpi cme cla lac cin cpp pep ehm mps".split()
)
_CHILDREN_BY_LETTER = frozenset("child children baby sibling mother father family young person adult case".split())


def possessives_without_sign(reading: Reading) -> Iterator[Run]:
    """Given names with an s for a possessive ending: "aaliyahs mum"."""
    for i, word in reading.numbered():
        following = reading.next(i + 1)
        if following is None or following.gap != " " or not word.low.endswith("s") or word.ordinary or word.kept:
            continue
        if word.low[:-1] in lists().given and (following.low in THINGS or following.low in PAPERS):
            yield i, i + 1


def initials(reading: Reading) -> Iterator[Run]:
    """Initials that stand for a person. "Child A" is how published reviews name a child, and stays."""
    found = False
    for i, word in reading.numbered():
        if not word.initials or word.low.replace(".", "") in _ACRONYMS or word.low == "i":
            continue
        before, following = reading.words[i - 1] if i else None, reading.next(i + 1)
        if before and before.low in _CHILDREN_BY_LETTER and not word.dotted:
            continue
        owned = (
            word.possessive
            and following is not None
            and following.gap == " "
            and (following.low in THINGS or following.low in PAPERS)
        )
        aged = len(word.text) > 1 and AGED.match(reading.text, word.end)
        if (
            (word.dotted and len(word.text) > 2)
            or aged
            or (owned and following and (len(word.text) > 1 or following.low in KIN_ONLY))
        ):
            found = True
            yield i, i + 1
        elif found and word.possessive and len(word.text) > 1:
            yield i, i + 1
