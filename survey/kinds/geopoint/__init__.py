"""Geopoint: a place on Earth as typed coordinates, stored as “latitude longitude” in degrees."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Comparable, Kind
from survey.locale import fold_digits


class Geopoint(Kind):
    """Two numbers: latitude from -90 to 90 and longitude from -180 to 180, at most 7 decimals."""

    compares_as: ClassVar[Comparable | None] = None

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read latitude and longitude, in two texts or in one with a comma or blank between."""
        written = fold_digits(" ".join(texts)).replace("،", " ").replace(",", " ").split()
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
        parts = str(answer).split() if isinstance(answer, str) else []
        if len(parts) != 2 or not all(
            _is_within(*pair) for pair in zip(parts, (90, 180), strict=True)
        ):
            raise AnswerError(
                N_(
                    "Write the latitude (-90 to 90) and the longitude (-180 to 180), "
                    "such as 36.3725 42.4483."
                )
            )


def _is_within(written: str, limit: int) -> bool:
    plain = written.lstrip("-").replace(".", "", 1)
    if not plain.isdecimal() or not plain.isascii() or len(plain) > 10:
        return False
    return abs(Decimal(written)) <= limit


KIND = Geopoint()
