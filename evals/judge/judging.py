"""One judge's way through the items: what is rated, what comes next, and taking a rating. Holds no visitor's place."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from evals.judge.items import Item
from evals.judge.models import LONGEST_NOTE, NO_CLAIMS, SCALES, Rating
from evals.judge.store import Ratings, clean_name, ratings_by

Form = Mapping[str, Any]
"""What the judge chose or wrote, by scale or note; None where nothing was chosen."""
NOTES = ("missing_what", "harmful_what")


class IncompleteRating(ValueError):
    """A scale was left out; the message asks for it in words for the judge."""


class Judging:
    """The items in their order and the judge's ratings of them, which are read from disk each time."""

    def __init__(self, items: Sequence[Item], judge: str) -> None:
        self.items, self._judge = items, clean_name(judge)
        runs = {item.run.path: item.run for item in items}
        self._files: dict[Any, Ratings] = {path: ratings_by(judge, run) for path, run in runs.items()}

    def rating(self, position: int) -> Rating | None:
        """Return the rating of the item, None before it has one."""
        item = self.items[position]
        return self._files[item.run.path].latest().get(item.id)

    def unrated(self) -> list[int]:
        """Return the positions without a rating."""
        rated = {path: set(ratings.latest()) for path, ratings in self._files.items()}
        return [i for i, item in enumerate(self.items) if item.id not in rated[item.run.path]]

    def first_unrated(self) -> int:
        """Return the first position without a rating, or the end."""
        return next(iter(self.unrated()), len(self.items))

    def rate(self, position: int, form: Form) -> None:
        """Save the rating of the item and return when it is on disk. Raises IncompleteRating when a scale was left out."""
        item = self.items[position]
        self._files[item.run.path].add(read_form(form, item.id, self._judge))


def read_form(form: Form, id: str, judge: str) -> Rating:
    """Return the rating that the form makes. Raises IncompleteRating that names what was left out."""
    left = [scale.asks for scale in SCALES if form.get(scale.name) is None]
    if left:
        raise IncompleteRating(f"Not saved yet. Please also answer: {' '.join(left)}")
    notes = {name: str(form.get(name) or "").strip() for name in NOTES}
    if form["harmful"] == "yes" and not notes["harmful_what"]:
        raise IncompleteRating("Not saved yet. Please say what harm it could do.")
    if any(len(note) > LONGEST_NOTE for note in notes.values()):
        raise IncompleteRating(f"Not saved yet. A note may have at most {LONGEST_NOTE:,} characters.")
    chosen = {scale.name: form[scale.name] for scale in SCALES}
    if chosen["supported"] == NO_CLAIMS:
        chosen["supported"] = None
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Rating.model_validate({"id": id, "judge": judge, "rated": now} | chosen | notes)


def filled_form(rating: Rating | None) -> dict[str, Any]:
    """Return the form as it stood when the rating was saved; an empty one without a rating."""
    if rating is None:
        return {scale.name: None for scale in SCALES} | dict.fromkeys(NOTES, "")
    form = rating.model_dump(include={*(scale.name for scale in SCALES), *NOTES})
    return form | {"supported": NO_CLAIMS if rating.supported is None else rating.supported}
