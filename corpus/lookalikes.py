"""Letters that look like others, and characters nobody sees: text as a reader's eye takes it, for matching only."""

import re
import unicodedata

from corpus.marks import few_marks

_CYRILLIC = dict(zip("авекмнорстухіјѕԁһӏԛԝьзгѵ", "abekmhopctyxijsdhlqwb3rv", strict=True)) | {
    "п": "n",
    "и": "u",
    "л": "n",
    "б": "6",
    "ц": "u",
}
_GREEK = dict(zip("αβεικνορτυχωγηζμ", "abeikvoptuxwynzu", strict=True))
_OTHERS = dict(
    zip(
        "օսհոցɡɪʀɴʟᴀʙᴄᴅᴇɢʜᴊᴋᴍᴏᴘᴛᴜᴠᴡʏᴢıłøđℓ’‘ʼ′“”„‐‑‒–—", "ouhnggirnlabcdeghjkmoptuvwyzilodl''''\"\"\"-----", strict=True
    )
)
_LIKE_LATIN = str.maketrans(_CYRILLIC | _GREEK | _OTHERS)
_SURE = str.maketrans(dict(zip("аеорсухіѕοα’‘“”", "aeopcyxisoa''\"\"", strict=True)))
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5") | frozenset(
    chr(c) for c in range(0xE0100, 0xE01F0)
)
"""Characters that show as nothing and are no format characters: fillers, blanks, variation marks that can carry words."""


def folded(text: str) -> str:
    """Return `text` in lower case with the most usual look-alike letters and compatibility forms folded."""
    return unicodedata.normalize("NFKC", few_marks(text)).lower().translate(_SURE)


def as_latin(text: str) -> str:
    """Return `text` in lower case as Latin letters without accents, look-alikes of other scripts and small capitals among them."""
    bare = unicodedata.normalize("NFKD", few_marks(text)).translate(_LIKE_LATIN).lower().translate(_LIKE_LATIN)
    return "".join(c for c in bare if unicodedata.category(c) not in ("Mn", "Cf"))


def in_own_script(text: str) -> str:
    """Return `text` in lower case and its own script, without accents, vowel points and hidden characters."""
    bare = _POINTS.sub("", unicodedata.normalize("NFKD", few_marks(text))).lower()
    return unicodedata.normalize("NFC", "".join(c for c in bare if unicodedata.category(c) != "Cf"))
