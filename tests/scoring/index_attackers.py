"""Attackers on indices: every published row is an equation over the ways households answered.

A way is one answer to each question, or silence; what an index says of a household follows from
it. They are generous to themselves: weights are 1, households of one, and they know the rule.
"""

from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import linprog

MET = 0
RED, GREEN = 0, 2
LIGHTS = ("red", "yellow", "green")
SILENCES = ("refused", "dont_know", "blank")
WIDE = 5.0
MOST = 10_000.0


@dataclass
class WaysAttacker:
    """Equations over neighbourhoods x ways; `granted` are those that he may know.

    `options` is how many answers a question has; the number after the last is silence.
    """

    members: dict[str, list[str]]
    questions: list[str]
    options: int
    left: list[np.ndarray] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    granted: list[bool] = field(default_factory=list)

    def __post_init__(self):
        self.names = [name for name in self.members if self.members[name] == [name]]
        every = product(range(self.options + 1), repeat=len(self.questions))
        self.ways = np.array(list(every))
        self.complete = (self.ways != self.options).all(axis=1)

    def count(self, households):
        """Count every way in each neighbourhood; rows of a neighbourhood and its answers."""
        place = {tuple(way): number for number, way in enumerate(self.ways.tolist())}
        truth = np.zeros((len(self.names), len(self.ways)))
        for name, *way in households:
            truth[self.names.index(name), place[tuple(way)]] += 1
        return truth

    def mark(self, area, worth):
        """The sum of ways times their worth over an area's neighbourhoods."""
        marked = np.zeros((len(self.names), len(self.ways)))
        marked[[self.names.index(name) for name in self.members[area]]] = worth
        return marked.ravel()

    def know(self, area, worth, total, *, granted=False):
        self.left.append(self.mark(area, np.asarray(worth, dtype=float)))
        self.right.append(total)
        self.granted.append(granted)

    def know_share(self, row, base, inside, *, granted=True):
        """Note of whom a row speaks, which is no secret, and how many of them its share are."""
        self.know(row.area, base, row.n, granted=True)
        self.know(row.area, inside, row.n * row.estimate / 100, granted=granted)

    def read_silence(self, row):
        """Read how many refused; nobody was silent in another way."""
        silent = self.ways[:, self.questions.index(row.index_name)] == self.options
        everyone = np.ones_like(silent)
        self.know_share(row, everyone, silent if row.kind == "refused" else ~everyone)

    def find_bared(self, truth, targets):
        """List the sets of 1 to 4 known to within less than 5, or than what is granted leaves.

        `targets` are the sets he is after, by name. Returns how many there are, and the bared.
        """
        bared, looked = [], 0
        for (name, inside), area in product(targets.items(), self.members):
            target = self.mark(area, inside.astype(float))
            count = target @ truth.ravel()
            if not 1 <= count < WIDE:
                continue
            looked += 1
            width = self.stretch(target, truth, np.ones(len(self.left), bool))
            if width < WIDE - 1e-4:
                allowed = self.stretch(target, truth, np.array(self.granted))
                if width < min(WIDE, allowed) - 1e-4:
                    bared.append((area, name, float(count), width, allowed))
        return looked, bared

    def stretch(self, target, truth, chosen):
        """How wide the interval of a target is under the chosen equations."""
        rows = np.array([row for row, use in zip(self.left, chosen, strict=True) if use])
        rows = rows.reshape(-1, truth.size)
        right = [number for number, use in zip(self.right, chosen, strict=True) if use]
        assert np.allclose(rows @ truth.ravel(), right, atol=1e-4)
        rows = np.unique(rows, axis=0)
        known = rows @ truth.ravel()
        low, high = (
            sign * linprog(sign * target, A_eq=rows, b_eq=known, bounds=(0, MOST)).fun
            for sign in (1, -1)
        )
        return high - low


