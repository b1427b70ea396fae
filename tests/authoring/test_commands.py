"""`mahalla check` and `mahalla schema`, as a coordinator meets them."""

import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.questionnaire.file_schema import describe_file
from survey.questionnaire.load import find_questionnaires

STREET = """\
id: street
title: Our street
unit: person
domains: {street: {title: The street}}
sections:
  - id: walking
    title: Walking
    questions:
      - {id: hello, kind: note, text: Hello}
      - {id: safe, kind: yes_no, text: Do you feel safe here?, domain: street}
      - {id: name, kind: text, text: Your name}
      - {id: old, kind: text, text: Switched off, enabled: false}
"""


@pytest.fixture
def run():
    """Run `mahalla` with arguments and give its exit status and what it says."""

    def call(*arguments):
        done = CliRunner().invoke(main, [str(argument) for argument in arguments])
        return done.exit_code, done.output

    return call


def test_a_clean_file_says_what_is_in_it(run, tmp_path):
    """Counted are questions that are asked and have an answer, and the scored ones of them."""
    (tmp_path / "street.yaml").write_text(STREET, encoding="utf-8")

    assert run("check", tmp_path / "street.yaml") == (
        0,
        "Everything is in order. Questionnaires: 1, questions: 2, scored: 1, worked examples: 0.\n",
    )


def test_what_waits_for_a_promise_is_named(run, tmp_path):
    """A question that is off until a project declares something is told with what it needs."""
    gated = "      - {id: hurt, kind: yes_no, text: Hurt?, needs: [referral_path]}\n"
    (tmp_path / "street.yaml").write_text(STREET + gated, encoding="utf-8")

    assert run("check", tmp_path / "street.yaml") == (
        0,
        "Everything is in order. Questionnaires: 1, questions: 2, scored: 1, worked examples: 0.\n"
        "“hurt” of “street” is off until a project declares: referral_path.\n",
    )


def test_without_a_path_the_project_is_checked(run, root):
    """The questionnaires of this repository are in order."""
    count = len(find_questionnaires(root / "questionnaires"))

    status, said = run("check")

    assert (status, f"Questionnaires: {count}," in said) == (0, True)


def test_every_problem_has_its_line_and_the_end_counts_them(run, tmp_path):
    """Problems of several files and folders are listed, with exit status 1."""
    (tmp_path / "forms").mkdir()
    broken = tmp_path / "forms" / "street.yaml"
    broken.write_text(STREET.replace("yes_no", "txt").replace("unit: person\n", ""), "utf-8")
    empty = tmp_path / "empty.yaml"
    empty.write_text("", encoding="utf-8")

    status, said = run("check", tmp_path / "forms", empty)

    assert status == 1
    assert [line.split(": ")[0] for line in said.splitlines()] == [
        f"{broken}:1:1",
        f"{broken}:9:20",
        f"{empty}:1:1",
        "3 problems were found. Mend them and check again.",
    ]


def test_one_problem_is_counted_as_one(run, tmp_path):
    """The last sentence has a form of its own for a single problem."""
    status, said = run("check", tmp_path / "missing.yaml")

    assert (status, said) == (
        1,
        f"{tmp_path / 'missing.yaml'}: The file cannot be read: No such file or directory. "
        "Check its name and place.\n"
        "1 problem was found. Mend it and check again.\n",
    )


def test_a_folder_without_questionnaires_is_a_problem(run, tmp_path):
    """Nothing to check is not everything in order."""
    status, said = run("check", tmp_path)

    assert status == 1
    assert said.startswith(
        f"{tmp_path}: This folder holds no questionnaire: no file in it ends in .yaml.\n"
    )


def test_a_file_of_another_encoding_is_a_problem(run, tmp_path):
    """A UTF-16 file is told in a sentence."""
    (tmp_path / "street.yaml").write_text(STREET, encoding="utf-16")

    status, said = run("check", tmp_path / "street.yaml")

    assert (status, "This line is not UTF-8 text" in said) == (1, True)


@pytest.mark.parametrize("arguments", [["check", "--language", "fa"], ["--lang", "fa", "check"]])
def test_problems_are_said_in_the_language_asked_for(run, tmp_path, arguments):
    """Persian sentences stand behind the same file, line and column."""
    (tmp_path / "street.yaml").write_text(STREET.replace("title: Our street\n", ""), "utf-8")

    _, said = run(*arguments, tmp_path / "street.yaml")

    assert said.startswith(f"{tmp_path / 'street.yaml'}:1:1: کلید `title` اینجا")


def test_the_schema_is_written_to_the_screen(run):
    """Without --out the JSON Schema goes to standard output."""
    assert run("schema") == (0, describe_file())


def test_the_schema_is_written_to_a_file(run, tmp_path):
    """With --out the JSON Schema goes to that file."""
    assert run("schema", "--out", tmp_path / "schema.json") == (0, "")
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == describe_file()


def test_a_schema_that_cannot_be_written_is_a_sentence(run, tmp_path):
    """A place that is not there is named, with exit status 1."""
    place = tmp_path / "missing" / "schema.json"

    assert run("schema", "--out", place) == (
        1,
        f"{place}: The file cannot be written: No such file or directory. Check its place.\n",
    )
