"""Geopoint: a place on Earth, stored as “latitude longitude” or “latitude longitude accuracy”."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import ClassVar

from pydantic import Field

from survey.digits import tidy_digits
from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Comparable, Kind, Settings

DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,7})?")
TYPED_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?")
METRES = re.compile(r"[0-9]{1,6}")
DECIMALS = 4


class GeopointSettings(Settings):
    """What a geopoint adds to a question."""

    decimals: int = Field(
        DECIMALS, ge=0, le=7, description="Digits that are kept after the point; 4 are 11 metres."
    )
    map: bool = Field(True, description="Whether there is a map of the neighbourhoods to point at.")


class Geopoint(Kind):
    """Latitude from -90 to 90, longitude from -180 to 180, and the metres it may be wrong by."""

    settings = GeopointSettings
    may_identify = True
    compares_as: ClassVar[Comparable | None] = None

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read the numbers, in a text each or in one with commas or blanks between; round them.

        An accuracy without a place is nothing.
        """
        written = tidy_digits(" ".join(texts)).replace(",", " ").split()
        if not written or (len(texts) > 1 and not "".join(texts[:2]).strip()):
            return None
        answer = " ".join(
            round_degrees(part, find_decimals(question)) if place < 2 else part
            for place, part in enumerate(written)
        )
        self.check(answer, question, today)
        return answer

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write latitude, longitude and, where it is known, accuracy as a text each."""
        return str(answer).split()

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse what is not two numbers within the limits of the Earth, or no accuracy."""
        parts = answer.split(" ") if isinstance(answer, str) else []
        is_place = len(parts) in (2, 3) and _is_within(parts[0], 90) and _is_within(parts[1], 180)
        if not is_place or not all(METRES.fullmatch(metres) for metres in parts[2:]):
            raise AnswerError(
                N_(
                    "Write the latitude (-90 to 90) and the longitude (-180 to 180), "
                    "such as 36.3725 42.4483."
                )
            )


def find_decimals(question: Answerable) -> int:
    """Return how many digits after the point are kept."""
    decimals: int = getattr(question.settings, "decimals", DECIMALS)
    return decimals


def round_degrees(written: str, decimals: int) -> str:
    """Round degrees so that nobody's door is stored; what is no number stays as it is."""
    if not TYPED_DEGREES.fullmatch(written) or len(written.partition(".")[2]) <= decimals:
        return written
    rounded = Decimal(written).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    return f"{rounded:f}"


def _is_within(written: str, limit: int) -> bool:
    return bool(DEGREES.fullmatch(written)) and abs(float(written)) <= limit


KIND = Geopoint()
