"""The colours of a report, chosen so that a black-and-white copy keeps them apart."""

from dataclasses import dataclass, fields, replace

from survey.places.colours import lightness, relight
from survey.places.model import Brand


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

    @property
    def css(self) -> str:
        """The colours as CSS custom properties: `--good: #0B5563; --good-light: …`."""
        named = {part.name: getattr(self, part.name) for part in fields(self)}
        steps = {f"ramp-{place}": colour for place, colour in enumerate(named.pop("ramp"), start=1)}
        return "; ".join(
            f"--{name.replace('_', '-')}: {colour}" for name, colour in (named | steps).items()
        )


STANDARD = Palette()

_GOOD_LIGHT, _NEED_LIGHT = (70.2, 0.83), (73.0, 0.77)
"""The lightness (L*) of the light tones, and how colourful they are beside the dark ones."""

_STEPS = ((0.0, 0.19), (0.18, 0.48), (0.385, 0.83), (0.664, 1.08))
"""Of the ramp's light steps: how far from the lightest to the dark one, and how colourful."""

_LIGHTEST = 93.6


def mix_palette(brand: Brand | None) -> Palette:
    """Make the palette of an organisation from its two colours; the standard one without them."""
    if brand is None or not brand.good:
        return STANDARD
    return replace(
        STANDARD,
        good=brand.good,
        good_light=relight(brand.good, *_GOOD_LIGHT),
        need=brand.need,
        need_light=relight(brand.need, *_NEED_LIGHT),
        ground=relight(brand.good, _LIGHTEST, _STEPS[0][1]),
        ramp=_make_ramp(brand.good),
    )


def _make_ramp(good: str) -> tuple[str, str, str, str, str]:
    way = _LIGHTEST - lightness(good)
    one, two, three, four = (
        relight(good, _LIGHTEST - way * step, strength) for step, strength in _STEPS
    )
    return one, two, three, four, good
