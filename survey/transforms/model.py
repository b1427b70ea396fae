"""What every transform says of itself: its YAML settings, its formula and its slope."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Generic, Literal, TypeVar

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings

S = TypeVar("S", bound=Settings)

Turn = Literal["later", "before", "after"]
"""Where a negative polarity turns the values round.

`before` a step that ranks, `after` a step that sets points (from there on, points are `to − y`);
`later` where a step does neither and the next one decides.
"""


class Transform(ABC, Generic[S]):
    """One change to a column of area values; a file of `survey/transforms/` holds one.

    `settings` are its YAML keys and `main` the one that a bare value stands for (`cap: 18`); empty
    where it takes no bare value.
    """

    settings: ClassVar[type[Settings]] = Settings
    main: ClassVar[str] = ""
    turn: ClassVar[Turn] = "later"

    def top(self, settings: S) -> float | None:
        """Give the points of the best there is, where the step sets points; None elsewhere."""
        return None

    @abstractmethod
    def apply(self, values: FloatArray, settings: S) -> FloatArray:
        """Change `values`, one per area; NaN is a missing value and stays NaN."""

    def slope(self, values: FloatArray, settings: S) -> FloatArray:
        """Give d result / d value of the area itself at `values`; NaN where there is none.

        There is none where the result depends on the other areas (ranks, ranges of the table) or
        moves in jumps (rounding): sampling errors cannot be carried through such a step.
        """
        return np.full(values.shape, np.nan)


@dataclass(frozen=True)
class Step:
    """A transform by name, with the settings it runs with."""

    transform: str
    settings: Settings
