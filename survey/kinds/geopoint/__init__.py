"""Geopoint: a place on Earth as typed coordinates, stored as “latitude longitude” in degrees."""

import re
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from survey.digits import tidy_digits
from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Comparable, Kind

DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,7})?")


class Geopoint(Kind):
    """Two numbers: latitude from -90 to 90 and longitude from -180 to 180, at most 7 decimals."""

    compares_as: ClassVar[Comparable | None] = None

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read latitude and longitude, in two texts or in one with a comma or blank between."""
        written = tidy_digits(" ".join(texts)).replace(",", " ").split()
        if not written:
            return None
        answer = " ".join(written)
        self.check(answer, question, today)
        return answer

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write latitude and longitude as two texts."""
        return str(answer).split()

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse what is not two numbers within the limits of the Earth."""
        parts = answer.split(" ") if isinstance(answer, str) else []
        if len(parts) != 2 or not (_is_within(parts[0], 90) and _is_within(parts[1], 180)):
            raise AnswerError(
                N_(
                    "Write the latitude (-90 to 90) and the longitude (-180 to 180), "
                    "such as 36.3725 42.4483."
                )
            )


def _is_within(written: str, limit: int) -> bool:
    return bool(DEGREES.fullmatch(written)) and abs(float(written)) <= limit


KIND = Geopoint()
