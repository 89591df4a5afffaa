"""Agency workers and the agencies that are partners: a question about the one is not answered by a sentence on the other."""

import re

_STAFF = re.compile(
    r"\bagency (?:and \w+ )?(?:costs?|bills?|use|usage|problems?|workers?|staff|social|share|rates?|reliance|spend\w*|premium|cover|teams?"
    r"|rules?|levels?|numbers?|depend\w*|project|managers?|returns?|posts?|turnover|practitioners?|assignments?|work\b)"
    r"|\blocums?\b|(?:% (?:were |was |are |is )?|\bfrom |\bon |\bby |\ball )agency\b|\bagency,? (?:at|was|were|fell|rose|of|and|or)\b",
    re.IGNORECASE,
)
_PARTNERS = re.compile(
    r"\bagencies\b|\b(?:partner|single|multi|inter|every|each|one|another|other|lead|statutory|safeguarding)[- ]agenc(?:y|ies)\b",
    re.IGNORECASE,
)


def of_other_agencies(query: str, text: str) -> bool:
    """Return whether a question asks about agency workers, and a sentence speaks of agencies as partners only."""
    asks = _STAFF.search(query) is not None and not _PARTNERS.search(query)
    return asks and _PARTNERS.search(text) is not None and not _STAFF.search(text)
