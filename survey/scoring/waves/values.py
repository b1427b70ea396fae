"""The value that every record of a sample has of a domain or an index: what sums are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from survey.arrays import BoolArray, ByteArray, FloatArray, IntArray
from survey.indices.model import Answers
from survey.questionnaire.model import Question, Questionnaire
from survey.scoring.answers.codes import STRUCTURAL
from survey.scoring.answers.domains import score_domain
from survey.scoring.answers.lookup import Lookup, make_lookup
from survey.scoring.outcomes.shares import PERCENT
from survey.scoring.release.partitions import TWO
from survey.scoring.sample.records import Partition, Records
from survey.scoring.sums.chunk import Level, choose_level
from survey.scoring.sums.ground import lay_out
from survey.scoring.sums.tasks import Task

NOT_ASKED = np.int8(STRUCTURAL).view(np.uint8)

Names = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Valued:
    """All records of some partitions, one after the other, and what each is worth.

    `values` is on 0-100, NaN where there is none; `weight` is 0 where a record does not count
    (the second of a household, say). `area` and `stratum` are names, `household` and `psu` keys
    (see `Records`), `population` N_s, NaN where it is not used. `is_share` says that all are 0
    or 100.
    """

    values: FloatArray
    weight: FloatArray
    area: Names
    household: IntArray
    stratum: Names
    psu: IntArray
    population: FloatArray
    is_share: bool


def value_task(
    questionnaire: Questionnaire, task: Task, partitions: Sequence[Partition]
) -> Valued | None:
    """Give every record its value of a domain or an index, as it goes into the scores.

    None for domains without a score: reported harms, and those where no question weighs anything.
    """
    if task.index is not None:
        return _value_index(task, partitions)
    weighed = find_weighed(task)
    if not weighed:
        return None
    level = choose_level(questionnaire, task, "" if task.weighed else weighed[0].id)
    read = _Reading(weighed, task.lookups, partitions, level)
    values = read.scores[:, 0]
    if task.weighed and task.domain is not None:
        weights = np.array([question.item.weight for question in weighed if question.item])
        areas, group = np.unique(read.area[read.counted], return_inverse=True)
        values = np.full(len(read.area), np.nan)
        values[read.counted] = score_domain(
            read.scores[read.counted],
            read.applicable[read.counted],
            weights,
            group,
            len(areas),
            task.domain.rule,
        )
    is_share = len(weighed) == 1 and task.lookups[weighed[0].id].options == TWO
    return read.give(values, is_share)


def value_question(
    questionnaire: Questionnaire, question: Question, partitions: Sequence[Partition]
) -> Valued:
    """Give every record its answer to one question of a domain: the highest code is 100."""
    assert question.item is not None
    name = question.item.domain
    domain = next(domain for domain in questionnaire.domains if domain.id == name)
    level = choose_level(questionnaire, Task(name, (question,), domain), question.id)
    lookups = {question.id: make_lookup(question, None, as_coded=True)}
    read = _Reading((question,), lookups, partitions, level)
    return read.give(read.scores[:, 0], is_share=False)


def find_weighed(task: Task) -> tuple[Question, ...]:
    """Name the questions of a domain that make its score, be it one or many."""
    if task.domain is None or task.domain.measure == "reported":
        return ()
    return tuple(question for question in task.questions if question.item and question.item.weight)


def _value_index(task: Task, partitions: Sequence[Partition]) -> Valued:
    """Value an index by the column that bears its name."""
    assert task.index is not None
    read = _Reading(task.questions, task.lookups, partitions, task.kind.level)
    answers = Answers(tuple(task.names), read.scores, read.applicable, task.severities)
    column = next(one for one in task.kind.score(answers, task.index.settings) if not one.name)
    is_share = column.measure == "share"
    return read.give(column.values * (PERCENT if is_share else 1.0), is_share)


class _Reading:
    """Some questions read from partitions: records x questions, records in their order."""

    def __init__(
        self,
        asked: Sequence[Question],
        lookups: Mapping[str, Lookup],
        partitions: Sequence[Partition],
        level: Level,
    ) -> None:
        self.records = [partition.records for partition in partitions]
        read = [partition.read([question.id for question in asked]) for partition in partitions]
        self.scores: FloatArray = np.full((sum(map(len, self.records)), len(asked)), np.nan)
        self.applicable: BoolArray = np.zeros(self.scores.shape, dtype=np.bool_)
        for place, question in enumerate(asked):
            given: ByteArray = np.concatenate([one[question.id] for one in read])
            self.scores[:, place] = lookups[question.id].values[given]
            self.applicable[:, place] = given != NOT_ASKED
        self.area = self._name(lambda one: (one.areas, one.area))
        self.weight = np.concatenate([_weigh(one, level) for one in self.records])
        self.counted: BoolArray = self.weight > 0

    def give(self, values: FloatArray, is_share: bool) -> Valued:
        """Put values beside the records they belong to."""
        return Valued(
            values=values,
            weight=self.weight,
            area=self.area,
            household=np.concatenate([one.household for one in self.records]),
            stratum=self._name(lambda one: (one.strata, one.stratum)),
            psu=np.concatenate([one.psu for one in self.records]),
            population=np.concatenate([_find_population(one) for one in self.records]),
            is_share=is_share,
        )

    def _name(self, find: Callable[[Records], tuple[tuple[str, ...], IntArray]]) -> Names:
        named = [find(one) for one in self.records]
        return np.concatenate([np.array(names, dtype=object)[number] for names, number in named])


def _weigh(records: Records, level: Level) -> FloatArray:
    """Return the weight of every record, 0 for those that the sample does not count."""
    persons, households = lay_out(records)
    sample = households if level == "household" else persons
    if sample.record is None:
        return sample.weight
    weight = np.zeros(len(records))
    weight[sample.record] = sample.weight
    return weight


def _find_population(records: Records) -> FloatArray:
    """Return N_s; not where households are a second stage, which would have to be counted too."""
    if records.population is None or records.second_population is not None:
        return np.full(len(records), np.nan)
    return records.population
