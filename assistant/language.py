"""Which language a message is in; answers are in English and say so when the message was not."""

import re

_ENGLISH = frozenset(
    """
    the of and to in is are was were be been we our you your it that this with for on at as have has had not no do
    does did what how who when where which why can should would will from by an or if but they their there i a my
    me us all any more than about
    """.split()
)
_NAMES = {
    "ar": "Arabic", "bn": "Bengali", "es": "Spanish", "fr": "French", "gu": "Gujarati", "hi": "Hindi", "it": "Italian",
    "pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "so": "Somali", "tr": "Turkish", "ur": "Urdu",
    "cy": "Welsh", "de": "German", "lt": "Lithuanian", "zh-cn": "Chinese", "ta": "Tamil",
}  # fmt: skip


def detect_language(text: str) -> str:
    """Return a two-letter code: `en` when a fair share of the words are English function words, or the text is too short.

    Otherwise langdetect decides, seeded so that the same text always gives the same answer.
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < 4 or sum(word in _ENGLISH for word in words) >= 0.15 * len(words):
        return "en" if text.isascii() or not words or _mostly_latin(words) else _ask(text)
    return _ask(text)


def _mostly_latin(words: list[str]) -> bool:
    letters = "".join(words)
    return sum(letter < "\u0250" for letter in letters) >= 0.7 * len(letters)


def _ask(text: str) -> str:
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        best = detect_langs(text[:2000])[0]
    except LangDetectException:
        return "en"
    return str(best.lang) if best.prob >= 0.85 and best.lang in _NAMES else "en"


def language_name(code: str) -> str:
    """Return the language's English name for a code that `detect_language` returns."""
    return _NAMES.get(code, "English")