class HarmAttacker(WaysAttacker):
    """He is after the few who met a harm and are not harmed, and their like."""

    def __init__(self, members, questions, severities, cutoff):
        super().__init__(members, list(questions), 2)
        self.severities = np.asarray(severities, dtype=float)
        self.met = self.ways == MET
        self.severity = np.where(self.complete, self.met @ self.severities, 0.0)
        bar = cutoff * self.severities.sum() - 1e-9
        self.harmed = self.complete & (self.severity >= bar) & (self.severity > 0)
        self.any = self.complete & self.met.any(axis=1)

    def read(self, row):
        """Read a published row: its n and its number."""
        if row.kind in SILENCES:
            self.read_silence(row)
        elif row.kind == "yes":
            place = self.questions.index(row.index_name)
            self.know_share(row, self.ways[:, place] != self.options, self.met[:, place])
        elif row.kind == "alkire_foster":
            self.read_index(row, row.index_name.partition(".")[2])

    def read_index(self, row, column):
        name, _, question = column.partition(":")
        if name == "excluded":
            self.know_share(row, np.ones(len(self.ways)), ~self.complete)
            return
        met = self.met[:, self.questions.index(question)] if question else self.any
        sets = {"headcount": self.harmed, "union": self.any, "censored": met & self.harmed}
        if name in sets:
            self.know_share(row, self.complete, sets[name], granted=False)
        elif np.isfinite(row.estimate):
            self.read_mean(row, name, question)

    def read_mean(self, row, name, question):
        """Read M0, A, or a contribution; the last two are ratios of sums."""
        severity, whole = self.severity * self.harmed, self.severities.sum()
        share = row.estimate / 100
        if name == "intensity":
            self.know(row.area, severity - share * whole * self.harmed, 0.0)
        elif name == "contribution":
            place = self.questions.index(question)
            part = self.severities[place] * self.met[:, place] * self.harmed
            self.know(row.area, part - share * severity, 0.0)
        else:
            self.know(row.area, severity, row.n * share * whole)

    @property
    def targets(self):
        """The sets of households that must not be known to be a few."""
        targets = {"any only": self.any & ~self.harmed}
        for place, question in enumerate(self.questions):
            met = self.met[:, place] & self.complete
            targets |= {
                f"{question} harmed": met & self.harmed,
                f"{question} only": met & ~self.harmed,
                f"harmed without {question}": self.harmed & ~met,
                f"another than {question}": self.any & ~met,
            }
        return targets


class LightAttacker(WaysAttacker):
    """He asks what the mean of green tells besides everything else in print."""

    def __init__(self, members, questions):
        super().__init__(members, list(questions), 3)

    def read(self, row):
        """Read a published row: its n and its number."""
        if row.kind in SILENCES:
            self.read_silence(row)
        elif row.kind == "item":
            given = self.ways[:, self.questions.index(row.index_name)]
            worth = np.array([0, 50, 100, 0])[given]
            self.know(row.area, given != self.options, row.n, granted=True)
            self.know(row.area, worth, row.n * row.estimate, granted=True)
        elif row.kind == "option":
            name, _, group = row.index_name.partition("=")
            given = self.ways[:, self.questions.index(name)]
            inside = np.isin(given, [LIGHTS.index(one) for one in group.split("+")])
            self.know_share(row, given != self.options, inside)
        elif row.kind == "stoplights":
            self.read_index(row, row.index_name.partition(".")[2])

    def read_index(self, row, column):
        green, red = (self.ways == GREEN).mean(axis=1), (self.ways == RED).any(axis=1)
        if column == "excluded":
            self.know_share(row, np.ones(len(self.ways)), ~self.complete)
        elif column == "green":
            self.know(row.area, self.complete, row.n, granted=True)
            self.know(row.area, 100 * green * self.complete, row.n * row.estimate)
        else:
            self.know_share(row, self.complete, self.complete & ~red & (green >= 0.75))

    @property
    def targets(self):
        """Every colour of every light, and the greens of those who left a light unanswered."""
        return {
            **{
                f"{name} {color}": self.ways[:, place] == code
                for place, name in enumerate(self.questions)
                for code, color in enumerate(LIGHTS)
            },
            **{
                f"{name} green, left out": (self.ways[:, place] == GREEN) & ~self.complete
                for place, name in enumerate(self.questions)
            },
        }


def attack_index(attacker, scores, households):
    """Attack a published table; returns (how many small sets there are, those bared)."""
    readable = scores.rename(columns={"index": "index_name"})
    for row in readable[~readable.suppressed.astype(bool)].itertuples():
        attacker.read(row)
    return attacker.find_bared(attacker.count(households), attacker.targets)
