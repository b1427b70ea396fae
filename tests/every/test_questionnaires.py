"""Every questionnaire of the project is in order, complete and translated."""

from datetime import date
from pathlib import Path

import pytest

from survey.authoring.cases import ENDING, load_cases
from survey.authoring.trial import try_beside
from survey.locale import load_languages
from survey.questionnaire.flow import visible_questions
from survey.questionnaire.load import find_questionnaires, load_questionnaire
from survey.settings import HOME, Settings
from survey.translate.work import Work, list_work

FILES = find_questionnaires(HOME / "questionnaires")
CATALOGUES = sorted(HOME.glob("translations/*/*.po"))
TRANSLATIONS = [path for path in CATALOGUES if path.stem != "interface"]


@pytest.fixture(scope="module")
def works() -> dict[Path, Work]:
    return {work.file: work for work in list_work(Settings()) if not work.template.is_interface}


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def file(request) -> Path:
    return request.param


def test_a_questionnaire_is_in_order_and_called_like_its_file(file):
    """It loads without a problem, and its id is the name of its file."""
    assert load_questionnaire(file).id == file.stem


def test_a_questionnaire_tells_editors_where_its_schema_is(file):
    """Its first line lets an editor check and complete it."""
    first = file.read_text(encoding="utf-8").splitlines()[0]

    assert first == "# yaml-language-server: $schema=../docs/questionnaire.schema.json"


def test_a_questionnaire_asks_something_of_everybody(file):
    """Without any answer yet, the first questions are visible."""
    assert visible_questions(load_questionnaire(file), {})


def test_a_questionnaire_has_worked_examples(file):
    """Beside it lie two or more, and what they expect comes true."""
    trial = try_beside(file, load_questionnaire(file), date(2026, 11, 22))

    assert ([problem.say() for problem in trial.problems], trial.count >= 2) == ([], True)


def test_worked_examples_meet_every_condition_once_and_miss_it_once(file):
    """Each question that not everybody is asked is asked of somebody, and not of somebody else."""
    questionnaire = load_questionnaire(file)
    cases, _ = load_cases(file.with_name(file.stem + ENDING))
    asked = {key for case in cases for key in case.asked}
    not_asked = {key for case in cases for key in case.not_asked}

    conditional = {q.id for q in questionnaire.questions.values() if q.show_if and q.enabled}
    assert (conditional - asked, conditional - not_asked) == (set(), set())


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_translation_is_complete_with_the_same_placeholders(works, path):
    """Each text has a translation that is not fuzzy and has the placeholders of its source."""
    assert [problem.say() for problem in works[path].check()] == []


def test_every_questionnaire_is_translated_into_every_language_offered(works):
    """No text of ours is shown in a language that its reader did not choose."""
    begun = {(work.language.tag, work.template.name) for work in works.values()}

    offered = [one.tag for one in load_languages(HOME / "translations").values() if one.offered]
    assert begun >= {(tag, path.stem) for tag in offered if tag != "en" for path in FILES}
