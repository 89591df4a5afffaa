"""Words that turn a sentence round: negation, opposites and quantities that say something else."""

from assistant.claims.words import Sentence, stems_of

_NEGATIONS = frozenset(
    """
    no not never none nor neither without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't
    couldn't shouldn't hasn't haven't hadn't unable fail fails failed lack lacks lacked lacking absent absence
    """.split()
)
_SCALES = (
    (
        "increase increases increased increasing rise rises rose risen rising higher more grow grows grew grown growing growth "
        "up above improve improves improved improving improvement better enhance enhances enhanced enhancing greater "
        "elevated promote promotes promoted promoting upregulate upregulated upregulates activate activates activated "
        "activation gain gains gained raise raises raised longer induce induces induced",
        "decrease decreases decreased decreasing fall falls fell fallen falling lower less decline declines declined declining "
        "down below worsen worsens worsened worsening worse reduce reduces reduced reducing reduction smaller fewer impair "
        "impairs impaired suppress suppresses suppressed suppressing downregulate downregulated downregulates inhibit "
        "inhibits inhibited inhibition loss lost drop drops dropped shorter prevent prevents prevented block blocks blocked",
    ),
    ("before earlier prior precede precedes preceded", "after later following follow follows followed"),
    ("first start started begin began opened open", "last end ended finish finished closed close"),
    (
        "agree agreed accept accepted allow allowed approve approved permitted",
        "refuse refused reject rejected deny denied ban banned",
    ),
    ("safe benefit beneficial protective protects protect", "unsafe harm harmful toxic dangerous risk"),
    ("strong stronger high major large", "weak weaker low minor small"),
    ("include includes included including", "exclude excludes excluded excluding"),
    ("positive", "negative"),
    ("outstanding good", "inadequate poor requires"),
)
_POLES = {
    word: (scale, pole)
    for scale, poles in enumerate(_SCALES)
    for pole, words in enumerate(poles)
    for word in words.split()
}
_QUANTIFIERS = {
    word: kind
    for kind, words in {
        "all": "all every each always entirely whole everyone",
        "most": "most majority mostly usually largely",
        "some": "some several few sometimes certain partly many",
        "none": "no none never neither nobody",
        "only": "only solely exclusively sole",
    }.items()
    for word in words.split()
}


_REACH = 4
"""Words after a negation that it is taken to negate."""


def negation_differs(claim: Sentence, sentence: Sentence) -> bool:
    """Return whether something that both say is negated in one and not in the other."""
    return bool((negated(claim) ^ negated(sentence)) & claim.bag & sentence.bag)


def negated(sentence: Sentence) -> frozenset[str]:
    """Return the stems that stand close after a word of negation; two such words take each other back."""
    held: set[str] = set()
    for place, word in enumerate(sentence.words):
        if word in _NEGATIONS:
            held ^= stems_of(sentence.words[place + 1 : place + 1 + _REACH])
    return frozenset(held)


def opposites(claim: Sentence, sentence: Sentence) -> bool:
    """Return whether the two stand at opposite ends of a scale: the claim at one only, the sentence at the other only."""
    said, found = _poles(claim), _poles(sentence)
    return any(len(poles) == 1 and found.get(scale, poles) == {0, 1} - poles for scale, poles in said.items())


def _poles(sentence: Sentence) -> dict[int, set[int]]:
    held: dict[int, set[int]] = {}
    for word in sentence.words:
        if word in _POLES:
            scale, pole = _POLES[word]
            held.setdefault(scale, set()).add(pole)
    return held


def stronger_quantity(claim: Sentence, sentence: Sentence) -> bool:
    """Return whether the claim says all, most, none or only where the sentence does not say the same."""
    said = {_QUANTIFIERS[word] for word in claim.words if word in _QUANTIFIERS} - {"some"}
    found = {_QUANTIFIERS[word] for word in sentence.words if word in _QUANTIFIERS}
    return bool(said - found)
