"""Questionnaires loaded from their files."""

import pytest

from survey.errors import MahallaError
from survey.questionnaire.load import (
    find_questionnaires,
    load_questionnaire,
    load_questionnaires,
    parse_questionnaire,
)

STREET = """\
id: street
title: Our street
unit: person
sections:
  - id: walking
    title: Walking
    questions:
      - {id: safe, kind: yes_no, text: Do you feel safe here?}
"""


def test_a_file_becomes_a_questionnaire(tmp_path):
    """The least that a questionnaire needs is an id, a title, a unit and one question."""
    (tmp_path / "street.yaml").write_text(STREET, encoding="utf-8")

    questionnaire = load_questionnaire(tmp_path / "street.yaml")

    assert (questionnaire.id, list(questionnaire.questions)) == ("street", ["safe"])


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file():
    """Keys, names, types, conditions and scores are all checked in one go."""
    source = """\
id: street
title: Our {street}
unit: person
domains:
  street: {title: The street}
sections:
  - id: walking
    title: Walking
    show_if: {q: nobody, is: "yes"}
    questions:
      - {id: safe, kind: yes_no, text: Safe?, domain: road}
      - {id: name, kind: text, txet: Your name}
      - {id: age, kind: integer, text: Your age, min: 0, max: 0}
      - {id: why, kind: text, text: Why?, show_if: {q: safe, is: maybe}}
      - {id: safe, kind: txt, text: Your wish}
      - {id: end, kind: note, text: The end, show_if: {q: later, answered: true}}
"""
    with pytest.raises(MahallaError) as caught:
        parse_questionnaire(source, "street.yaml")

    assert [
        (problem.where.line, problem.where.column, problem.say().split(": ", 1)[1])
        for problem in caught.value.problems
    ] == [
        (2, 1, "{street} is not filled in. Add `street:` under `words:`."),
        (9, 5, "There is no question “nobody”. Check its id."),
        (11, 47, "There is no domain “road”. Add it under `domains:`."),
        (12, 9, "The key `text` is missing here. Add it."),
        (12, 32, "There is no key `txet` here. Did you mean `text`?"),
        (13, 9, "`min` must be smaller than `max`."),
        (15, 10, "The name “safe” is already taken. Choose another."),
        (15, 20, "There is no kind of question “txt”. Did you mean `text`?"),
        (16, 46, "There is no question “later”. Check its id."),
    ]


def test_nothing_is_concluded_from_a_question_that_cannot_be_read():
    """A condition on a broken question, and a domain that may be its, are not complained about."""
    source = """\
id: street
title: Our street
unit: person
domains:
  street: {title: The street}
sections:
  - id: walking
    title: Walking
    questions:
      - {id: safe, kind: yes_no, text: 5, domain: street}
      - {kind: note, text: Hello}
      - just a word
      - {id: why, kind: text, text: Why?, show_if: {q: safe, is: "yes"}}
"""
    with pytest.raises(MahallaError) as caught:
        parse_questionnaire(source, "street.yaml")

    assert [problem.where.line for problem in caught.value.problems] == [10, 11, 12]


def test_curly_words_are_filled_from_the_words_of_the_file():
    """A {word} that stands under `words:` is in order, and so are braces around nothing."""
    source = STREET.replace("Our street", "'Asked by {office} {}'")

    street = parse_questionnaire(f"words: {{office: us}}\n{source}", "street.yaml")

    assert street.title.source == "Asked by {office} {}"


def test_a_broken_head_is_told_with_the_broken_questions():
    """Where the head cannot be read either, both are told."""
    source = STREET.replace("unit: person", "unit: 5").replace("yes_no", "maybe")

    with pytest.raises(MahallaError) as caught:
        parse_questionnaire(source, "street.yaml")

    assert [problem.where.line for problem in caught.value.problems] == [3, 8]


def test_the_version_changes_with_what_is_said_and_not_with_how():
    """Comments and layout leave the version as it is, another word changes it."""
    version = parse_questionnaire(STREET, "street.yaml").version
    laid_out = STREET.replace("title: Our street", "title:   'Our street'  # ours")

    assert parse_questionnaire(laid_out, "street.yaml").version == version
    assert parse_questionnaire(STREET.replace("safe here", "well"), "s.yaml").version != version
    assert len(version) == 64


def test_a_folder_is_loaded_by_id(tmp_path):
    """Every .yaml file counts but worked examples (`*.cases.yaml`) and other files."""
    (tmp_path / "street.yaml").write_text(STREET, encoding="utf-8")
    (tmp_path / "road.yaml").write_text(STREET.replace("street", "road"), encoding="utf-8")
    (tmp_path / "street.cases.yaml").write_text("[]", encoding="utf-8")
    (tmp_path / "street.txt").write_text("", encoding="utf-8")

    assert [path.name for path in find_questionnaires(tmp_path)] == ["road.yaml", "street.yaml"]
    assert list(load_questionnaires(tmp_path)) == ["road", "street"]


def test_the_problems_of_a_folder_are_told_together(tmp_path):
    """Two broken files leave two problems."""
    (tmp_path / "a.yaml").write_text("", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("- b", encoding="utf-8")

    with pytest.raises(MahallaError) as caught:
        load_questionnaires(tmp_path)

    assert [problem.where.file for problem in caught.value.problems] == [
        str(tmp_path / "a.yaml"),
        str(tmp_path / "b.yaml"),
    ]


def test_two_files_of_a_folder_cannot_have_one_id(tmp_path):
    """The second file with an id is told."""
    (tmp_path / "a.yaml").write_text(STREET, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(STREET, encoding="utf-8")

    with pytest.raises(MahallaError) as caught:
        load_questionnaires(tmp_path)

    assert str(caught.value) == (
        f"{tmp_path / 'b.yaml'}: Another questionnaire here has the id “street”. "
        "Call each as its file is called."
    )
