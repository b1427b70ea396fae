"""The look of a printed copy: what may differ between two copies that say the same."""

from dataclasses import dataclass
from typing import TypeVar

Fitting = TypeVar("Fitting")


@dataclass(frozen=True)
class Look:
    """How a copy is printed; `is_large` is large print."""

    is_large: bool = False

    @property
    def zoom(self) -> float:
        """How many times as large as usual everything is printed, on paper of the usual size."""
        return 1.5 if self.is_large else 1.0

    @property
    def mark(self) -> str:
        """What the names of its files end in."""
        return "-large" if self.is_large else ""

    def choose(self, usual: Fitting, large: Fitting) -> Fitting:
        """Choose what fits on a sheet: in the usual size or in large print."""
        return large if self.is_large else usual


USUAL = Look()
