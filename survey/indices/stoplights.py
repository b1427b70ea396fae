"""Stoplights: which households are self-sufficient by their red, yellow and green indicators."""

from collections.abc import Mapping, Sequence
from itertools import chain

from pydantic import Field

from survey.arrays import BoolArray, FloatArray, np
from survey.errors import N_, MahallaError, Problem
from survey.indices.model import Answers, Asked, Column, RecordIndex
from survey.kinds.model import Settings

RED = 0.0
GREEN = 100.0
PERCENT = 100.0
ROUNDING = 1e-9


class StoplightsSettings(Settings):
    """The YAML keys of the index."""

    of: list[str] | None = Field(
        None, description="The stoplight questions it is made from; all of them by default."
    )
    green: float = Field(
        0.75, ge=0, le=1, description="The least share of green for a self-sufficient household."
    )
    red: int = Field(
        0, ge=0, description="How many reds a self-sufficient household may have at most."
    )


class Stoplights(RecordIndex):
    """Self-sufficiency of households; its columns are those of `score`."""

    settings = StoplightsSettings
    level = "household"
    as_coded = True
    averages = "green"

    def choose(self, settings: Settings, domains: Mapping[str, Sequence[Asked]]) -> list[str]:
        """Name its questions; raises MahallaError where one is no stoplight, or there is none."""
        assert isinstance(settings, StoplightsSettings)
        asked = chain.from_iterable(domains.values())
        lights = [question.id for question in asked if question.kind == "stoplight"]
        chosen = lights if settings.of is None else settings.of
        wrong = [name for name in chosen if name not in lights]
        if wrong:
            raise MahallaError(*(_refuse(name, lights) for name in wrong))
        if not chosen:
            raise MahallaError(
                Problem(N_("There is no stoplight question that is asked. Add one first."))
            )
        return list(chosen)

    def score(self, answers: Answers, settings: Settings) -> tuple[Column, ...]:
        """Compute the columns of households.

        Without a name: the share of the self-sufficient, 0-1; `green`, the mean percentage of
        green, 0-100; both among the indicators that apply, and over the households that answered
        all of those. `excluded` is the share of the others among the households to which any
        indicator applies. Source: SCORING §10 (the rule is ours).
        """
        assert isinstance(settings, StoplightsSettings)
        applies = np.any(answers.applicable, axis=1)
        is_silent = np.any(answers.applicable & np.isnan(answers.scores), axis=1)
        red = (answers.applicable & (answers.scores < RED + ROUNDING)).sum(axis=1)
        green = share_of_green(answers)
        enough = (red <= settings.red) & (green >= settings.green - ROUNDING)
        return (
            Column("", "share", _keep(enough, applies & ~is_silent)),
            Column("green", "mean", _keep(PERCENT * green, applies & ~is_silent)),
            Column("excluded", "share", _keep(is_silent, applies)),
        )


def share_of_green(answers: Answers) -> FloatArray:
    """Return green over applicable indicators per household, 0-1; NaN where none applies."""
    green = (answers.applicable & (answers.scores > GREEN - ROUNDING)).sum(axis=1)
    possible = answers.applicable.sum(axis=1).astype(np.float64)
    possible[possible == 0] = np.nan
    share: FloatArray = green / possible
    return share


def _keep(values: FloatArray | BoolArray, inside: BoolArray) -> FloatArray:
    return np.where(inside, values, np.nan)


def _refuse(name: str, lights: list[str]) -> Problem:
    return Problem(
        N_("“%(name)s” is no stoplight question that is asked. Choose from: %(names)s."),
        {"name": name, "names": ", ".join(lights) or "–"},
    )


INDEX = Stoplights()
