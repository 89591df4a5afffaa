"""Whether a sentence turns its evidence round: negation, direction, strength and certainty that the evidence does not have.

Stricter than the claim checker, which weighs such signs against all others: here one is enough. A true sentence that fails is shown
as the passage's own words instead, so strictness costs style and not truth.
"""

from collections.abc import Collection, Sequence

from assistant.claims.contrast import negated
from assistant.claims.words import Sentence

_SCALES = (
    (
        "increase increases increased increasing rise rises rose risen rising higher more grow grows grew grown growing growth up "
        "above raise raises raised longer greater",
        "decrease decreases decreased decreasing fall falls fell fallen falling lower less decline declines declined declining down "
        "below reduce reduces reduced reducing reduction smaller fewer drop drops dropped shorter cut cuts cutting shrink shrank",
    ),
    (
        "improve improves improved improving improvement better strengthen strengthens strengthened recover recovers recovered recovery",
        "worsen worsens worsened worsening worse weaken weakens weakened deteriorate deteriorates deteriorated decline declined",
    ),
    (
        "stay stays stayed staying remain remains remained retain retains retained retention",
        "leave leaves leaving left quit quits resign resigned exit exits depart departs",
    ),
    ("sooner earlier before prior", "later after following follows followed"),
    ("quick quickly quicker fast faster rapid rapidly soon", "slow slowly slower gradual gradually"),
    (
        "help helps helped support supports supported",
        "hinder hinders harm harms harmed hurts undermine undermines undermined",
    ),
    (
        "start starts started begin begins began keep keeps continue",
        "stop stops stopped end ends ended cease avoid avoids avoided",
    ),
    ("fit fits fitting suitable right", "mismatch unsuitable wrong unfit"),
    ("succeed succeeds succeeded success works worked effective", "fail fails failed failure ineffective unsuccessful"),
    ("praised praise commended", "criticised criticise condemned"),
    ("outstanding good", "inadequate poor"),
    (
        "agree agreed accept accepted allow allowed permitted approve approved",
        "refuse refused reject rejected deny banned ban forbidden",
    ),
    ("safe safer protective protects", "unsafe harmful dangerous"),
    ("strong stronger high", "weak weaker low"),
    ("open opened opens opening", "close closed closes closing"),
    ("inward inwards internal inside", "outward outwards external outside"),
    ("permanent", "agency temporary interim locum"),
    ("first", "last"),
    ("include includes included including", "exclude excludes excluded excluding except"),
)
_GROUPS = (
    "must required requires require duty duties shall legally law legal statutory obliged mandatory compulsory unlawful illegal",
    "cause causes caused because proves proved proven guarantee guarantees guaranteed ensures ensured leads led results",
    "all every always entirely everyone everything whole",
    "none never nobody nothing no not neither nor cannot without",
    "only solely exclusively",
    "most majority mostly",
    "best worst highest lowest largest smallest fastest biggest least",
)
_POLES = {
    word: (scale, pole)
    for scale, poles in enumerate(_SCALES)
    for pole, words in enumerate(poles)
    for word in words.split()
}
_GROUP = {word: number for number, words in enumerate(_GROUPS) for word in words.split()}


def same_direction(word: str, others: Collection[str]) -> bool:
    """Return whether `word` is on one of the scales and one of `others` stands at the same end of it: fell and down."""
    return word in _POLES and any(_POLES.get(other) == _POLES[word] for other in others)


def contrast_problem(claim: Sentence, evidence: Sequence[Sentence]) -> str | None:
    """Return how the claim says other than its evidence, None when it does not."""
    return _negation(claim, evidence) or _unheld(claim, evidence)


def _negation(claim: Sentence, evidence: Sequence[Sentence]) -> str | None:
    """A word that both have is negated in both or in neither; of several pieces of evidence one has to agree."""
    denied = negated(claim)
    for stem in claim.stems:
        said = {stem in negated(each) for each in evidence if stem in each.bag}
        if said and (stem in denied) not in said:
            return "it denies what it cites, or says what that denies"
    return None


def _unheld(claim: Sentence, evidence: Sequence[Sentence]) -> str | None:
    words = {word for each in evidence for word in each.words}
    poles, groups = {_POLES[w] for w in words if w in _POLES}, {_GROUP[w] for w in words if w in _GROUP}
    for word in claim.words:
        if word in words:
            continue
        if word in _POLES and _POLES[word] not in poles:
            return f"the direction of “{word}” is not in what it cites"
        if word in _GROUP and _GROUP[word] not in groups:
            return f"the strength of “{word}” is not in what it cites"
    return None
