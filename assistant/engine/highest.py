"""A text's stage is the highest one whose own mechanism is there now: one sentence that plainly shows it outweighs many signs below.

The models weigh all words of a text together, so that a sentence on partners who go round the service drowns among ten on late
assessments. The limits were chosen on development sets: there the rule mends two texts and spoils none.
"""

import numpy as np

from corpus.vocabulary import STAGES

PLAIN = 0.9
"""The chance, of a sentence, to show a stage's mechanism from which it shows it plainly."""
HEARD = 0.2
"""The chance that the network gives the stage over the whole text, from which a plain sentence decides in a long one as well."""
SHORT = 20
"""Sentences of a text in which a plain one decides whatever the rest says; among more of them one is plain by chance."""
LIFTED = 0.6
"""The chance of a stage that is named for such a sentence: more likely than not, and never sure."""
_FROM = STAGES.index("losing_grip")
_HIGH = [STAGES.index("complete_lock"), STAGES.index("systemic_crisis")]


def highest(outcomes: np.ndarray, by_network: np.ndarray, counting: np.ndarray) -> np.ndarray:
    """Return the chances of the outcomes, (7,), with a higher stage first where a sentence plainly shows systemic crisis or complete lock.

    `by_network` are the network's own chances, (7,), `counting` what each counting sentence counts for, (n, 6). A service that reads as
    steady, or of which no stage can be named, is left as it is: there such a sentence is rather a scare that has passed.
    """
    likeliest = int(np.argmax(outcomes))
    if not _FROM <= likeliest < len(STAGES):
        return outcomes
    for stage in (stage for stage in _HIGH if stage > likeliest):
        heard = by_network[stage] >= HEARD or len(counting) <= SHORT
        if heard and counting[:, stage].max(initial=0.0) >= PLAIN:
            return _lifted(outcomes, stage)
    return outcomes


def _lifted(outcomes: np.ndarray, stage: int) -> np.ndarray:
    lifted: np.ndarray = outcomes * (1 - LIFTED) / (1 - outcomes[stage])
    lifted[stage] = LIFTED
    return lifted
