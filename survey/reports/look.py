"""The look of a printed copy: what may differ between two copies that say the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """How a copy is printed; `is_large` is large print."""

    is_large: bool = False

    @property
    def mark(self) -> str:
        """What the names of its files end in."""
        return "-large" if self.is_large else ""
