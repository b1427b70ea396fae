"""The field of a rating: one radio a step, with a face beside it where the question asks so."""

from datetime import date

from wtforms.fields.core import UnboundField

from survey.kinds.fields import AnswerField
from survey.kinds.model import Option
from survey.kinds.rating import has_faces
from survey.kinds.reading import Asked
from survey.locale import Language

STEPS = 12
"""The faces of the drawing are counted from 0, the saddest, to this, the happiest."""


class RatingField(AnswerField):
    """Radios, each with the number of its face."""

    @property
    def has_faces(self) -> bool:
        """Whether faces stand beside the words."""
        return has_faces(self.question)

    @property
    def smiles_high(self) -> bool:
        """Whether the highest code has the happiest face."""
        happy = getattr(self.question.settings, "happy", None)
        if happy:
            return bool(happy == "high")
        item = getattr(self.question, "item", None)
        return item is None or item.polarity == "positive"

    def face(self, option: Option) -> int:
        """Give the number of the face beside an option."""
        codes = sorted(one.code or 0 for one in self.question.options)
        step = codes.index(option.code or 0)
        place = step if self.smiles_high else len(codes) - 1 - step
        return round(place * STEPS / (len(codes) - 1))


def field(question: Asked, language: Language, today: date) -> "UnboundField[RatingField]":
    """Make the field of a rating."""
    return UnboundField(RatingField, question=question, language=language, today=today)
