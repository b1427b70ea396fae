"""`mahalla new`: a questionnaire to begin with."""

from datetime import date

import pytest
from click.testing import CliRunner

from survey.authoring.checking import check_paths
from survey.cli import main
from survey.questionnaire.load import load_questionnaire

TODAY = date(2026, 11, 22)


@pytest.fixture
def home(tmp_path, root, monkeypatch):
    """A project with languages and the schemas for editors, but without questionnaires."""
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "docs").symlink_to(root / "docs")
    monkeypatch.setenv("MAHALLA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.output


@pytest.mark.parametrize("language", ["en", "fa", "ar", "fa_AF", "ckb"])
def test_it_is_in_order_at_once(home, language):
    """The questionnaire and both worked examples pass the check as they were written."""
    run("new", "street", "--language", language)

    found = check_paths([home / "questionnaires"], TODAY)

    assert (len(found.questionnaires), found.cases, found.problems) == (1, 2, [])


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Your wishes"), ("fa", "خواسته‌های شما"), ("ar", "ما تتمنونه")]
)
def test_it_speaks_the_language_asked_for(home, language, words):
    """Persian and Arabic writers begin with Persian and Arabic questions."""
    run("new", "street", "--language", language)

    made = load_questionnaire(home / "questionnaires" / "street.yaml")

    assert (made.language, made.sections[-1].title.source) == (language, words)


def test_it_shows_a_scale_a_condition_a_domain_and_consent(home):
    """Whoever reads it has seen one of each."""
    run("new", "street")

    made = load_questionnaire(home / "questionnaires" / "street.yaml")

    assert made.consent
    assert [domain.id for domain in made.domains] == ["together"]
    assert {q.scale for q in made.questions.values()} == {"agree5", ""}
    assert made.questions["children_count"].show_if


def test_title_and_unit_are_taken_over(home):
    """A title with signs that YAML knows is kept as it was typed."""
    run("new", "street", "--title", 'Our street: #1 "the best"', "--unit", "household")

    made = load_questionnaire(home / "questionnaires" / "street.yaml")

    assert (made.title.source, made.unit) == ('Our street: #1 "the best"', "household")


def test_it_says_what_to_do_next(home):
    """The files are named as they are typed here, and the next three commands with them."""
    assert run("new", "street") == (
        0,
        "Your questionnaire is questionnaires/street.yaml, and its worked examples are "
        "questionnaires/street.cases.yaml.\n"
        "Open it in a text editor. To see it while you write: "
        "mahalla preview questionnaires/street.yaml\n"
        "To find mistakes: mahalla check questionnaires/street.yaml\n"
        "To let people answer: mahalla serve, and then the address /f/street/\n",
    )


def test_editors_are_told_where_the_schemas_are(home):
    """Both files begin with the line that editors look for."""
    run("new", "street")

    first = [
        path.read_text(encoding="utf-8").splitlines()[0]
        for path in sorted((home / "questionnaires").iterdir())
    ]

    assert first == [
        "# yaml-language-server: $schema=../docs/cases.schema.json",
        "# yaml-language-server: $schema=../docs/questionnaire.schema.json",
    ]


def test_without_the_schemas_editors_are_told_nothing(home):
    """A line that leads nowhere would only be a mistake."""
    (home / "docs").unlink()

    run("new", "street")

    text = (home / "questionnaires" / "street.yaml").read_text(encoding="utf-8")
    assert text.startswith("# A new questionnaire\n")


@pytest.mark.parametrize("name", ["street.yaml", "street.cases.yaml"])
def test_nothing_is_overwritten(home, name):
    """Where one of the files is there already, none is written."""
    (home / "questionnaires").mkdir()
    there = home / "questionnaires" / name
    there.write_text("mine", encoding="utf-8")

    status, said = run("new", "street")

    assert (status, there.read_text(encoding="utf-8")) == (1, "mine")
    assert len(list(there.parent.iterdir())) == 1
    assert said == (
        f"{there}: This file is there already, and nothing was changed. Choose another name.\n"
    )


@pytest.mark.parametrize("name", ["../street", "my street", "خیابان", "street.cases", ""])
def test_a_name_that_cannot_be_one_is_refused(home, name):
    """No file is written outside the folder, or under a name that tables cannot have."""
    status, said = run("new", name)

    assert (status, "cannot be a name" in said) == (1, True)
    assert not (home / "questionnaires").exists()


def test_a_language_by_name_is_refused(home):
    """Languages go by their tags."""
    status, said = run("new", "street", "--language", "Farsi")

    assert (status, said) == (
        1,
        "“Farsi” is no language. Write its tag, such as en, fa, ar or fa_AF.\n",
    )
