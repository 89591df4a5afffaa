"""Colours that cannot be seen on white paper."""


def is_white(colour: str) -> bool:
    """Return whether a colour in six hexadecimal digits cannot be told from white."""
    colour = colour.lstrip("#")
    if len(colour) == 3:
        colour = "".join(c * 2 for c in colour)
    try:
        return len(colour) == 6 and min(bytes.fromhex(colour)) >= 0xF7
    except ValueError:
        return False
