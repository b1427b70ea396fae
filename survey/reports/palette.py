"""The colours of a report, chosen so that a black-and-white copy keeps them apart."""

from dataclasses import dataclass

INK = "#1B1F23"
GREY = "#565C63"
RULE = "#B9BEC4"
TINT = "#F1F3F4"
PAPER = "#FFFFFF"

GOOD = "#0B5563"
GOOD_LIGHT = "#7FB5B8"
NEED = "#A6490B"
NEED_LIGHT = "#E6A66B"
NEUTRAL = "#DCDDDD"
GROUND = "#E3EFEF"
RAMP = ("#E3EFEF", "#B5D4D5", "#7FB5B8", "#3F8A91", "#0B5563")


@dataclass(frozen=True)
class Palette:
    """What everything is drawn in; `ramp` goes from little (light) to much (dark)."""

    ink: str = INK
    grey: str = GREY
    rule: str = RULE
    tint: str = TINT
    paper: str = PAPER
    good: str = GOOD
    good_light: str = GOOD_LIGHT
    need: str = NEED
    need_light: str = NEED_LIGHT
    neutral: str = NEUTRAL
    ground: str = GROUND
    ramp: tuple[str, str, str, str, str] = RAMP


STANDARD = Palette()
