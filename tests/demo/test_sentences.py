"""Invented sentences: the same each time, chosen for print only in words somebody wrote."""

from survey.demo.load import SAMPLE, invent_wave
from survey.demo.sentences import MOST_CHOSEN, choose_sentences, write_sentences
from survey.places.file import load_project_file
from survey.questionnaire.load import load_questionnaire
from survey.voices.model import find_open, is_within, list_quotable


def test_the_same_person_writes_the_same():
    """Making the demonstration again invents nothing new."""
    assert [write_sentences(str(n)) for n in range(9)] == [
        write_sentences(str(n)) for n in range(9)
    ]
    assert {len(write_sentences(str(n))) for n in range(30)} == {0, 1, 2}


def test_what_is_chosen_was_written(root):
    """Every chosen sentence is the answer of the person it is said of, to an open question."""
    project = load_project_file(SAMPLE)
    form = load_questionnaire(root / "questionnaires" / f"{project.questionnaire}.yaml")
    people = list(invent_wave(project, project.waves[-1], form))
    own = [one for one in people if one.neighbourhood == "sepidar"]
    answers = {one.id: one.answers for one in own}
    chosen = list(choose_sentences(own, project.waves[-1].id))
    assert chosen
    assert all(is_within(one.words, str(answers[one.response][one.question])) for one in chosen)
    assert {one.question for one in chosen} == {question.id for question in list_quotable(form)}
    assert len(chosen) <= MOST_CHOSEN * len(list_quotable(form))
    assert ("sepidar", "z02") in find_open(form, own)
