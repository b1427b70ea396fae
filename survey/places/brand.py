"""The key `brand` of the project file: logo, two colours and contact, checked for readers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from survey.errors import N_, Mistake
from survey.locale import Text
from survey.places.colours import contrast, distance_to_fewest, is_colour, lightness
from survey.places.logo import read_logo
from survey.places.model import Brand
from survey.questionnaire.schema import Part, Words

GROUND = "#F1F3F4"
"""The darkest paper that coloured words stand on."""

LEAST_CONTRAST = 4.5
"""WCAG 2.2, AA, for words of any size; so much has white on the colour as well."""

LEAST_GREY = 8.0
"""How far apart in L* the two colours must be to be told apart on a black-and-white copy."""

LEAST_APART = 20.0
"""How far apart (ΔE) they must be to eyes that lack the red or the green cones."""

NO_COLOUR = N_("“%(given)s” is not a colour. Write it as #RRGGBB, such as #0B5563.")
TOO_PALE = N_(
    "The colour %(colour)s is too pale for words: its contrast with the paper is %(contrast)s to 1 "
    "and must be %(least)s. Choose a darker one."
)
ALIKE_IN_GREY = N_(
    "On a black-and-white copy the two colours look alike: their lightness is %(good)s and "
    "%(need)s of 100. Make one of them darker, so that they are %(least)s apart."
)
ALIKE_TO_SOME = N_(
    "Readers who cannot tell red from green see the two colours alike. Choose others, such as a "
    "blue and a brown."
)


def _read_colour(raw: Any) -> str:
    if not is_colour(raw):
        raise PydanticCustomError("colour", "not a colour")
    return str(raw).upper()


Colour = Annotated[str, BeforeValidator(_read_colour)]


class ColoursPart(Part):
    """The colour of strengths and the colour of needs."""

    good: Colour
    need: Colour


class BrandPart(Part):
    """An organisation's own look: what is left out stays as it is in every report."""

    logo: str | None = None
    colours: ColoursPart | None = None
    contact: Words | None = None


def find_unreadable(colours: ColoursPart) -> Iterator[Mistake]:
    """Find what would make the colours hard to read or to tell apart."""
    path = ("brand", "colours")
    for name, colour in (("good", colours.good), ("need", colours.need)):
        least = contrast(colour, GROUND)
        if least < LEAST_CONTRAST:
            values = {"colour": colour, "contrast": f"{least:.1f}", "least": LEAST_CONTRAST}
            yield Mistake((*path, name), TOO_PALE, values)
    good, need = lightness(colours.good), lightness(colours.need)
    if abs(good - need) < LEAST_GREY:
        values = {"good": round(good), "need": round(need), "least": int(LEAST_GREY)}
        yield Mistake(path, ALIKE_IN_GREY, values)
    if distance_to_fewest(colours.good, colours.need) < LEAST_APART:
        yield Mistake(path, ALIKE_TO_SOME)


def read_brand(part: BrandPart, folder: Path, contact: Text | None) -> Brand:
    """Put a brand together from its part of the file and the logo in `folder`.

    Raises MahallaError where the logo cannot be printed.
    """
    brand = Brand(contact=contact)
    if part.colours:
        brand = replace(brand, good=part.colours.good, need=part.colours.need)
    if part.logo:
        content, type_, shape = read_logo(folder / part.logo)
        brand = replace(brand, logo=content, logo_type=type_, logo_shape=shape)
    return brand
