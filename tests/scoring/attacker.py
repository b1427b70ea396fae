"""An attacker who writes every published row down as an equation and asks what it leaves hidden.

He is generous to himself: every weight is 1 and every household one respondent, so that shares are
counts, and he knows which answers there are, how the mean is made, and how areas add up. He knows
nothing of how the mask was chosen.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

SILENCES = ("dont_know", "refused", "blank")
MEANS = ("item", "strength", "harm")  # a domain of one question is its mean
TWO = 2
WIDE = 5.0
MOST = 10_000.0


@dataclass
class Attacker:
    """Equations about cells: neighbourhoods x (answers, three silences, not applicable).

    `published` are the cells in print by themselves. `kinds` says per equation what it is: what
    "size" (n) and "mean" leave of answers, and "size" and "skipped" of silences, is no secret.
    """

    names: list[str]
    members: dict[str, list[str]]
    answers: list[str]
    scores: np.ndarray
    left: list[np.ndarray] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    published: set[tuple[str, str]] = field(default_factory=set)

    @property
    def cells(self) -> list[str]:
        return [*self.answers, *SILENCES, "not_applicable"]

    def mark(self, area, worth):
        """The sum over an area's neighbourhoods of cells times their worth."""
        marked = np.zeros((len(self.names), len(self.cells)))
        column = [worth.get(cell, 0.0) for cell in self.cells]
        marked[[self.names.index(name) for name in self.members[area]]] = column
        return marked.ravel()

    def know(self, area, cells, total, kind="share", worth=None):
        """Note a sum of an area's cells."""
        worth = dict.fromkeys(cells, 1.0) if worth is None else worth
        self.left.append(self.mark(area, worth))
        self.right.append(round(total, 6))
        self.kinds.append(kind)

    def read(self, row):
        """Read a published row: its n, and its mean or share."""
        asked = [*self.answers, *SILENCES]
        if row.kind in {"option", "top_two", *MEANS}:
            self.know(row.area, self.answers, row.n, "size")
        if row.kind in SILENCES:
            self.know(row.area, asked, row.n, "size")
        if row.kind == "not_applicable":
            self.know(row.area, self.cells, row.n, "size")
        if row.kind in MEANS:
            worth = dict(zip(self.answers, self.scores, strict=True))
            kind = "mean" if len(self.answers) > TWO else "share"
            self.know(row.area, [], row.n * row.estimate, kind, worth)
            return
        group = [row.kind]
        if row.kind == "option":
            group = row.index_name.removeprefix("q=").split("+")
        elif row.kind == "top_two":
            group = [self.answers[place] for place in np.argsort(self.scores, kind="stable")[-2:]]
        kind = "skipped" if row.kind == "not_applicable" else "share"
        if len(group) == 1 and row.area in self.names:
            kind = "cell" if kind == "share" else kind
        self.know(row.area, group, row.n * row.estimate / 100, kind)
        if len(group) == 1:
            self.published.add((row.area, group[0]))
        if row.estimate == 0:
            inside = [area for area in self.members if self.is_inside(area, row.area)]
            self.published |= {(area, cell) for area in inside for cell in group}

    def is_inside(self, area, other):
        return set(self.members[area]) <= set(self.members[other])

    def find_narrow(self, truth):
        """Attack all hidden cells; returns how many there are and those known too closely.

        `truth` (neighbourhoods x cells) tells which cells there are at all, and is where the
        programmes start: what they find widens the interval of every cell at once.
        """
        targets = self.list_targets(truth)
        if not targets:
            return 0, []
        sums = np.array([self.mark(area, {cell: 1.0}) for area, cell in targets])
        everything = range(len(self.left))
        reached = self.stretch(sums, truth, everything, np.full(len(targets), WIDE))
        narrow = np.flatnonzero(reached < WIDE - 1e-4)
        bared = []
        for place in narrow:
            known = self.find_granted(*targets[place])
            alone = [number for number in everything if self.kinds[number] in known]
            allowed = self.stretch(sums[[place]], truth, alone, np.array([WIDE]))[0]
            if reached[place] < min(WIDE, allowed) - 1e-4:
                bared.append((*targets[place], float(reached[place]), float(allowed)))
        return len(targets), bared

    def find_granted(self, area, cell):
        """The kinds of equations that may narrow a cell; a district is the sum of its parts."""
        granted = {"size"} if area in self.names else {"size", "cell"}
        if cell in self.answers:
            return granted | {"mean"}
        return granted | {"skipped"} if cell in SILENCES else granted

    def find_agreed(self, truth):
        """List the neighbourhoods and districts known to have answered all alike."""
        bared = []
        for area, names in self.members.items():
            people = truth[[self.names.index(name) for name in names]].sum(axis=0)
            answers = people[: len(self.answers)]
            agreed = self.answers[int(answers.argmax())]
            if area == "all" or (answers > 0).sum() != 1 or (area, agreed) in self.published:
                continue
            other = dict.fromkeys([one for one in self.answers if one != agreed], 1.0)
            sums = self.mark(area, other)[None]
            if self.stretch(sums, truth, range(len(self.left)), np.array([1.0]))[0] < 1 - 1e-4:
                bared.append((area, agreed))
        return bared

    def list_targets(self, truth):
        """The hidden cells of neighbourhoods and districts where anybody answered or was asked."""
        targets = []
        for area, names in self.members.items():
            people = truth[[self.names.index(name) for name in names]].sum(axis=0)
            some = {
                **dict.fromkeys(self.answers, people[: len(self.answers)].sum()),
                **dict.fromkeys(SILENCES, people[:-1].sum()),
                "not_applicable": people.sum(),
            }
            targets += [
                (area, cell)
                for cell in self.cells
                if area != "all" and some[cell] and (area, cell) not in self.published
            ]
        return targets

    def stretch(self, sums, truth, chosen, needed):
        """How wide the interval of every sum is, or wider than `needed`."""
        left = np.array([self.left[place] for place in chosen]).reshape(-1, truth.size)
        right = left @ truth.ravel()
        assert np.allclose(right, [self.right[place] for place in chosen], atol=1e-4)
        left = np.unique(left, axis=0)
        known = LinearConstraint(left, left @ truth.ravel(), left @ truth.ravel())
        low = high = sums @ truth.ravel()
        rows, turns = np.arange(len(sums)), len(self.cells)
        done = np.zeros(len(sums), dtype=bool)
        while (open_ := ~done & (high - low < needed)).any():
            if turns:  # targets a turn apart are of different areas and cells: push them together
                turns -= 1
                open_ &= (rows + rows // len(self.cells)) % len(self.cells) == turns
            else:
                open_ &= rows == open_.argmax()
                done |= open_
            for sign in (1, -1) if open_.any() else ():
                found = milp(sign * open_ @ sums, constraints=known, bounds=Bounds(0, MOST))
                reached = sums @ found.x
                low, high = np.minimum(low, reached), np.maximum(high, reached)
        return high - low


def attack(scores, members, answers, worth, truth, *, is_sensitive=False):
    """Attack a published table; returns (hidden cells, those known too closely).

    Of a sensitive question, those who answered all alike must not be known to.
    """
    names = [name for name in members if members[name] == [name]]
    attacker = Attacker(names, members, list(answers), np.asarray(worth))
    readable = scores.rename(columns={"index": "index_name"})
    for row in readable[~readable.suppressed].itertuples():
        attacker.read(row)
    hidden, bared = attacker.find_narrow(truth)
    return hidden, bared + (attacker.find_agreed(truth) if is_sensitive else [])
