"""How sure an estimate is, step by step: people, sampling units, standard error, range, label."""

import numpy as np

from survey.errors import N_
from survey.locale import Language
from survey.questionnaire.model import Thresholds
from survey.results.evidence import Evidence, Row, shorten, write
from survey.scoring.estimation.intervals import korn_graubard, t_quantile
from survey.scoring.outcomes.labels import ENOUGH_FOR_LIKELY
from survey.scoring.outcomes.outcome import Outcome

PERCENT = 100.0
PEOPLE = N_("Answers that count: %(n)s, from %(households)s households.")
SCARCEST = N_(
    "Answers behind its scarcest component: %(n)s, from %(households)s households at least."
)
WEIGHT = N_("Their weights add up to %(weight)s.")
UNITS = N_("Sampling units (PSUs): %(psus)s, strata: %(strata)s, degrees of freedom: %(df)s.")
MEAN = N_(
    "The estimate is the weighted sum of the scores over the sum of the weights: %(formula)s."
)
ERROR = N_(
    "The sampling units differ so much that the variance is %(variance)s; the standard error is "
    "its root, %(se)s."
)
RAKED = N_("What the margins explain is taken out of the variance, because weights were raked.")
RANGE = N_(
    "With %(df)s degrees of freedom t is %(t)s, and the range of 95 in 100 surveys is %(formula)s."
)
SHARE_RANGE = N_(
    "The range of 95 in 100 surveys is Korn and Graubard's, for a share among %(size)s answers: "
    "from %(lower)s to %(upper)s."
)
CUT = N_("Cut at the ends of the scale it goes from %(lower)s to %(upper)s.")
EFFECTIVE = N_("The result is worth %(n)s unrelated answers.")
NO_RANGES = {
    "interval_withheld": N_(
        "Its range is not shown: it would help to work out answers that are withheld."
    ),
    "no_variation": N_("No variation was observed, so there is no range."),
}
NO_RANGE = N_("There is no standard error that could be carried through its steps, and no range.")
NO_FREEDOM = N_("With less than one degree of freedom there is no range.")
NOTES = {
    "small_sample": N_("It rests on a small sample."),
    "single_psu": N_(
        "A stratum has a single sampling unit, whose part in the variance is a guess."
    ),
    "review": N_("A statistician should look at it: the degrees of freedom are few."),
}
LABELS = {
    "strength": N_("The whole range is at %(strength)s or more: a strength."),
    "weakness": N_("The whole range is at %(weakness)s or less: a weakness."),
    "likely_strength": N_(
        "The estimate, but not the whole range, is at %(strength)s or more, and there are "
        "%(enough)s answers or more: likely a strength."
    ),
    "likely_weakness": N_(
        "The estimate, but not the whole range, is at %(weakness)s or less, and there are "
        "%(enough)s answers or more: likely a weakness."
    ),
    "high_concern": N_("The whole range is at %(strength)s or more: a high concern."),
    "low_concern": N_("The whole range is at %(weakness)s or less: a low concern."),
    "likely_high_concern": N_(
        "The estimate, but not the whole range, is at %(strength)s or more, and there are "
        "%(enough)s answers or more: likely a high concern."
    ),
    "likely_low_concern": N_(
        "The estimate, but not the whole range, is at %(weakness)s or less, and there are "
        "%(enough)s answers or more: likely a low concern."
    ),
    "uncertain": N_(
        "The range covers both limits, %(weakness)s and %(strength)s: uncertain what it is."
    ),
    "mixed": N_(
        "The range is neither beyond %(strength)s or %(weakness)s as a whole, nor does it cover "
        "both: mixed."
    ),
    "": N_("Without a range it is called neither good nor bad."),
}


