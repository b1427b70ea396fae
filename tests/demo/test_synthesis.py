"""Invented answers: the same for a seed, possible, with gaps, and different from place to place."""

from datetime import date
from pathlib import Path
from statistics import mean

import pytest

from survey.demo.places import invented_past, invented_places
from survey.demo.synthesis import Interview, synthesise
from survey.kinds.find import kind_of
from survey.questionnaire.flow import visible_questions
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Questionnaire

FIRST, LAST = date(2026, 10, 3), date(2026, 10, 31)


@pytest.fixture(scope="module")
def diagnosis(root: Path) -> Questionnaire:
    return load_questionnaire(root / "questionnaires" / "neighbourhood-diagnosis.yaml")


@pytest.fixture(scope="module")
def interviews(diagnosis: Questionnaire) -> list[Interview]:
    return list(synthesise(diagnosis, invented_places(), FIRST, LAST, seed=1))


def test_the_seed_decides_everything(diagnosis: Questionnaire, interviews: list[Interview]) -> None:
    """The same seed gives the same answers, another seed gives others."""
    again = list(synthesise(diagnosis, invented_places(), FIRST, LAST, seed=1))
    other = list(synthesise(diagnosis, invented_places(), FIRST, LAST, seed=2))
    assert interviews == again
    assert interviews != other


def test_every_answer_is_possible(diagnosis: Questionnaire, interviews: list[Interview]) -> None:
    """Each answer is to a visible question, and one that this question takes."""
    for interview in interviews:
        assert interview.answers.keys() <= visible_questions(diagnosis, interview.answers)
        for name, answer in interview.answers.items():
            question = diagnosis.questions[name]
            if isinstance(answer, dict):
                assert answer["missing"] in question.missing
            else:
                kind_of(question).check(answer, question, LAST)


def test_there_are_gaps_of_every_sort(interviews: list[Interview]) -> None:
    """Refused, not known, not applicable and blank answers all occur."""
    missing = {
        answer["missing"]
        for interview in interviews
        for answer in interview.answers.values()
        if isinstance(answer, dict)
    }
    assert missing == {"dont_know", "refused", "not_applicable"}
    assert any("q02" not in interview.answers for interview in interviews)


def test_households_agree_on_what_concerns_them_all(interviews: list[Interview]) -> None:
    """Two people of one household give the same answer about the household."""
    water: dict[str, set[str]] = {}
    for interview in interviews:
        water.setdefault(interview.household, set()).add(str(interview.answers.get("e10")))
    assert {len(answers) for answers in water.values()} == {1}


def test_places_differ(diagnosis: Questionnaire, interviews: list[Interview]) -> None:
    """Where parks were meant to be good they are judged better than where they were not."""
    names = [option.name for option in diagnosis.questions["e05"].options]

    def level(area: str) -> float:
        given = [i.answers.get("e05") for i in interviews if i.area == area]
        return mean(names.index(answer) for answer in given if answer in names)

    assert level("bagh-e-no") > level("niloufar") + 0.5


def test_a_year_before(diagnosis: Questionnaire, interviews: list[Interview]) -> None:
    """Four households of five were asked a year before, and answered otherwise than now."""
    past = list(
        synthesise(diagnosis, invented_past(), date(2025, 10, 4), date(2025, 11, 1), seed=2)
    )
    now, then = ({one.household for one in wave} for wave in (interviews, past))
    assert 0.7 < len(now & then) / len(then) < 0.9
    assert then - now
    assert now - then


def test_what_changed_in_a_year(diagnosis: Questionnaire, interviews: list[Interview]) -> None:
    """Parks were judged better in Sepidar a year before, and as now where nothing changed."""
    past = list(
        synthesise(diagnosis, invented_past(), date(2025, 10, 4), date(2025, 11, 1), seed=2)
    )
    names = [option.name for option in diagnosis.questions["e05"].options]

    def level(wave: list[Interview], area: str) -> float:
        given = [i.answers.get("e05") for i in wave if i.area == area]
        return mean(names.index(answer) for answer in given if answer in names)

    assert level(past, "sepidar") > level(interviews, "sepidar") + 0.2
    assert abs(level(past, "kuhpayeh") - level(interviews, "kuhpayeh")) < 0.25
