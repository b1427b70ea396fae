"""How the sample was drawn and weighted, choice by choice, and what one scoring went through."""

from collections.abc import Iterator
from dataclasses import dataclass

from survey.errors import N_
from survey.questionnaire.method import SampleDesign
from survey.questionnaire.model import Questionnaire
from survey.scoring.method.choices import Choice, write_number

STRATA = {
    "stratum": N_("Strata are those that come with the answers; without any there is one."),
    "neighbourhood": N_("Every neighbourhood is a stratum."),
}
FACTORS = {
    "probability": N_("A weight starts from one over “%(column)s”, the chance of the household."),
    "eligible": N_("It is multiplied by “%(column)s”, the adults who could have been asked."),
    "interviewed": N_("It is divided by “%(column)s”, the adults who were asked."),
    "nonresponse": N_("It is multiplied by “%(column)s”, the factor for those not reached."),
    "population": N_("“%(column)s” says how many sampling units the stratum has in all."),
    "second_population": N_("“%(column)s” says how many households the sampling unit has in all."),
}
WEIGHING = ("probability", "eligible", "interviewed", "nonresponse")


@dataclass(frozen=True)
class Run:
    """What one scoring went through, besides its declarations.

    `software` is the number of the program's method. `responses` were read, `rows_left_out` and
    `cells_left_out` could not be. `weight_effect` is Kish's deff_w and `kish_size` his n, where
    there are weights; `rounds` counts how often they were raked and `trimmed` the weights that were
    brought in, None where nothing of the kind was declared.
    """

    software: str
    responses: int = 0
    rows_left_out: int = 0
    cells_left_out: int = 0
    weight_effect: float | None = None
    kish_size: float | None = None
    rounds: int | None = None
    trimmed: int | None = None


NO_RUN = Run("")
"""Of figures that do not tell how they were scored."""


def list_sample(questionnaire: Questionnaire, run: Run) -> Iterator[Choice]:
    """List how the sample was drawn and weighted."""
    design = questionnaire.method.design
    yield from _list_weights(questionnaire, run)
    yield Choice("design", "strata", design.strata, STRATA[design.strata])
    psu = questionnaire.columns.psu
    if psu:
        message = N_("The sampling units (PSUs) are those of the column “%(column)s”.")
        yield Choice("design", "psu", psu, message, {"column": psu})
    else:
        yield Choice("design", "psu", "household", N_("The sampling units (PSUs) are households."))
    for stratum, size in design.populations:
        message = N_("The stratum “%(stratum)s” has %(size)s sampling units in all.")
        values = {"stratum": stratum, "size": size}
        yield Choice("design", f"population.{stratum}", write_number(size), message, values)
    message = N_(
        "Standard errors come from the spread of the sampling units within strata (Taylor "
        "linearisation); ranges hold in %(level)s of 100 surveys, for shares by Korn and Graubard."
    )
    yield Choice("design", "variance", "taylor", message, {"level": 95})


def _list_weights(questionnaire: Questionnaire, run: Run) -> Iterator[Choice]:
    design, column = questionnaire.method.design, questionnaire.columns.weight
    if run.weight_effect is None:
        message = N_("Every response counts the same: the figures are unweighted.")
        yield Choice("design", "weights", "none", message)
    else:
        yield Choice("design", "weights", column or "design", N_("The figures are weighted."))
    if column:
        message = N_("Weights stand in the column “%(column)s”.")
        yield Choice("design", "weight", column, message, {"column": column})
    for key, message in FACTORS.items():
        if name := getattr(design, key):
            yield Choice("design", key, name, message, {"column": name})
    for margin in design.margins:
        message = N_("Weights are raked to the population by “%(margin)s”: %(totals)s.")
        totals = ", ".join(f"{name} {write_number(size)}" for name, size in margin.totals)
        values = {"margin": margin.of, "totals": totals}
        yield Choice("design", f"margin.{margin.of}", totals, message, values)
    if design.margins or any(getattr(design, key) for key in WEIGHING):
        yield _describe_trim(design)
    yield from _list_effects(run)


def _describe_trim(design: SampleDesign) -> Choice:
    if design.trim is None:
        return Choice("design", "trim", "none", N_("Weights are not trimmed."))
    message = N_(
        "Weights are kept between the median of their stratum divided by %(times)s and %(times)s "
        "times that median."
    )
    return Choice("design", "trim", write_number(design.trim), message, {"times": design.trim})


def _list_effects(run: Run) -> Iterator[Choice]:
    numbers = {
        "deff_w": (
            run.weight_effect,
            N_("Uneven weights multiply the variance by about %(value)s (Kish's deff)."),
        ),
        "n_kish": (
            run.kish_size,
            N_("The weighted responses are worth %(value)s responses of equal weight."),
        ),
        "rounds": (
            None if run.rounds is None else float(run.rounds),
            N_("Times that weights were raked until all totals held: %(value)s."),
        ),
        "trimmed": (
            None if run.trimmed is None else float(run.trimmed),
            N_("Weights that were brought in because they were extreme: %(value)s."),
        ),
    }
    for key, (value, message) in numbers.items():
        if value is not None:
            shown = round(value, 4)
            yield Choice("design", key, write_number(value), message, {"value": shown})
