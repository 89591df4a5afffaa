"""Names of people that stand beside something personal; names of places, teams, roles, authors and people in public roles are kept.

Rules over words (`words`, `reading`), each a small function that yields the names it sees: what lists and the sentence give away (`alone`), what
the word beside gives away (`beside`), initials (`initials`), and the forms of letters, minutes and tables (`letters`). `lists` holds given
names by culture, surnames, English places, ordinary words, and names that stay.
"""

from corpus.names.finding import COVER, people_in

__all__ = ["COVER", "people_in"]
