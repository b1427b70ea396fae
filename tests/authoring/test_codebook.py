"""Codebooks: every variable of a questionnaire, on a page, on paper and as a table."""

import csv
from io import StringIO

import pytest
from click.testing import CliRunner

from survey.app import create_app
from survey.authoring.codebook import Codebook
from survey.authoring.codebook_table import write_table
from survey.authoring.page import choose_languages, render_file
from survey.cli import main
from survey.locale import load_languages
from survey.questionnaire.load import find_questionnaires, load_questionnaire, parse_questionnaire
from survey.settings import HOME
from tests.accounts.people import sign_in

LANGUAGES = load_languages(HOME / "translations")
HOME_FORM = """\
id: home
title: {en: Our home, fa: خانهٔ ما}
unit: person
words: {office: the office}
scales:
  agree:
    kind: rating
    missing: [dont_know]
    options:
      - {name: disagree, code: 1, text: {en: I disagree, fa: مخالفم}}
      - {name: neither, code: 2, text: Neither}
      - {name: agree, code: 3, text: I agree}
domains:
  street: {title: The street}
  harm: {title: Harm, polarity: harm}
sections:
  - id: all
    title: Everything
    questions:
      - {id: safe, scale: agree, text: Safe?, domain: street, dk_as: 1, weight: 2}
      - {id: theft, scale: agree, text: Theft?, domain: harm, polarity: negative, sensitive: true}
      - {id: why, kind: text, text: "Why, {office}?", show_if: {q: safe, is: disagree}}
      - id: members
        kind: repeat
        text: Who?
        each: "Person {number}"
        level: household
        questions:
          - {id: age, kind: integer, text: Age?, min: 0, required: true}
"""


@pytest.fixture(scope="module")
def home():
    return parse_questionnaire(HOME_FORM, "home.yaml")


def make_codebook(questionnaire, *tags):
    tags = tags or ("en", "fa")
    return Codebook(questionnaire, LANGUAGES[tags[0]], [LANGUAGES[tag] for tag in tags])


@pytest.fixture(scope="module")
def page(home):
    return render_file(make_codebook(home))


@pytest.fixture(scope="module")
def rows(home):
    return list(csv.DictReader(StringIO(write_table(make_codebook(home)))))


def test_a_page_needs_nothing_else(page):
    """Styles are inside, unescaped, and nothing is loaded from elsewhere."""
    assert ".variable > header" in page
    assert "<link" not in page
    assert "<script" not in page


def test_texts_stand_side_by_side_in_their_own_direction(page):
    """A Persian text is marked as Persian and runs from the right."""
    assert '<p lang="fa" dir="rtl" data-name="فارسی">خانهٔ ما</p>' in page


def test_a_text_without_a_translation_says_so(page):
    """Nobody takes the English text for the Persian one."""
    assert '<h3 lang="fa" dir="rtl" data-name="فارسی"><small>Not translated</small></h3>' in page


def test_routing_is_said_in_words(page):
    """A condition is a sentence with the number of its question."""
    assert "Only if question 1 is “I disagree”." in page


def test_scoring_is_said_in_words(page):
    """Domain, direction, weight and what not knowing counts are sentences."""
    assert (
        "Domain: The street. A high code is good news. Weight: 2. "
        "“I don’t know” counts like code 1." in page
    )


def test_the_version_is_the_one_that_answers_carry(home, page):
    """The beginning of the hash stands on the cover."""
    assert f"<code>{home.version[:12]}</code>" in page


def test_sensitive_questions_are_marked_in_words(page):
    """The mark is a word and not only a colour."""
    assert page.count("⚠ Sensitive") == 1


def test_the_table_has_a_row_for_every_answer(rows):
    """Three steps and not knowing for each rating, one row for each question without a list."""
    assert [row["variable"] for row in rows] == [
        *["safe"] * 4,
        *["theft"] * 4,
        "why",
        "members",
        "age",
    ]


def test_the_table_tells_numbers_codes_and_scores(rows):
    """An answer has its number on paper, its code, and what it counts in its domain."""
    told = [
        (row["answer"], row["answer_number"], row["answer_code"], row["answer_score"])
        for row in rows[:8]
    ]

    assert told == [
        ("disagree", "1", "1", "0"),
        ("neither", "2", "2", "50"),
        ("agree", "3", "3", "100"),
        ("dont_know", "-8", "", "0"),
        ("disagree", "1", "1", "0"),
        ("neither", "2", "2", "50"),
        ("agree", "3", "3", "100"),
        ("dont_know", "-8", "", ""),
    ]


