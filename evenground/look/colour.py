"""Colour arithmetic: steps that look even, and contrast as WCAG measures it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Ottosson B. A perceptual color space for image processing. 2020 (Oklab).
_TO_CONES = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]]
)
_TO_LAB = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099], [0.0259040371, 0.7827717662, -0.8086757660]]
)


def linear_rgb(colour: str) -> NDArray[np.float64]:
    """Light of red, green and blue, each 0 to 1, of a colour written `#rrggbb`."""
    share = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def hex_of(light: NDArray[np.float64]) -> str:
    """`#rrggbb` of linear light; what a screen cannot show is cut to what it can."""
    light = np.clip(light, 0, 1)
    share = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(float(part) * 255):02x}" for part in share)


def oklab(colour: str) -> NDArray[np.float64]:
    """Lightness (0 to 1) and two axes of hue, in which equal distances look about equal."""
    return _TO_LAB @ np.cbrt(_TO_CONES @ linear_rgb(colour))


def from_oklab(lab: NDArray[np.float64]) -> str:
    return hex_of(np.linalg.solve(_TO_CONES, np.linalg.solve(_TO_LAB, lab) ** 3))


def ramp(anchors: tuple[str, ...], k: int) -> tuple[str, ...]:
    """`k` colours at even steps along anchor colours, ends included; one colour is the middle of the ramp."""
    points = np.array([oklab(colour) for colour in anchors])
    at = np.linspace(0, len(anchors) - 1, k) if k > 1 else np.array([(len(anchors) - 1) / 2])
    axes = (np.interp(at, np.arange(len(anchors)), points[:, axis]) for axis in range(3))
    return tuple(from_oklab(np.array(lab)) for lab in zip(*axes, strict=True))


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), WCAG 2.2."""
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear_rgb(colour))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, WCAG 2.2: text needs 4.5, marks and large text 3.

    Examples
    --------
    >>> round(contrast("#767676", "#ffffff"), 2)
    4.54
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(background: str, dark: str = "#1b1b1f", light: str = "#ffffff") -> str:
    """Whichever of a dark and a light colour stands out more on a background."""
    return dark if contrast(dark, background) >= contrast(light, background) else light
