"""The colours of the form: read in the sun, and by people who see little contrast."""

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).parents[2] / "survey" / "static" / "site.css").read_text("utf-8")
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", SHEET))
LIGHTS = dict(re.findall(r"\.stoplight \.(\w+) i \{[^}]*background: (#[0-9a-f]{6})", SHEET))
GROUNDS = ("paper", "tint", "good-soft")


def measure_light(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((measure_light(one), measure_light(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["ink", "grey"])
def test_questions_and_answers_are_read_in_the_sun(text, ground):
    """Questions, answers and hints have a contrast of at least 7 wherever they stand."""
    assert contrast(COLOURS[text], COLOURS[ground]) >= 7


@pytest.mark.parametrize("ground", ["paper", "good-soft"])
def test_buttons_and_links_are_read_in_the_sun(ground):
    """What is tapped, and the white words on it, have a contrast of at least 7."""
    assert contrast(COLOURS["good"], COLOURS[ground]) >= 7


@pytest.mark.parametrize("ground", ["paper", "need-soft"])
def test_mistakes_are_readable(ground):
    """Words about mistakes have a contrast of at least 4.5."""
    assert contrast(COLOURS["need"], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize("edge", ["rule", "grey", "good", "need"])
def test_edges_can_be_seen(edge):
    """The frames of answers, fields and buttons have a contrast of at least 3."""
    assert contrast(COLOURS[edge], COLOURS["paper"]) >= 3


@pytest.mark.parametrize("light", ["green", "yellow", "red"])
def test_lights_can_be_seen(light):
    """The three lights stand out from paper, also where they are chosen, by at least 3."""
    assert contrast(LIGHTS[light], COLOURS["paper"]) >= 3
    assert contrast(LIGHTS[light], COLOURS["tint"]) >= 2.7


def test_the_measure_is_that_of_the_guidelines():
    """Black on white is 21, the grey #767676 on white 4.54."""
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)
