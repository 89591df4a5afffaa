"""Months by name."""

import calendar

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
"""The number of each month, 1..12, by its name and its short forms in lower case."""