def test_the_table_numbers_questions_inside_repeats(rows):
    """A question about members has the number of the repeat in front of its own."""
    assert [(row["variable"], row["number"], row["required"]) for row in rows[-2:]] == [
        ("members", "4", "0"),
        ("age", "4.1", "1"),
    ]


def test_the_table_leaves_texts_that_are_not_translated_empty(rows):
    """A column holds one language and nothing else."""
    assert (rows[0]["answer_text_fa"], rows[1]["answer_text_fa"]) == ("مخالفم", "")


def test_numbers_are_latin_in_tables_and_native_on_pages(home):
    """A Persian reader reads ۱; a program reads 1."""
    persian = make_codebook(home, "fa")

    assert '<b class="number">۱</b>' in render_file(persian)
    assert next(csv.DictReader(StringIO(write_table(persian))))["number"] == "1"


@pytest.mark.parametrize(
    "file", find_questionnaires(HOME / "questionnaires"), ids=lambda path: path.stem
)
@pytest.mark.parametrize("tag", ["en", "fa"])
def test_every_questionnaire_has_a_codebook(file, tag):
    """Each question of ours is on the page and in the table, in all languages it is told in."""
    questionnaire = load_questionnaire(file)
    chosen = choose_languages(questionnaire, LANGUAGES)
    book = Codebook(questionnaire, LANGUAGES[tag], chosen)

    page, table = render_file(book), list(csv.DictReader(StringIO(write_table(book))))

    assert [name for name in questionnaire.questions if f'id="v-{name}"' not in page] == []
    assert list(dict.fromkeys(row["variable"] for row in table)) == list(questionnaire.questions)
    assert {"en", "fa", "ar"} <= {language.tag for language in chosen}


def run(*arguments):
    done = CliRunner().invoke(main, ["codebook", *map(str, arguments)])
    return done.exit_code, done.output


@pytest.mark.parametrize("ending", ["html", "csv"])
def test_the_command_writes_a_page_or_a_table(tmp_path, ending):
    """The ending of the file says which."""
    out = tmp_path / f"codebook.{ending}"

    assert run("session-satisfaction", "--language", "fa", "--out", out) == (0, "")
    assert "نظر شما" in out.read_text(encoding="utf-8") or ending == "csv"


def test_the_command_says_what_it_cannot_write(tmp_path):
    """Other formats and unknown languages are told in a sentence."""
    assert run("session-satisfaction", "--out", tmp_path / "codebook.docx") == (
        1,
        "A codebook is a page or a table: let the file end in .html or .csv.\n",
    )
    status, said = run("session-satisfaction", "--language", "xx", "--out", tmp_path / "c.html")
    assert (status, said.startswith("There is no language “xx”. Use one of: en,")) == (1, True)


@pytest.fixture
def client(settings):
    return create_app(settings).test_client()


def test_the_site_shows_codebooks_to_the_office_only(client, settings):
    """Strangers are led to where people sign in."""
    addresses = [
        "/office/codebook/",
        "/office/codebook/session-satisfaction",
        "/office/codebook/session-satisfaction.csv",
    ]

    assert [client.get(address).status_code for address in addresses] == [302] * 3
    sign_in(client, "coordinator")
    assert [client.get(address).status_code for address in addresses] == [200] * 3
    assert client.get("/office/codebook/nothing").status_code == 404


def test_the_page_on_the_site_has_no_style_inside(client, settings):
    """The policy of the site lets no style inside a page: it is a file of its own."""
    sign_in(client, "coordinator")

    page = client.get("/office/codebook/session-satisfaction").text

    assert "<style" not in page
    assert client.get("/authoring/static/codebook.css").status_code == 200


def test_it_says_what_is_sealed_and_what_waits_for_a_promise():
    """Whoever works with the answers learns why a column is empty."""
    inside = """\
      - {id: phone, kind: text, text: Telephone, identifying: true}
      - {id: hurt, kind: yes_no, text: Hurt?, needs: [trained_interviewers, referral_path]}
"""
    codebook = make_codebook(parse_questionnaire(HOME_FORM + inside, "home.yaml"), "en")
    notes = {
        question.id: list(codebook.list_notes(question))
        for question in codebook.questionnaire.questions.values()
    }

    assert notes["phone"] == ["It tells who a person is: its answers are kept apart, sealed."]
    assert notes["hurt"] == [
        "Off until the project declares: the interviewers are trained for it and may always skip "
        "it; a named place has agreed to help at once."
    ]
