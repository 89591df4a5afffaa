"""How much of a file is read. What lies beyond is named in a warning, or the file is refused."""

LARGEST_FILE = 50_000_000
"""Bytes; a larger file is refused before it is opened."""

LARGEST_UNPACKED = 200_000_000
"""Bytes of a zip container (DOCX, ODT, XLSX) once unpacked."""

LARGEST_MARKUP = 20_000_000
"""Bytes of a web page."""

MOST_RATIO = 150
"""Unpacked bytes for each packed byte, above which a container of more than 20 MB is a bomb."""

MOST_MEMBERS = 10_000
"""Files inside a zip container."""

LARGEST_STREAM = 120_000_000
"""Bytes of one PDF drawing stream once unpacked."""

MOST_CHARACTERS = 5_000_000
"""Characters of text kept from one file."""

MOST_PAGES = 2_000
"""Pages read from a PDF."""

MOST_PAGE_CHARACTERS = 100_000
"""Characters read from one page of a PDF."""

MOST_ROWS = 20_000
"""Rows read from one table file, all sheets together."""

MOST_BLANK_ROWS = 10_000
"""Blank rows in a row, after which a sheet is taken to be at its end."""

MOST_COLUMNS = 250
"""Columns read from a table."""

SHARE_FOR_PAGES = 0.75
"""Of the seconds for a file: time given to the pages of a PDF, so that those read so far are not lost."""
