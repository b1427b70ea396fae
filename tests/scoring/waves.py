"""Two small waves of an index, written out in a line or two."""

import numpy as np

from survey.scoring.estimation.areas import Areas
from survey.scoring.waves.side_by_side import WaveValues

ONE_AREA = Areas(("a",), (), np.array([-1]))
TWO_AREAS = Areas(("a", "b"), (), np.array([-1, -1]))


def wave(values, household=None, *, weight=None, area=None, stratum=None, psu=None, **more):
    """A record for each value: by default households 0, 1, … of one area and one stratum."""
    size = len(values)
    household = np.arange(size) if household is None else np.asarray(household, dtype=np.int64)
    return WaveValues(
        values=np.asarray(values, dtype=np.float64),
        weight=np.ones(size) if weight is None else np.asarray(weight, dtype=np.float64),
        area=np.zeros(size, np.int64) if area is None else np.asarray(area, dtype=np.int64),
        household=household,
        stratum=np.zeros(size, np.int64) if stratum is None else np.asarray(stratum, np.int64),
        psu=household if psu is None else np.asarray(psu, dtype=np.int64),
        **more,
    )
