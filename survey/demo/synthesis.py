"""Invented answers to a questionnaire: seeded, clustered by household, with gaps in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from survey.questionnaire.flow import strip_hidden
from survey.questionnaire.model import Question, Questionnaire

SPREAD_HOUSEHOLD = 9.0
SPREAD_PERSON = 11.0
SPREAD_ANSWER = 18.0
"""Standard deviations, on 0 to 100, between households, between their members, between answers."""

SPREAD_QUESTION = 12.0
"""How far questions of one domain lie apart in one neighbourhood, as a standard deviation."""


@dataclass(frozen=True)
class Invented:
    """One invented neighbourhood in one wave: the numbers of the households that are asked.

    `levels` gives each domain's mean on 0-100.
    """

    area: str
    households: Sequence[int]
    levels: Mapping[str, float]


@dataclass(frozen=True)
class Interview:
    """One invented interview."""

    area: str
    household: str
    day: date
    answers: dict[str, object]


def synthesise(
    questionnaire: Questionnaire, places: list[Invented], first: date, last: date, seed: int
) -> Iterator[Interview]:
    """Invent one or two interviews a household; the same seed gives the same answers.

    A domain's level moves its questions' answers in the direction of their polarity: in a strength
    domain a high level is good, in a harm domain it is harm. The seed is of a wave; how a place
    sees each question, and a household everything, hangs on their names and lasts.
    """
    for place in places:
        chance, lasting = Random(f"{seed}/{place.area}"), Random(place.area)
        inclination = {name: lasting.gauss(0, SPREAD_QUESTION) for name in questionnaire.items}
        for number in place.households:
            household = f"{place.area}-{number:03}"
            shift = Random(household).gauss(0, SPREAD_HOUSEHOLD)
            day = first + timedelta(days=chance.randrange((last - first).days + 1))
            shared: dict[str, object] = {}
            for _ in range(chance.choices((1, 2), weights=(3, 1))[0]):
                person = _Person(place, inclination, shift + chance.gauss(0, SPREAD_PERSON), chance)
                answers = person.answer(questionnaire, shared, day)
                yield Interview(place.area, household, day, strip_hidden(questionnaire, answers))


@dataclass(frozen=True)
class _Person:
    """One invented respondent: how the place is, how this person sees it, and chance."""

    place: Invented
    inclination: Mapping[str, float]
    shift: float
    chance: Random

    def answer(
        self, questionnaire: Questionnaire, shared: dict[str, object], day: date
    ) -> dict[str, object]:
        """Answer everything; what concerns the household is answered once and kept in `shared`."""
        answers: dict[str, object] = {}
        for question in (one for one in questionnaire.questions.values() if one.enabled):
            if question.level == "household" and question.id in shared:
                answer = shared[question.id]
            else:
                answer = self._answer_one(questionnaire, question, answers, day)
            if question.level == "household":
                shared[question.id] = answer
            if answer is not None:
                answers[question.id] = answer
        return answers

    def _answer_one(
        self,
        questionnaire: Questionnaire,
        question: Question,
        answers: Mapping[str, object],
        day: date,
    ) -> object:
        gap = self._leave_a_gap(question)
        if gap != "":
            return gap
        if question.item:
            return self._answer_item(questionnaire, question)
        return self._answer_freely(question, answers, day)

    def _leave_a_gap(self, question: Question) -> object:
        """Leave some answers out: more often where the question is delicate. "" means none."""
        draw = self.chance.random()
        if question.not_applicable and draw < 0.12:
            return {"missing": "not_applicable"}
        refusal = 0.11 if question.sensitive else 0.012
        if "refused" in question.missing and draw > 1 - refusal:
            return {"missing": "refused"}
        if "dont_know" in question.missing and question.item and 0.4 < draw < 0.43:
            return {"missing": "dont_know"}
        return None if 0.2 < draw < 0.215 and not question.required else ""

    def _answer_item(self, questionnaire: Questionnaire, question: Question) -> object:
        """Draw a scale position around the level of the question's domain."""
        assert question.item is not None
        domain = next(d for d in questionnaire.domains if d.id == question.item.domain)
        level = self.place.levels[domain.id] + self.inclination[question.id]
        sign = -1 if domain.polarity == "harm" else 1
        seen = level + sign * self.shift + self.chance.gauss(0, SPREAD_ANSWER)
        good = 100 - seen if domain.polarity == "harm" else seen
        height = min(max(good if question.item.polarity == "positive" else 100 - good, 0), 99.9)
        if question.kind == "yes_no":
            return "yes" if self.chance.random() * 100 < height else "no"
        return question.options[int(height / 100 * len(question.options))].name

    def _answer_freely(
        self, question: Question, answers: Mapping[str, object], day: date
    ) -> object:
        match question.kind:
            case "integer":
                return self._count(question, answers)
            case "choice":
                return self.chance.choice(question.options).name
            case "rank":
                names = [option.name for option in question.options]
                return self.chance.sample(names, getattr(question.settings, "choose", 1))
            case _:
                return None

    def _count(self, question: Question, answers: Mapping[str, object]) -> int:
        """Count people: no more children than fit beside one adult."""
        size = answers.get("household_size")
        if isinstance(size, int):
            return min(max(0, size - 2), self.chance.choices((0, 1, 2, 3), (5, 3, 3, 1))[0])
        return self.chance.choices(range(1, 9), (4, 9, 14, 18, 14, 8, 4, 2))[0]
