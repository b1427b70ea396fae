"""The field of a geopoint: a latitude, a longitude, and how far they may be from the truth."""

from datetime import date

from wtforms.fields.core import UnboundField

from survey.kinds.fields import AnswerField
from survey.kinds.geopoint import find_decimals
from survey.kinds.reading import Asked
from survey.locale import Language


class GeopointField(AnswerField):
    """Three texts: latitude and longitude in degrees, accuracy in metres."""

    @property
    def parts(self) -> list[str]:
        """The three texts, empty where nothing stands."""
        return [*self.texts, "", "", ""][:3]

    @property
    def accuracy(self) -> int | None:
        """The accuracy in metres; None where it is not known."""
        metres = self.parts[2]
        return int(metres) if metres.isascii() and metres.isdigit() else None

    @property
    def decimals(self) -> int:
        """How many digits after the point are kept."""
        return find_decimals(self.question)

    @property
    def has_map(self) -> bool:
        """Whether the question may be answered on a map."""
        return bool(getattr(self.question.settings, "map", True))


def field(question: Asked, language: Language, today: date) -> "UnboundField[GeopointField]":
    """Make the field of a question about a place."""
    return UnboundField(GeopointField, question=question, language=language, today=today)
