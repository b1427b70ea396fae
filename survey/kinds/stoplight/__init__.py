"""Stoplight: red, yellow or green, each level described in its own words."""

from survey.errors import N_, AnswerError
from survey.kinds.choices import OneOption
from survey.kinds.model import Answerable

LEVELS = ("red", "yellow", "green")


class Stoplight(OneOption):
    """Three levels chosen by the household itself; red is scored 1, yellow 2, green 3."""

    def codes(self, question: Answerable) -> tuple[float, ...] | None:
        """Give 1 for red, 2 for yellow, 3 for green, in the order the question lists them."""
        names = [option.name for option in question.options]
        return tuple(float(LEVELS.index(name) + 1) for name in names) if _is_light(names) else None

    def mistakes(self, question: Answerable) -> list[AnswerError]:
        """Refuse other levels than the three."""
        if _is_light([option.name for option in question.options]):
            return []
        return [AnswerError(N_("A stoplight has exactly the options red, yellow and green."))]


def _is_light(names: list[str]) -> bool:
    return sorted(names) == sorted(LEVELS)


KIND = Stoplight()
