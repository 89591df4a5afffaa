"""Colours, and which of them cannot be told apart."""

import re

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
_NEAR = 8
"""Two colours that differ by no more than this in red, green and blue look the same."""
_NAMES: dict[str, Colour] = {
    "white": WHITE,
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "floralwhite": (255, 250, 240),
    "black": (0, 0, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "lightgray": (211, 211, 211),
    "lightgrey": (211, 211, 211),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "navy": (0, 0, 128),
    "yellow": (255, 255, 0),
    "maroon": (128, 0, 0),
    "purple": (128, 0, 128),
    "teal": (0, 128, 128),
    "orange": (255, 165, 0),
}
_NUMBERS = re.compile(r"^(rgb|hsl)a?\(([^)]{1,60})\)$")


def read_colour(value: str) -> Colour | None:
    """Return a colour as CSS and office files write it: hexadecimal digits, `rgb()`, grey `hsl()`, a usual name. None for any other."""
    value = value.strip().lower()
    if value in _NAMES:
        return _NAMES[value]
    if match := _NUMBERS.match(value):
        return _of_numbers(match[1], re.findall(r"[\d.]+%?", match[2]))
    digits = value.lstrip("#")
    if len(digits) in (3, 4):
        digits = "".join(c * 2 for c in digits)
    try:
        data = bytes.fromhex(digits)
    except ValueError:
        return None
    return (data[0], data[1], data[2]) if len(data) in (3, 4) else None


def _of_numbers(kind: str, numbers: list[str]) -> Colour | None:
    if len(numbers) < 3:
        return None
    if kind == "hsl":
        light = float(numbers[2].rstrip("%")) * 2.55
        return (round(light),) * 3 if float(numbers[1].rstrip("%")) < 5 or light > 250 or light < 5 else None
    red, green, blue = (float(n.rstrip("%")) * (2.55 if n.endswith("%") else 1) for n in numbers[:3])
    return round(red), round(green), round(blue)


def is_clear(value: str) -> bool:
    """Return whether a colour of CSS lets everything through."""
    value = re.sub(r"\s", "", value.lower())
    return value == "transparent" or re.match(r"^(?:rgb|hsl)a\(.*[,/](?:0|0?\.0\d*|0%)\)$", value) is not None


def look_alike(one: Colour | None, other: Colour | None) -> bool:
    """Return whether words of one colour cannot be seen on the other; False when either is not known."""
    return one is not None and other is not None and all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
