"""Colours as people see them: how light, how far apart, and to eyes that see fewer of them.

A colour is written `#RRGGBB` (sRGB).
"""

import re
from collections.abc import Sequence

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")

_LIGHT: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
"""Linear sRGB to CIE XYZ, D65 (IEC 61966-2-1)."""
_WHITE: Triple = (0.95047, 1.0, 1.08883)

_FEWER: tuple[Matrix, ...] = (
    (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
)
"""Protanopia and deuteranopia in linear sRGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes,
“A physiologically-based model for simulation of color vision deficiency”, IEEE TVCG 15 (2009)."""

_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_FROM_CONES: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB: Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
"""OKLab: B. Ottosson, “A perceptual color space for image processing” (2020)."""


def is_colour(written: object) -> bool:
    """Tell whether this is a colour such as `#0B5563`."""
    return isinstance(written, str) and bool(_HEX.fullmatch(written))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(_linear(one)), _luminance(_linear(other))))
    return (high + 0.05) / (low + 0.05)


def lightness(colour: str) -> float:
    """Return how light a colour is, as its grey copy: L* of CIELAB, from 0 to 100."""
    return _cielab(_linear(colour))[0]


def distance_to_fewest(one: str, other: str) -> float:
    """Return how far two colours lie apart (ΔE of CIELAB) to the eyes that tell them apart least.

    Eyes are those that see all colours, and those without the red or without the green cones.
    """
    pairs = [(_linear(one), _linear(other))]
    pairs += [(_multiply(eye, pairs[0][0]), _multiply(eye, pairs[0][1])) for eye in _FEWER]
    return min(_apart(_cielab(_inside(a)), _cielab(_inside(b))) for a, b in pairs)


def relight(colour: str, light: float, strength: float = 1.0) -> str:
    """Return the tone of the same hue (OKLab) with another L*, its chroma times `strength`.

    Where the screen has no such tone, it is as colourful as the screen can be.
    """
    cones = _multiply(_CONES, _linear(colour))
    _, green_red, blue_yellow = _multiply(_LAB, [cone ** (1 / 3) for cone in cones])
    while True:
        tone = _with_light((green_red * strength, blue_yellow * strength), light)
        if all(-1e-4 <= part <= 1 + 1e-4 for part in tone):
            return _write(tone)
        strength *= 0.95


def _with_light(hue: tuple[float, float], light: float) -> Sequence[float]:
    low, high = 0.0, 1.0
    tone: Sequence[float] = ()
    for _ in range(24):
        middle = (low + high) / 2
        roots = _multiply(_FROM_LAB, (middle, *hue))
        tone = _multiply(_FROM_CONES, [root**3 for root in roots])
        if _cielab(tone)[0] < light:
            low = middle
        else:
            high = middle
    return tone


def _linear(colour: str) -> Sequence[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def _write(linear: Sequence[float]) -> str:
    parts = [
        12.92 * p if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055 for p in _inside(linear)
    ]
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def _inside(linear: Sequence[float]) -> Sequence[float]:
    return [min(max(part, 0.0), 1.0) for part in linear]


def _luminance(linear: Sequence[float]) -> float:
    return _multiply(_LIGHT, linear)[1]


def _cielab(linear: Sequence[float]) -> Triple:
    x, y, z = (
        _root(part / white) for part, white in zip(_multiply(_LIGHT, linear), _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def _apart(one: Triple, other: Triple) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)


def _multiply(matrix: Matrix, vector: Sequence[float]) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third
