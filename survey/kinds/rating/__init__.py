"""Rating: one step of an ordered scale, such as agreement or how often."""

from itertools import pairwise

from survey.errors import N_, AnswerError
from survey.kinds.choices import OneOption
from survey.kinds.model import Answerable


class Rating(OneOption):
    """One step of a scale whose codes rise or fall from its first option to its last."""

    def mistakes(self, question: Answerable) -> list[AnswerError]:
        """Refuse a scale without codes, or with codes out of order."""
        codes = self.codes(question)
        if codes is None:
            return [AnswerError(N_("A rating needs a code for every option, such as `code: 1`."))]
        steps = [after - before for before, after in pairwise(codes)]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            return []
        return [AnswerError(N_("The codes of a rating must rise or fall from option to option."))]


KIND = Rating()
