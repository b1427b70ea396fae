"""An attacker with the published table, arithmetic and linear programming learns no hidden count.

The attacker is generous to himself: every weight is 1 and every household one respondent, so that
shares are counts, and he knows which answers there are and how the mean is made.
"""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from survey.scoring.codes import DONT_KNOW
from survey.scoring.score import score
from tests.scoring.builders import coded, people, questionnaire, rating, rows, yes_no

SCORES = np.array([0.0, 25, 50, 75, 100])

shapes = st.lists(
    st.tuples(
        st.lists(st.sampled_from([0, 0, 1, 2, 3, 5, 8, 14]), min_size=5, max_size=5),
        st.sampled_from(["n", "s", ""]),
    ),
    min_size=1,
    max_size=4,
)


def publish(drawn, question, codes):
    """Score neighbourhoods with these counts of these codes; return also who answered at all."""
    given = {
        f"N{place}": [
            code for code, count in zip(codes, counts, strict=False) for _ in range(count)
        ]
        for place, (counts, _) in enumerate(drawn)
    }
    table = people({name: len(answers) for name, answers in given.items()})
    positions = coded(table, q=[position for answers in given.values() for position in answers])
    districts = {f"N{place}": name for place, (_, name) in enumerate(drawn) if given[f"N{place}"]}
    answered = [name for name, answers in given.items() if any(code >= 0 for code in answers)]
    return score(questionnaire(question), table, positions, districts), districts, answered


def leaves_of(area, districts):
    """The neighbourhoods that an area adds up."""
    if area == "all":
        return list(districts)
    if area.startswith("district:"):
        return [name for name, district in districts.items() if f"district:{district}" == area]
    return [area]


class Attacker:
    """Collects equations about the counts of every neighbourhood from published rows.

    `means` are the places of those that say n and mean; of yes and no, the mean is a share.
    """

    def __init__(self, scores, districts, answers):
        self.names = list(districts)
        self.districts = districts
        self.answers = answers
        self.left, self.right, self.means = [], [], []
        self.published = set()
        for area in scores.area.unique():
            self.read(scores, area)

    def read(self, scores, area):
        """Read an area's n, mean and shares."""
        item = rows(scores, area, "item").loc["q"]
        if not item.suppressed:
            self.means += [len(self.left) + place for place in range(min(2, len(self.answers) - 1))]
            self.know(area, dict.fromkeys(self.answers, 1.0), item.n)
            worth = dict(zip(self.answers, np.linspace(0, 100, len(self.answers)), strict=True))
            self.know(area, worth, item.n * item.estimate)
        for index, share in rows(scores, area, "option").iterrows():
            if not share.suppressed:
                group = index.removeprefix("q=").split("+")
                self.know(area, dict.fromkeys(group, 1.0), share.n * share.estimate / 100)
                if len(group) == 1:
                    self.published.add((area, group[0]))
                if share.estimate == 0:
                    inside = leaves_of(area, self.districts)
                    self.published |= {(leaf, answer) for leaf in inside for answer in group}

    def know(self, area, worth, total):
        """Note that a weighted sum of an area's counts is known."""
        equation = np.zeros((len(self.names), len(self.answers)))
        for leaf in leaves_of(area, self.districts):
            for answer, value in worth.items():
                equation[self.names.index(leaf), self.answers.index(answer)] = value
        self.left.append(equation.ravel())
        self.right.append(total)

    def width(self, target, only=None):
        """How wide the interval of a sum of counts is, from all equations or from `only` some."""
        chosen = range(len(self.left)) if only is None else only
        left = np.array([self.left[place] for place in chosen]).reshape(-1, len(target))
        right = [round(self.right[place], 6) for place in chosen]
        limits = [
            linprog(sign * target, A_eq=left, b_eq=right, bounds=(0, 10_000)).fun
            for sign in (1, -1)
        ]
        return -limits[1] - limits[0]


