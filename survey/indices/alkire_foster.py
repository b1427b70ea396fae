"""Alkire–Foster: how many households met several harms at once, and how many harms they met."""

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field

from survey.arrays import BoolArray, FloatArray, np
from survey.errors import N_, MahallaError, Problem
from survey.indices.model import Answers, Asked, Column, RecordIndex
from survey.kinds.model import Settings

WORST = 100.0
PERCENT = 100.0
ROUNDING = 1e-9

Denominator = Literal["all", "applicable"]


class AlkireFosterSettings(Settings):
    """The YAML keys of the index."""

    domain: str = Field(description="The domain of the reported harms.")
    cutoff: float = Field(
        1 / 3,
        ge=0,
        le=1,
        description="The share of all severity from which a household counts as harmed; "
        "0 stands for any harm at all.",
    )
    denominator: Denominator = Field(
        "all",
        description="Is the share one of the severity of all harms, or of those that apply?",
    )


class AlkireFoster(RecordIndex):
    """The harms of a domain, counted within households; its columns are those of `score`."""

    settings = AlkireFosterSettings
    level = "household"
    polarity = "harm"
    nested = ("headcount", "union")
    among = "headcount"
    crossed = ("met:", "censored:")

    def choose(self, settings: Settings, domains: Mapping[str, Sequence[Asked]]) -> list[str]:
        """Name the questions of the domain; raises MahallaError where there is none."""
        assert isinstance(settings, AlkireFosterSettings)
        if not domains.get(settings.domain):
            raise MahallaError(
                Problem(
                    N_(
                        "No question that is asked belongs to the domain “%(name)s”. "
                        "Name another one, or give it a question."
                    ),
                    {"name": settings.domain},
                )
            )
        return [question.id for question in domains[settings.domain]]

    def score(self, answers: Answers, settings: Settings) -> tuple[Column, ...]:
        """Compute the columns of households; figures over them are on 0-100, shares on 0-1.

        Without a name: M0, the mean of 100 c among the harmed and 0 among the others;
        `headcount` H, the share of the harmed; `intensity` A = M0/H, their mean 100 c; `union`,
        the share that met any harm; per harm `censored:<question>`, the share that met it and is
        harmed, and `contribution:<question>`, its part of M0 in percent; `excluded`, the share of
        all households that left a harm unanswered and are in no other column. Never printed is,
        per harm, `met:<question>`, those of the households that answered all who met it. Only
        harms with a severity above 0 take part. A question with more than two answers is a harm
        met where the worst of them was given. Source: Alkire & Foster 2011, Journal of Public
        Economics 95:476; Alkire et al. 2015, Multidimensional Poverty Measurement and Analysis,
        ch. 5.
        """
        assert isinstance(settings, AlkireFosterSettings)
        scores, severities = answers.scores, answers.severities
        applicable = answers.applicable & (severities > 0)
        is_silent = np.any(applicable & np.isnan(scores), axis=1)
        met = find_met(scores, applicable)
        parts = weigh_harms(met, applicable, severities, settings.denominator)
        parts[is_silent] = np.nan
        total: FloatArray = np.sum(parts, axis=1)
        harmed = _keep(is_harmed(total, settings.cutoff), total)
        index = PERCENT * total * harmed
        union = _keep(np.any(met, axis=1), total)
        return (
            Column("", "mean", index),
            Column("headcount", "share", harmed),
            Column("intensity", "ratio", index, "headcount"),
            Column("union", "share", union),
            *_list_harms(answers, met, parts, harmed),
            Column("excluded", "share", is_silent.astype(np.float64)),
        )

    def find_bar(self, settings: Settings, severities: FloatArray) -> float:
        """Return the severity Σs from which a household is harmed, where all harms apply."""
        assert isinstance(settings, AlkireFosterSettings)
        return settings.cutoff * float(severities.sum())


def find_met(scores: FloatArray, applicable: BoolArray) -> BoolArray:
    """Tell which harm was met by which household, g: it applies and the worst answer was given."""
    return applicable & (scores > WORST - ROUNDING)


def weigh_harms(
    met: BoolArray, applicable: BoolArray, severities: FloatArray, denominator: Denominator
) -> FloatArray:
    """Return s_j g_hj / Σ s_j per household and harm, 0-1; summed over harms it is c_h.

    With `all`, Σ is over all harms, so that a theft weighs the same with and without children;
    with `applicable` over those that apply to the household, and NaN where none does.
    Source: SCORING §7; Alkire & Foster 2011, whose weights too add up to the same for everyone.
    """
    whole = np.full(len(met), severities.sum())
    if denominator == "applicable":
        whole = applicable @ severities
    whole[whole == 0] = np.nan
    parts: FloatArray = met * severities / whole[:, None]
    return parts


def is_harmed(total: FloatArray, cutoff: float) -> BoolArray:
    """Tell which households are harmed: c ≥ k, for c and k on 0-1; one without harm never is."""
    return (total >= cutoff - ROUNDING) & (total > 0)


def _list_harms(
    answers: Answers, met: BoolArray, parts: FloatArray, harmed: FloatArray
) -> list[Column]:
    """Make the counts, the censored headcounts, then the contributions; M0's parts are 0-100."""
    weighed = [(place, answers.names[place]) for place in np.flatnonzero(answers.severities > 0)]
    censored = [
        Column(f"censored:{name}", "share", met[:, place] * harmed) for place, name in weighed
    ]
    contributions = [
        Column(f"contribution:{name}", "ratio", PERCENT * PERCENT * parts[:, place] * harmed, "")
        for place, name in weighed
    ]
    counts = [
        Column(f"met:{name}", "count", _keep(met[:, place], harmed)) for place, name in weighed
    ]
    return [*counts, *censored, *contributions]


def _keep(truth: BoolArray, total: FloatArray) -> FloatArray:
    """Write truths as 0 and 1, and NaN for households without c."""
    return np.where(np.isnan(total), np.nan, truth)


INDEX = AlkireFoster()
