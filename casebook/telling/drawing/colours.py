"""Colours as WCAG 2 measures them, and what each becomes on a dark page."""

from __future__ import annotations

import colorsys

DARK_GROUND = "#121212"
"""The ground of the theme's dark pages."""

INK_ON_MARKS = "#1b1b1b"
"""Ink on a mark of light colour: it stays dark on a dark page, as the mark stays light."""

MIRRORED = 0.62
"""Colours of more luminance are grounds and guides: on a dark page they are as faint as on white.
"""

_READABLE = 4.6
"""Contrast that words need (WCAG AA asks 4.5), so that marks and words of one colour stay one."""


def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of ``#rrggbb``, from 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` as WCAG 2 defines it, from 0 to 1."""
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def in_the_dark(colour: str, ground: str = DARK_GROUND) -> str:
    """Return what a colour, chosen for white, becomes on a dark ground: its hue stays.

    White becomes the ground; pale colours stand out from it as little as from white; light ones
    stay; dark ones are lightened until words in them can be read.
    """
    if colour == "#ffffff":
        return ground
    if colour == INK_ON_MARKS:
        return colour
    light = luminance(colour)
    if light > MIRRORED:
        wanted = contrast(colour, "#ffffff")
    elif contrast(colour, ground) >= _READABLE:
        return colour
    else:
        wanted = _READABLE + 8 * max(0.0, 0.03 - light) / 0.03  # what was near black is near white
    hue, _, saturation = colorsys.rgb_to_hls(*channels(colour))
    for step in range(101):
        shade = colorsys.hls_to_rgb(hue, step / 100, saturation * 0.85)
        found = "#" + "".join(f"{round(255 * c):02x}" for c in shade)
        if luminance(found) > luminance(ground) and contrast(found, ground) >= wanted:
            return found
    return "#ffffff"