def tell_mean(
    evidence: Evidence, outcome: Outcome, area: int, row: Row, say: Language
) -> list[str]:
    """Say of whom the estimate speaks and how it was averaged."""
    base = outcome.basis.base
    mean, total = row.numbers["estimate"], float(base.total[area])
    formula = f"{write(mean * total, say)} / {write(total, say)} = {write(mean, say)}"
    people = {name: shorten(row.numbers[name]) for name in ("n", "households")}
    lines = [say.gettext(PEOPLE, **people)]
    if evidence.is_weighted:
        lines.append(say.gettext(WEIGHT, weight=shorten(total)))
    return [*lines, say.gettext(MEAN, formula=say.ltr(formula))]


def tell_scarcest(row: Row, say: Language) -> str:
    """Say how many people a figure that is made of others speaks of."""
    return say.gettext(SCARCEST, **{n: shorten(row.numbers[n]) for n in ("n", "households")})


def tell_range(outcome: Outcome, area: int, row: Row, say: Language) -> list[str]:
    """Say how the standard error and the range came about, or why there is none."""
    if not row.numbers["se"] > 0 and not row.numbers["lower"] >= 0:
        found = next((NO_RANGES[flag] for flag in row.flags if flag in NO_RANGES), NO_RANGE)
        return [say.gettext(found)]
    base = outcome.basis.base
    units = {"psus": base.psus[area], "strata": base.strata[area], "df": base.df[area]}
    lines = [say.gettext(UNITS, **{name: shorten(value) for name, value in units.items()})]
    if row.numbers["se"] > 0:
        variance, se = shorten(row.numbers["se"] ** 2), shorten(row.numbers["se"])
        lines.append(say.gettext(ERROR, variance=variance, se=se))
        if outcome.layout.calibration is not None:
            lines.append(say.gettext(RAKED))
    if outcome.figure.is_share:
        lines.append(_tell_share_range(outcome, area, row, say))
    else:
        lines += _tell_t_range(float(base.df[area]), row, say)
    if row.numbers["n_effective"] > 0:
        lines.append(say.gettext(EFFECTIVE, n=shorten(row.numbers["n_effective"])))
    return lines


def tell_notes(row: Row, say: Language) -> list[str]:
    """Say what is to be kept in mind."""
    return [say.gettext(NOTES[flag]) for flag in row.flags if flag in NOTES]


def tell_label(row: Row, thresholds: Thresholds, say: Language) -> str:
    """Say by which rule the label was chosen."""
    limits = {"strength": thresholds.strength, "weakness": thresholds.weakness}
    return say.gettext(LABELS[row.label], **limits, enough=ENOUGH_FOR_LIKELY)


def _tell_t_range(df: float, row: Row, say: Language) -> list[str]:
    t = float(t_quantile(np.array([df]))[0])
    if not np.isfinite(t):
        return [say.gettext(NO_FREEDOM)]
    mean, se = row.numbers["estimate"], row.numbers["se"]
    lower, upper = mean - t * se, mean + t * se
    ends = f"[{write(lower, say)}; {write(upper, say)}]"
    formula = say.ltr(f"{write(mean, say)} ± {write(t, say)} × {write(se, say)} = {ends}")
    lines = [say.gettext(RANGE, df=shorten(df), t=shorten(t), formula=formula)]
    if lower < 0 or upper > PERCENT:
        shown = {name: shorten(row.numbers[name]) for name in ("lower", "upper")}
        lines.append(say.gettext(CUT, **shown))
    return lines


def _tell_share_range(outcome: Outcome, area: int, row: Row, say: Language) -> str:
    base, here = outcome.basis.base, slice(area, area + 1)
    share = outcome.figure.numbers["estimate"][here] / PERCENT
    variance = (outcome.figure.numbers["se"][here] / PERCENT) ** 2
    _, _, size = korn_graubard(
        share, variance, base.n[here], base.df[here], base.psus[here], base.kish[here]
    )
    ends = {name: shorten(row.numbers[name]) for name in ("lower", "upper")}
    return say.gettext(SHARE_RANGE, size=shorten(float(size[0])), **ends)
