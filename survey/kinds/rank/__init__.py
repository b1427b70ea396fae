"""Rank: the most important answers of a list, in order."""

from datetime import date

from pydantic import Field

from survey.errors import N_, AnswerError
from survey.kinds.lists import SeveralOptions
from survey.kinds.model import Answerable, Settings


class RankSettings(Settings):
    """What a rank adds to a question."""

    choose: int = Field(3, ge=1, description="How many answers may be put in order.")


class Rank(SeveralOptions):
    """Names in order of importance, the most important first; fewer than `choose` is allowed."""

    settings = RankSettings

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse more answers than asked for."""
        super().check(answer, question, today)
        limit = _settings(question).choose
        if isinstance(answer, list) and len(answer) > limit:
            raise AnswerError(N_("Choose at most %(limit)s answers."), limit=limit)

    def mistakes(self, question: Answerable) -> list[AnswerError]:
        """Refuse to ask for more answers than there are."""
        if _settings(question).choose <= len(question.options):
            return []
        return [AnswerError(N_("`choose` is larger than the number of options."))]


def _settings(question: Answerable) -> RankSettings:
    assert isinstance(question.settings, RankSettings)
    return question.settings


KIND = Rank()
