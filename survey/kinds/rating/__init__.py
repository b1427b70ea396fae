"""Rating: one step of an ordered scale, such as agreement or how often."""

from itertools import pairwise
from typing import Literal

from pydantic import Field

from survey.errors import N_, AnswerError
from survey.kinds.choices import OneOption
from survey.kinds.model import Answerable, Settings

Look = Literal["words", "faces"]
Happy = Literal["high", "low"]
"""The end of a scale that smiles: the step with the highest code, or with the lowest."""

FEWEST_FACES, MOST_FACES = 3, 7


class RatingSettings(Settings):
    """What a rating adds to a question."""

    look: Look = Field("words", description="Whether faces stand beside the words.")
    happy: Happy | None = Field(
        None, description="The end with the smiling face; left out, `polarity` tells it."
    )


class Rating(OneOption):
    """One step of a scale whose codes rise or fall from its first option to its last."""

    settings = RatingSettings

    def mistakes(self, question: Answerable) -> list[AnswerError]:
        """Refuse a scale without codes, with codes out of order, or with too many faces."""
        codes = self.codes(question)
        if codes is None:
            return [AnswerError(N_("A rating needs a code for every option, such as `code: 1`."))]
        steps = [after - before for before, after in pairwise(codes)]
        if not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
            return [
                AnswerError(N_("The codes of a rating must rise or fall from option to option."))
            ]
        if has_faces(question) and not FEWEST_FACES <= len(codes) <= MOST_FACES:
            return [AnswerError(N_("Faces need three to seven options. Leave `look:` out."))]
        return []


def has_faces(question: Answerable) -> bool:
    """Tell whether faces stand beside the words."""
    return getattr(question.settings, "look", "words") == "faces"


KIND = Rating()
