"""Which sets of people a mean may speak of: small sets, and sets that subtraction would bare."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.arrays import BoolArray, FloatArray, np

if TYPE_CHECKING:  # the numbers below are asked for by pages that need neither NumPy nor SciPy
    from survey.scoring.estimation.areas import Areas

FEWEST_RESPONDENTS = 10
FEWEST_HOUSEHOLDS = 5
VALUE_DIGITS = 9


@dataclass(frozen=True)
class Hidden:
    """Why a figure is withheld, per area.

    Too few people, or because others are withheld, or because all gave the same answer to a
    sensitive question.
    """

    few_respondents: BoolArray
    few_households: BoolArray
    complementary: BoolArray
    agreed: BoolArray = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))  # nowhere

    @property
    def any(self) -> BoolArray:
        """Whether the figure is withheld, per area."""
        few = self.few_respondents | self.few_households
        hidden: BoolArray = few | self.complementary | self.agreed
        return hidden


def hide_sets(areas: "Areas", n: FloatArray, households: FloatArray) -> Hidden:
    """Decide for one figure which areas are withheld (SCORING §12).

    `n` and `households` count the figure's respondents and their households per area. An area
    below 10 respondents or 5 households is withheld. So is a roll-up that would give such a group
    away: what is left of it after the published areas inside it are subtracted must be nobody, or
    10 respondents in 5 households. The roll-up gives way, not a neighbourhood of its own.
    """
    few = n < FEWEST_RESPONDENTS
    sparse = households < FEWEST_HOUSEHOLDS
    small = few | sparse
    leaves, districts = areas.leaves, len(areas.districts)
    rest = np.column_stack([n, households]) * small[:, None]
    bare = np.zeros(areas.size, dtype=np.bool_)
    left = np.zeros((districts + 1, 2))
    np.add.at(left, areas.district, rest[:leaves])  # no district is -1: the last place
    bare[leaves:-1] = _is_bare(left[:-1])
    withheld = (small | bare)[leaves:-1]
    remainder = left[:-1][withheld].sum(axis=0) + left[-1]
    bare[-1] = _is_bare(remainder[None, :])[0]
    return Hidden(few, sparse, bare & ~small)


def hide_agreed(areas: "Areas", counts: FloatArray, hidden: Hidden) -> Hidden:
    """Withhold of a sensitive question also where everybody agreed (SCORING §12).

    `counts` are areas x answers, `hidden` is that of `hide_sets`. A figure is withheld where all
    gave one answer, and in a roll-up where those did who are left of it after the published areas
    inside it are subtracted: their mean is one subtraction away.
    """
    agreed = ~hidden.any & _is_agreed(counts)
    shown = ~hidden.any & ~agreed
    leaves, districts = areas.leaves, len(areas.districts)
    left = np.zeros((districts + 1, counts.shape[1]))
    np.add.at(left, areas.district, counts[:leaves] * ~shown[:leaves, None])
    shown[leaves:-1] &= ~_is_agreed(left[:-1])
    remainder = left[:-1][~shown[leaves:-1]].sum(axis=0) + left[-1]
    shown[-1] &= not _is_agreed(remainder[None, :])[0]
    complementary = hidden.complementary | ~(shown | hidden.any | agreed)
    return Hidden(hidden.few_respondents, hidden.few_households, complementary, agreed)


def sort_values(areas: "Areas", mass: FloatArray, mean: FloatArray, flat: BoolArray) -> FloatArray:
    """Sort people by their value as far as agreement goes: areas x values, for `hide_agreed`.

    Per neighbourhood `mass` is how many have a value, `mean` their mean, and `flat` whether it is
    everybody's. Where it is not, they count in two values of their own.
    """
    values, place = np.unique(np.round(mean, VALUE_DIGITS), return_inverse=True)
    counts = np.zeros((areas.leaves, len(values) + 2))
    leaf = np.arange(areas.leaves)
    counts[leaf, place] = np.where(flat, mass, 0.0)
    counts[:, -2:] = np.where(flat, 0.0, mass)[:, None]
    return areas.roll_up(counts)


def _is_agreed(counts: FloatArray) -> BoolArray:
    """Tell where all gave the same answer."""
    agreed: BoolArray = (counts > 0).sum(axis=1) == 1
    return agreed


def _is_bare(rest: FloatArray) -> BoolArray:
    """Tell which remainders (respondents, households) are somebody, but too few."""
    enough = (rest[:, 0] >= FEWEST_RESPONDENTS) & (rest[:, 1] >= FEWEST_HOUSEHOLDS)
    bare: BoolArray = (rest[:, 0] > 0) & ~enough
    return bare
