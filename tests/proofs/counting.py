"""What a proof comes to: how many were thanked, and what became of their answers."""

from collections import Counter
from dataclasses import dataclass

from tests.proofs.clients import Noted
from tests.proofs.world import World


@dataclass(frozen=True)
class Counts:
    """The counts of a proof; the last four must be nought.

    Unsaid are answers that were sent again and turned out to be there: they count as thanked for.
    Wrong are interviews of tablets that were told anything but new or repeated.
    """

    acknowledged: int
    stored: int
    unsaid: int
    wrong: int
    lost: int
    doubled: int
    tracebacks: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing was refused, lost, doubled or stumbled over."""
        return not (self.wrong or self.lost or self.doubled or self.tracebacks)


def count(world: World, noted: Noted) -> Counts:
    """Compare what people were thanked for with what is stored, and print the counts."""
    stored = Counter(world.list_marks())
    counts = Counts(
        acknowledged=len(noted.acknowledged),
        stored=sum(stored.values()),
        unsaid=len(noted.unsaid),
        wrong=len(noted.wrong),
        lost=len({*noted.acknowledged, *noted.unsaid} - set(stored)),
        doubled=sum(many - 1 for many in stored.values()),
        tracebacks=world.count_tracebacks(),
    )
    print(counts, *noted.wrong[:3])
    return counts
