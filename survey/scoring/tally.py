"""One question's answers counted by category: weights per PSU and area, records per area."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import FloatArray, IntArray
from survey.scoring.layout import Sample


@dataclass(frozen=True)
class Tally:
    """The categories of `Lookup` in columns.

    `rows` is Σw per row of the design, `weights` Σw per area and `records` the count per area.
    """

    rows: FloatArray
    weights: FloatArray
    records: FloatArray

    def score(self, scores: FloatArray) -> FloatArray:
        """Σwy per row of the design, y being the score of a category (the first ones)."""
        total: FloatArray = self.rows[:, : len(scores)] @ scores
        return total

    def spread(self, scores: FloatArray, mean: FloatArray) -> FloatArray:
        """Σ w (y - mean)² per area."""
        away = (scores[None, :] - mean[:, None]) ** 2
        squares: FloatArray = (self.weights[:, : len(scores)] * away).sum(axis=1)
        return squares


def tally(sample: Sample, categories: IntArray, width: int) -> Tally:
    """Count the records' categories, each a number below `width`."""
    layout = sample.layout
    leaves = layout.areas.leaves
    cells = np.bincount(sample.cell * width + categories, sample.weight, layout.cells * width)
    place = sample.area * width + categories
    weights = np.bincount(place, sample.weight, leaves * width).reshape(leaves, width)
    records = np.bincount(place, minlength=leaves * width).reshape(leaves, width)
    return Tally(
        layout.rows @ cells.reshape(layout.cells, width),
        layout.areas.roll_up(weights.astype(np.float64)),
        layout.areas.roll_up(records),
    )
