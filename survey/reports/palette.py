"""The colours of a report, chosen so that a black-and-white copy keeps them apart."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """What everything is drawn in; `ramp` goes from little (light) to much (dark)."""

    ink: str = "#1B1F23"
    grey: str = "#565C63"
    rule: str = "#B9BEC4"
    tint: str = "#F1F3F4"
    paper: str = "#FFFFFF"
    good: str = "#0B5563"
    good_light: str = "#7FB5B8"
    need: str = "#A6490B"
    need_light: str = "#E6A66B"
    neutral: str = "#DCDDDD"
    ground: str = "#E3EFEF"
    ramp: tuple[str, str, str, str, str] = ("#E3EFEF", "#B5D4D5", "#7FB5B8", "#3F8A91", "#0B5563")


STANDARD = Palette()
