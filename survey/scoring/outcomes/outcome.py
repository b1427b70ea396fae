"""The outcome of a domain or an index: its figure in every area, and what it was made from."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.questionnaire.method import DomainPolarity
from survey.scoring.estimation.layout import Layout
from survey.scoring.estimation.means import Means
from survey.scoring.outcomes.figures import Figure
from survey.scoring.release.basis import Basis


@dataclass(frozen=True)
class Outcome:
    """One domain or index; `means` and `basis` are per area, roll-ups included.

    What stands behind a suppressed figure is here too: it must not leave the scoring room but
    through `figure`, or where `released` says so. `is_percent` says that it is on 0-100.
    """

    name: str
    polarity: DomainPolarity
    layout: Layout
    basis: Basis
    means: Means
    figure: Figure
    is_percent: bool = True

    @property
    def released(self) -> BoolArray:
        """Where the figure is published, per area."""
        return ~self.figure.suppressed & np.isfinite(self.figure.numbers["estimate"])

    @property
    def published(self) -> FloatArray:
        """The estimate where it is published, NaN elsewhere."""
        return np.where(self.released, self.figure.numbers["estimate"], np.nan)

    @property
    def is_open(self) -> BoolArray:
        """Where both the figure and what is known of its precision are published, per area."""
        closed = self.figure.notes.get("interval_withheld", np.zeros_like(self.released))
        is_open: BoolArray = self.released & ~closed
        return is_open
