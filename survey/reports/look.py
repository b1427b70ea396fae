"""The look of a printed copy: what may differ between two copies that say the same."""

from dataclasses import dataclass


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
