"""Which writers are left out together: every labelled text is read once by a model that has not seen its writer."""

from assistant.training.bank import LabelledPassage, LabelledSentence

FOLDS: tuple[frozenset[str], ...] = (
    frozenset(("w1", "w4", "n1", "n5", "n8", "r1", "m1", "m4", "m7", "m12", "m13", "m16", "p1", "n9")),
    frozenset(("w2", "w5", "n2", "n6", "r2", "m2", "m5", "m8", "m10", "m14", "q1", "t1")),
    frozenset(("w3", "w6", "n3", "n4", "n7", "r3", "m3", "m6", "m9", "m11", "m15", "r4")),
)
"""A third of the writers each, every register in more than one."""


def fold_of(text: LabelledPassage | LabelledSentence) -> int:
    """Return the position in `FOLDS` of the text's writer; of a retold text, of the one who wrote the original.

    Raises ValueError for a writer in no fold.
    """
    writer = text.told_by if isinstance(text, LabelledPassage) else text.writer
    for position, writers in enumerate(FOLDS):
        if writer in writers:
            return position
    raise ValueError(f"{text.id}: writer {writer!r} is in no fold; add it to assistant/training/folds.py")
