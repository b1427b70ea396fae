"""Which of any published sets of people give a handful away by subtraction (SCORING §12).

`sets` does this for the tree of areas; here the sets may be any: filters, waves, panels, the parts
of a comparison. They are compared as atoms: people who are in the same sets throughout.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.release.sets import FEWEST_HOUSEHOLDS, FEWEST_RESPONDENTS

MOST_STEPS = 5_000
"""How many families of parts are tried for one set before it is withheld for safety."""


@dataclass(frozen=True)
class PeopleSets:
    """Sets of people; `inside` is atoms x sets, `people` counts the respondents of every atom.

    `homes` lists the households of every atom, which may share some.
    """

    inside: BoolArray
    people: FloatArray
    homes: tuple[IntArray, ...]

    @cached_property
    def handfuls(self) -> BoolArray:
        """Which atoms are fewer than 10 people or 5 households."""
        sparse = np.array([len(homes) < FEWEST_HOUSEHOLDS for homes in self.homes], dtype=np.bool_)
        few: BoolArray = (self.people < FEWEST_RESPONDENTS) | sparse
        return few

    @property
    def size(self) -> int:
        """How many sets there are."""
        return int(self.inside.shape[1])

    def is_bare(self, atoms: BoolArray) -> bool:
        """Tell whether some atoms are somebody, but fewer than 10 people or 5 households."""
        people = self.people[atoms].sum()
        if people == 0 or people < FEWEST_RESPONDENTS:
            return bool(people > 0)
        return len(self.list_homes(atoms)) < FEWEST_HOUSEHOLDS

    def list_homes(self, atoms: BoolArray) -> IntArray:
        """List the households that some atoms touch."""
        return np.unique(np.concatenate([self.homes[atom] for atom in np.flatnonzero(atoms)]))


def gather_sets(members: Sequence[IntArray], household: IntArray) -> PeopleSets:
    """Gather sets of respondents, each given as their numbers 0, 1, …; `household` is of each."""
    matrix = np.zeros((len(household), len(members)), dtype=np.bool_)
    for place, respondents in enumerate(members):
        matrix[respondents, place] = True
    return gather_matrix(matrix, household)


def gather_matrix(members: BoolArray, household: IntArray) -> PeopleSets:
    """Gather the sets that are the columns of `members` (respondents x sets)."""
    packed = np.packbits(members, axis=1)
    keys = np.ascontiguousarray(packed).view(f"V{max(packed.shape[1], 1)}").ravel()
    if not members.shape[1]:
        keys = np.zeros(len(household), dtype="V1")
    _, first, atom = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(atom, kind="stable")
    people = np.bincount(atom, minlength=len(first))
    ends = np.cumsum(people)
    ordered = household[order]
    homes = tuple(
        np.unique(ordered[start:end]) for start, end in zip(ends - people, ends, strict=True)
    )
    return PeopleSets(members[first], people.astype(np.float64), homes)


def find_disclosures(sets: PeopleSets) -> list[tuple[int, int]]:
    """List the pairs of sets that differ by 1-9 respondents or 1-4 households.

    They differ by those who are in one of the two only, whether or not one holds the other.
    Respondents are counted in one matrix product; households only where few people are left.
    """
    weighted = sets.inside * sets.people[:, None]
    common = weighted.T @ sets.inside.astype(np.float64)
    size = np.diag(common)
    apart = size[:, None] + size[None, :] - 2 * common
    crowd = _largest_household(sets) * (FEWEST_HOUSEHOLDS - 1)
    near = np.triu((apart > 0) & (apart < max(FEWEST_RESPONDENTS, crowd + 1)), 1)
    return [
        (first, second)
        for first, second in np.argwhere(near).tolist()
        if sets.is_bare(sets.inside[:, first] ^ sets.inside[:, second])
    ]


def _largest_household(sets: PeopleSets) -> float:
    """At least as many people as any household has: all of each atom it is in, if need be."""
    if not sets.homes:
        return 0.0
    home = np.concatenate(sets.homes)
    most = [people - len(homes) + 1 for people, homes in zip(sets.people, sets.homes, strict=True)]
    held = np.repeat(most, [len(homes) for homes in sets.homes])
    return float(np.bincount(np.unique(home, return_inverse=True)[1], held).max(initial=0.0))


def choose_published(sets: PeopleSets) -> BoolArray:
    """Choose which sets may be published, in their order: the later of two gives way.

    A set is withheld if it is small itself, if it differs from a published one by a handful, or if
    with it some published set less disjoint published parts of it is a handful.
    """
    clash = np.zeros((sets.size, sets.size), dtype=np.bool_)
    for first, second in find_disclosures(sets):
        clash[first, second] = clash[second, first] = True
    published = np.zeros(sets.size, dtype=np.bool_)
    for place in range(sets.size):
        if sets.inside[:, place].any() and not (clash[place] & published).any():
            published[place] = not _is_baring(sets, place, np.flatnonzero(published))
    return published


def _is_baring(sets: PeopleSets, new: int, published: IntArray) -> bool:
    """Tell whether a new set is small, or bares somebody together with published ones."""
    mine, others = sets.inside[:, new], sets.inside[:, published].T
    if sets.is_bare(mine):
        return True
    parts = others[~(others & ~mine).any(axis=1)]
    if (parts == mine).all(axis=1).any():
        return False
    if _can_bare(sets, mine, parts):
        return True
    for whole in others[~(mine & ~others).any(axis=1)]:
        inside = others[~(others & (~whole | mine)).any(axis=1)]
        if _can_bare(sets, whole & ~mine, inside):
            return True
    return False


def _can_bare(sets: PeopleSets, whole: BoolArray, parts: BoolArray) -> bool:
    """Tell whether a set less some disjoint parts of it is a handful; True where it takes too long.

    Every atom is in one of the parts or left over. Only atoms that are a handful themselves can be
    left, so the search follows the few ways to cover the largest atoms, each state once.
    """
    start = (whole, np.zeros_like(whole))
    waiting, seen = [start], {_key(start)}
    for _ in range(MOST_STEPS):
        if not waiting:
            return False
        open_, left = waiting.pop()
        if not open_.any() and left.any():
            return True
        if not left.any() and not (open_ & sets.handfuls).any():
            continue
        fresh = [state for state in _cover(sets, open_, left, parts) if _key(state) not in seen]
        waiting.extend(fresh)
        seen.update(_key(state) for state in fresh)
    return True


def _key(state: tuple[BoolArray, BoolArray]) -> bytes:
    return state[0].tobytes() + state[1].tobytes()


def _cover(
    sets: PeopleSets, open_: BoolArray, left: BoolArray, parts: BoolArray
) -> Iterator[tuple[BoolArray, BoolArray]]:
    """Yield the ways to deal with the largest open atom: leave it over, or cover it by a part."""
    largest = int(np.where(open_, sets.people, -1.0).argmax())
    more = left.copy()
    more[largest] = True
    if sets.is_bare(more):
        rest = open_.copy()
        rest[largest] = False
        yield rest, more
    fitting: npt.NDArray[np.bool_] = parts[:, largest] & ~(parts & ~open_).any(axis=1)
    for part in parts[fitting]:
        yield open_ & ~part, left