def find_bared(scores, districts, answered, answers):
    """List the hidden counts that are known more closely than the rule allows."""
    attacker = Attacker(scores, districts, answers)
    bared = []
    for place, area in enumerate(attacker.names):
        if area not in answered:
            continue
        for position, answer in enumerate(answers):
            target = np.zeros((len(attacker.names), len(answers)))
            target[place, position] = 1
            if (area, answer) not in attacker.published:
                anyway = attacker.width(target.ravel(), attacker.means)
                if attacker.width(target.ravel()) < min(5, anyway) - 1e-4:
                    bared.append((area, answer))
    return bared


@given(shapes)
@settings(max_examples=25, deadline=None)
def test_no_hidden_answer_of_five_is_bared(drawn):
    """All that is in print leaves every hidden count 5 wide, or as wide as n and means leave it."""
    published = publish(drawn, rating(), range(5))
    assert find_bared(*published, ["o1", "o2", "o3", "o4", "o5"]) == []


@given(shapes)
@settings(max_examples=25, deadline=None)
def test_no_hidden_yes_is_bared(drawn):
    """Of yes and no, the mean is a share and hidden with it."""
    published = publish(drawn, yes_no(), [0, 1, DONT_KNOW])
    assert find_bared(*published, ["no", "yes"]) == []


@given(shapes)
@settings(max_examples=25, deadline=None)
def test_no_published_share_is_small(drawn):
    """No row of a share stands for 1 to 4 people, or for all but 1 to 4."""
    scores, _, _ = publish(drawn, rating(), range(5))
    shares = scores[~scores.suppressed & scores.kind.isin(["option", "refused", "dont_know"])]
    counts = shares.n * shares.estimate / 100
    assert ((counts < 0.5) | (counts > 4.5)).all()
    assert ((shares.n - counts < 0.5) | (shares.n - counts > 4.5)).all()


def test_an_interval_would_have_solved_three_groups():
    """Why it is withheld: n, mean, spread and three groups have one solution, the hidden counts."""
    counts = np.array([2, 12, 16, 15, 15])
    groups = np.array([[1, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 1]])
    equations = np.vstack([groups, SCORES, SCORES**2])
    assert np.linalg.solve(equations, equations @ counts).round().tolist() == counts.tolist()


def count_distributions(total, places):
    """All ways to put `total` answers into `places` options."""
    if places == 1:
        return np.array([[total]])
    parts = [
        np.insert(count_distributions(total - first, places - 1), 0, first, axis=1)
        for first in range(total + 1)
    ]
    return np.vstack(parts)


def test_a_mean_with_its_interval_seldom_settles_a_distribution():
    """What remains: of 20 answers in fives, n, mean and spread fit one distribution in 50 alone."""
    every = count_distributions(20, 5)
    seen = np.column_stack([every @ SCORES, every @ SCORES**2])
    random = np.random.default_rng(1)
    drawn = random.multinomial(20, random.dirichlet([1.5] * 5, size=300))
    alone = [(seen == [one @ SCORES, one @ SCORES**2]).all(axis=1).sum() == 1 for one in drawn]
    assert np.mean(alone) < 0.03


def test_the_attacker_is_able():
    """Shown A and the total without any mask, he reads B off."""
    unmasked = pd.DataFrame(
        [
            ("A", "item", "q", 50.0, 20.0, False, ""),
            ("A", "option", "q=no", 50.0, 20.0, False, ""),
            ("A", "option", "q=yes", 50.0, 20.0, False, ""),
            ("B", "item", "q", np.nan, np.nan, True, "small_count"),
            ("B", "option", "q=no", np.nan, np.nan, True, "small_count"),
            ("B", "option", "q=yes", np.nan, np.nan, True, "small_count"),
            ("all", "item", "q", 100 * 12 / 50, 50.0, False, ""),
            ("all", "option", "q=no", 100 * 38 / 50, 50.0, False, ""),
            ("all", "option", "q=yes", 100 * 12 / 50, 50.0, False, ""),
        ],
        columns=["area", "kind", "index", "estimate", "n", "suppressed", "flag"],
    )
    bared = find_bared(unmasked, {"A": "", "B": ""}, ["A", "B"], ["no", "yes"])
    assert bared == [("B", "no"), ("B", "yes")]
