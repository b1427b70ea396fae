"""Whole small surveys, scored with everything that stands behind the figures."""

import numpy as np

from survey.kinds.model import Option, Settings
from survey.locale import Text
from survey.questionnaire.model import Item, Question
from survey.scoring.sample.records import take_partition
from survey.scoring.score import score_partitions
from tests.scoring.builders import coded, people


def light(name="q", *, domain="d", polarity="positive", item=None, **more):
    """A stoplight, red first."""
    options = tuple(Option(each, Text(each)) for each in ("red", "yellow", "green"))
    scored = Item(domain, polarity, **(item or {}))
    return Question(name, "stoplight", Text(name), options, Settings(), item=scored, **more)


def answer(questionnaire, *columns):
    """Positions per question, in the order of asking; all alike where only one list is given."""
    names = list(questionnaire.questions)
    given = columns * len(names) if len(columns) == 1 else columns
    return dict(zip(names, given, strict=True))


def draw_answers(questionnaire, size, seed):
    """Random answers, with a few gaps; people who answer one question high answer others high."""
    random = np.random.default_rng(seed)
    person = random.normal(size=size)
    given = {}
    for name, question in questionnaire.questions.items():
        options = max(len(question.options), 2)
        place = np.floor(options * (0.5 + 0.2 * (person + random.normal(size=size))))
        positions = np.clip(place, 0, options - 1)
        given[name] = np.where(random.random(size) < 0.04, -3, positions).astype(int)
    return given


def run(questionnaire, sizes, answers, districts=None, **more):
    """Score that many people in each area; returns the scores and the partitions they are of."""
    table = people(sizes, **more)
    partition = take_partition(table, coded(table, **answers))
    return score_partitions(questionnaire, [partition], districts or {}), [partition]
