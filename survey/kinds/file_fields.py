"""The fields of kinds that take a file: the name of what was taken, and what the browser may do."""

from collections.abc import Mapping
from datetime import date

from wtforms.fields.core import UnboundField

from survey.errors import N_
from survey.kinds.fields import AnswerField
from survey.kinds.files import NAME
from survey.kinds.reading import Asked
from survey.locale import Language

TAKEN = N_("There is a file.")


class FileField(AnswerField):
    """One text: the name of a file that is kept already; the file itself comes beside it."""

    @property
    def taken(self) -> str:
        """The name of the file that was taken, empty where there is none."""
        return self.text if NAME.fullmatch(self.text) else ""

    @property
    def in_words(self) -> str:
        """That there is something to see or to hear; the name of a file says nothing to people."""
        return self.language.gettext(TAKEN) if self.taken else ""

    @property
    def keys(self) -> Mapping[str, object]:
        """The kind's own YAML keys."""
        return self.question.settings.model_dump()


def field(question: Asked, language: Language, today: date) -> "UnboundField[FileField]":
    """Make the field of a question that is answered with a file."""
    return UnboundField(FileField, question=question, language=language, today=today)
