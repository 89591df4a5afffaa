"""Patterns of personal data that has a form of its own: numbers, addresses, dates of birth."""

import re

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?\d{{2,4}}"
    rf"|{_DAY}[\s\-/.]+(?:of\s+)?{_MONTH}\.?[\s,\-/.]+\d{{2,4}}|{_MONTH}\.?\s+{_DAY},?\s+\d{{4}}|\d{{1,2}}\s\d{{1,2}}\s\d{{2,4}}"
)
_WAY = (
    r"(?:Road|Rd|Street|Avenue|Ave|Lane|Close|Drive|Way|Terrace|Crescent|Court|Rise|Reach|Gardens|Grove|Place|Square|Hill|Row|Walk|Mews"
    r"|View|Green|Croft|Meadows?|Parade|Bank|Fold|Yard|Quay|Wharf|Heights|Villas|Buildings|Vale|Gate|Park|House|Cottages?)"
)
_NOT_A_STREET = r"(?!(?:Family|Youth|Crown|County|High|Supreme|Magistrates|Children|Early|Green)\b)"
_STREET = rf"(?!(?:19|20)\d\d\b)\d{{1,4}}[A-Za-z]?,?\s+{_NOT_A_STREET}(?:[A-Z][a-z'’]+\s+){{1,3}}"
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
_RECORD = r"(?:case|file|client|person|mosaic|liquidlogic|liquid logic|lcs|eclipse|care ?first)"
_REGISTER = r"(?:registration|reg|SWE|HCPC|GMC|NMC|DBS(?: certificate)?)"
_HELPLINE = r"(?!\(?0(?:3\d|80|84|87|9\d)\d)"
_HOMES = r"(?:lives?|living|lived|stays?|staying|resides?|address(?: is)?|home)(?:\s+\w+){0,5}?\s*(?:at|:)"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email address", re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b")),
    ("telephone number", re.compile(rf"(?<![\d.,£]){_HELPLINE}(?:\+44\s?\(?0?\)?|\(?0)(?:\d[\s()-]?){{8,9}}\d(?!\d)")),
    (
        "NHS number",
        re.compile(
            r"(?i)\bNHS\s*+(?:(?:no\.?|number|id|#)\s*+)?(?:(?:is|was)\s*+)?(?:[:#]\s*+)?(\d{3}[\s-]?\d{3}[\s-]?\d{4})\b"
        ),
    ),
    ("pupil number", re.compile(r"\b[A-Z]\d{11}[A-Z0-9]\b")),
    (
        "pupil number",
        re.compile(r"(?i)\bUPN\s*+(?:(?:no\.?|number|is|was)\s*+)?(?:[:#]\s*+)?([A-Z]?\d[\dA-Z]{8,13})\b"),
    ),
    ("National Insurance number", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?(?:\d{2}\s?){3}[A-D]\b")),
    (
        "date of birth",
        re.compile(
            rf"(?i)\b(?:d\.?\s?o\.?\s?b\.?|born(?:\s+on)?|date of birth|birth ?date|b\.)\s*+(?:(?:is|was)\s*+)?(?:[:,(]\s*+)?(?:the\s+)?({_DATE})\b"
        ),
    ),
    (
        "case number",
        re.compile(
            rf"(?i)\b{_RECORD}\s*+(?:(?:case|record)\s*+)?(?:(?:no\.?|number|ref(?:erence)?|id)\s*+)?(?:(?:is|was)\s*+)?(?:[:#]\s*+)?#?((?=[\w/-]{{0,60}}\d{{4}})[A-Z]{{0,4}}[/-]?\d[\d/-]{{3,}}\d)\b"
        ),
    ),
    (
        "registration number",
        re.compile(
            rf"(?i)\b{_REGISTER}\s*+(?:(?:no\.?|number|pin|ref(?:erence)?|id)\s*+)?(?:(?:is|was)\s*+)?(?:[:#]\s*+)?#?((?=[\w/-]{{0,60}}\d{{4}})[A-Z]{{0,4}}[/-]?\d[\d/-]{{3,}}[\dA-Z]?)\b"
        ),
    ),
    (
        "registration number",
        re.compile(
            r"(?i:\b(?:reg|registration|number plate)\.?\s*+(?:(?:no\.?|number)\s*+)?(?:(?:is|was)\s*+)?(?:[:#]\s*+)?)([A-Z]{2}\d{2}\s?[A-Z]{3})\b"
        ),
    ),
    (
        "address",
        re.compile(
            rf"\b(?:Flat\s+\w{{1,4}},?\s+)?{_STREET}{_WAY}\b(?:,?\s+{_POSTCODE})?(?!\s+(?:team|office|locality|hub)\b)"
        ),
    ),
    (
        "address",
        re.compile(
            rf"(?<=\b)(?i:{_HOMES})\s+((?:Flat\s+\w{{1,4}},?\s+)?\d{{1,4}}[A-Za-z]?,?\s+[A-Z][a-z'’]+(?:\s+[A-Z][a-z'’]+){{0,3}})"
        ),
    ),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")),
)
"""Kind and pattern. The first group is what is covered, the whole match where there is none."""

COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date of birth", re.compile(r"(?i)(?<!\W)\W*+(?:d\.?\s?o\.?\s?b\.?|date of birth|birth ?date|born)\W*$")),
    (
        "case number",
        re.compile(
            rf"(?i)(?<!\W)\W*+(?:{_RECORD}|our)\s*+(?:(?:case|record)\s*+)?(?:no\.?s?|numbers?|ref(?:erence)?s?|id)\W*$"
        ),
    ),
    ("NHS number", re.compile(r"(?i)(?<!\W)\W*+NHS\s*+(?:no\.?|number|id)?\W*$")),
    ("pupil number", re.compile(r"(?i)(?<!\W)\W*+UPN\W*$")),
    ("telephone number", re.compile(r"(?i)(?<!\W)\W*+(?:tel|telephone|phone|mobile)\s*+(?:no\.?|number)?\W*$")),
    ("address", re.compile(r"(?i)(?<!\W)\W*+(?:home )?address\W*$")),
    ("postcode", re.compile(r"(?i)(?<!\W)\W*+post ?code\W*$")),
)
"""Kind and the head of a table's column that holds it."""
