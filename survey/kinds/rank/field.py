"""The field of a rank: one list for the first place, one for the second, and so on."""

from datetime import date

from wtforms.fields.core import UnboundField

from survey.errors import N_
from survey.kinds.fields import AnswerField
from survey.kinds.reading import Asked
from survey.locale import Language

PLACES = (
    N_("First choice"),
    N_("Second choice"),
    N_("Third choice"),
    N_("Fourth choice"),
    N_("Fifth choice"),
)
LATER_PLACE = N_("Choice %(number)s")


class RankField(AnswerField):
    """As many lists as answers are asked for."""

    @property
    def places(self) -> list[tuple[str, str]]:
        """The label of every list and the name chosen there, empty where none is."""
        count: int = getattr(self.question.settings, "choose", 1)
        chosen = [*self.texts, *[""] * count]
        return [(self._label(place), chosen[place]) for place in range(count)]

    def _label(self, place: int) -> str:
        if place < len(PLACES):
            return self.language.gettext(PLACES[place])
        return self.language.gettext(LATER_PLACE, number=place + 1)


def field(question: Asked, language: Language, today: date) -> "UnboundField[RankField]":
    """Make the field of a rank question."""
    return UnboundField(RankField, question=question, language=language, today=today)
