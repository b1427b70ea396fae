"""What is summed together: a domain with its questions, or an index that every record has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from survey.arrays import ByteArray, FloatArray
from survey.indices.find import index_kinds
from survey.indices.model import RecordIndex
from survey.questionnaire.method import Index
from survey.questionnaire.model import Domain, Question, Questionnaire
from survey.questionnaire.scored import group_asked
from survey.scoring.answers.lookup import Lookup, make_lookup
from survey.scoring.sums.ground import Sample


@dataclass(frozen=True)
class Task:
    """Either a domain and its questions, or an index and the questions it is made from.

    `homes` are the domains that an index's questions are scored in, by question.
    """

    name: str
    questions: tuple[Question, ...]
    domain: Domain | None = None
    index: Index | None = None
    homes: Mapping[str, Domain] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The questions by name, in the order of asking."""
        return [question.id for question in self.questions]

    @property
    def weighed(self) -> tuple[Question, ...]:
        """The questions whose average is the domain's score, where they are more than one."""
        if self.domain is None or self.domain.measure == "reported":
            return ()
        weighed = tuple(q for q in self.questions if q.item and q.item.weight)
        return weighed if len(weighed) > 1 else ()

    @cached_property
    def lookups(self) -> Mapping[str, Lookup]:
        """How each question's positions are read."""
        as_coded = self.index is not None and self.kind.as_coded
        return {
            q.id: make_lookup(q, self.domain or self.homes.get(q.id), as_coded)
            for q in self.questions
        }

    @property
    def severities(self) -> FloatArray:
        """How much each question weighs among harms; 1 for questions without a domain."""
        return np.array([q.item.severity if q.item else 1.0 for q in self.questions])

    @property
    def kind(self) -> RecordIndex:
        """The kind of its index."""
        assert self.index is not None
        kind = index_kinds()[self.index.kind]
        assert isinstance(kind, RecordIndex)
        return kind


def list_tasks(questionnaire: Questionnaire) -> list[Task]:
    """List the domains, then the indices over records, in the order of the file."""
    domains = [
        Task(domain.id, tuple(questionnaire.items_of(domain.id)), domain)
        for domain in questionnaire.domains
    ]
    return [*domains, *_list_indices(questionnaire)]


def find_scored(questionnaire: Questionnaire) -> list[str]:
    """Name the questions that figures are made from, in the order of asking."""
    used = {name for task in list_tasks(questionnaire) for name in task.names}
    return [name for name in questionnaire.questions if name in used]


def _list_indices(questionnaire: Questionnaire) -> list[Task]:
    domains = {domain.id: domain for domain in questionnaire.domains}
    tasks = []
    for index in questionnaire.method.indices:
        kind = index_kinds()[index.kind]
        if isinstance(kind, RecordIndex):
            chosen = kind.choose(index.settings, group_asked(questionnaire.questions.values()))
            questions = tuple(questionnaire.questions[name] for name in chosen)
            homes = {q.id: domains[q.item.domain] for q in questions if q.item}
            tasks.append(Task(index.id, questions, index=index, homes=homes))
    return tasks


def read_scores(
    task: Task, questions: tuple[Question, ...], given: Mapping[str, ByteArray], sample: Sample
) -> tuple[FloatArray, ByteArray]:
    """Return questions x counted records: scores 0-100 (0 without an answer), and their states."""
    # A byte is never outside its table of 256: "clip" only spares the check.
    shape = (len(questions), len(sample.weight))
    scores, states = np.empty(shape), np.empty(shape, dtype=np.uint8)
    for place, question in enumerate(questions):
        positions, lookup = sample.take(given[question.id]), task.lookups[question.id]
        np.take(lookup.points, positions, out=scores[place], mode="clip")
        np.take(lookup.states, positions, out=states[place], mode="clip")
    return scores, states
