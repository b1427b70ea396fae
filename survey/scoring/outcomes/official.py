"""The release profile `official`: what is too imprecise to publish as an official statistic.

Source: Parker, Talih, Malec et al. 2017, National Center for Health Statistics Data Presentation
Standards for Proportions, Vital and Health Statistics 2(175); SCORING §12, last but one line.
"""

from dataclasses import dataclass, replace

from survey.arrays import BoolArray, FloatArray
from survey.questionnaire.method import Profile
from survey.scoring.outcomes.figures import Figure

FEWEST_EFFECTIVE = 30.0
WIDEST = 0.30
ALWAYS_FINE = 0.05
WIDEST_RELATIVE = 1.30
FEWEST_DF = 8.0
PERCENT = 100.0


@dataclass(frozen=True)
class Verdict:
    """Per figure: `low_precision` withholds it, `review` asks a statistician to look at it."""

    low_precision: BoolArray
    review: BoolArray


def judge_shares(
    share: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
    n_effective: FloatArray,
    df: FloatArray,
) -> Verdict:
    """Judge shares (0-1) by their unrounded 95 % Korn-Graubard limits (0-1).

    Too imprecise: an effective n below 30; an interval 0.30 wide or wider; one wider than 0.05 and
    than 1.30 times the share, which at a share of 0 is any wider than 0.05. Without an interval
    nothing is known of the precision, and the share is withheld. Fewer than 8 degrees of freedom
    ask for a review.
    """
    width = upper - lower
    is_relative = (width > ALWAYS_FINE) & (width > WIDEST_RELATIVE * share)
    fine = (n_effective >= FEWEST_EFFECTIVE) & (width < WIDEST) & ~is_relative
    return _judge(fine, df)


def judge_means(n_effective: FloatArray, df: FloatArray) -> Verdict:
    """Judge means of scores (0-100): by effective n and degrees of freedom alone.

    The widths of the standard are for shares: a mean of 0-100 has no natural relative width, since
    its zero is a convention of the scale. A mean without an effective n (no variation observed, or
    one household) has no known precision and is withheld.
    """
    return _judge(n_effective >= FEWEST_EFFECTIVE, df)


def _judge(fine: BoolArray, df: FloatArray) -> Verdict:
    return Verdict(low_precision=~fine, review=fine & ~(df >= FEWEST_DF))


def apply_profile(figure: Figure, profile: Profile) -> Figure:
    """Withhold what the profile finds too imprecise; `standard` withholds nothing more.

    The reason is given only where nothing else withholds the figure.
    """
    if profile == "standard":
        return figure
    verdict = _judge_figure(figure)
    return replace(
        figure,
        reasons={**figure.reasons, "low_precision": verdict.low_precision & ~figure.suppressed},
        notes={**figure.notes, "review": verdict.review},
    )


def _judge_figure(figure: Figure) -> Verdict:
    effective = figure.numbers["n_effective"]
    if not figure.is_share:
        return judge_means(effective, figure.df)
    share, lower, upper = (
        figure.numbers[name] / PERCENT for name in ("estimate", "lower", "upper")
    )
    return judge_shares(share, lower, upper, effective, figure.df)
