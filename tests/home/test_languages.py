"""The page of languages."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from survey.app import create_app
from survey.home.languages import describe_languages
from survey.locale import load_languages
from survey.questionnaire.load import parse_questionnaire
from survey.settings import HOME, Settings
from survey.translate.model import Progress
from tests.databases import place_database

LANGUAGES = load_languages(HOME / "translations")
EN, FA = LANGUAGES["en"], LANGUAGES["fa"]
TRUST = parse_questionnaire(
    "id: trust\ntitle: {en: Trust, fa: اعتماد}\nunit: person\nsections:\n"
    "  - {id: one, title: First, questions: [{id: q1, kind: yes_no, text: 'Do you?'}]}\n",
    "trust.yaml",
)
DONE = {
    ("fa", "interface"): Progress(total=600, reviewed=500, drafted=99),
    ("fa", "trust"): Progress(total=100, fuzzy=1),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site that nobody has answered yet."""
    folder = tmp_path_factory.mktemp("site")
    settings = Settings(database=place_database(folder / "mahalla.db"), reports=folder / "reports")
    return create_app(settings).test_client()


def describe(language, progress=DONE, reader=FA):
    """Describe one language to a reader of Persian."""
    return describe_languages([language], {"trust": TRUST}, progress, reader)[0]


def test_it_works(client):
    """The page shows every language offered, with its texts and counts, in the reader's digits."""
    page = client.get("/languages/?lang=fa")
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert all(f'lang="{tag}"' in text for tag in ("fa", "ar", "ckb", "fa-AF", "en"))
    assert "شناخت محله" in text
    assert FA.number(186) in text


def test_the_first_page_leads_to_it(client):
    """It is linked from the foot of the first page."""
    assert 'href="/languages/"' in client.get("/fa/").get_data(as_text=True)


@pytest.mark.parametrize(("tag", "is_told"), [("ckb", True), ("fa_AF", True), ("fa", False)])
def test_a_form_says_where_a_machine_drafted_it(client, tag, is_told):
    """Before they agree, people read that nobody who speaks the language has read this yet."""
    page = client.get(f"/f/session-satisfaction?lang={tag}", follow_redirects=True)
    notice = LANGUAGES[tag].gettext(
        "This translation was drafted by a machine and has not yet been read by a native speaker."
    )
    assert page.status_code == 200
    assert (notice in page.get_data(as_text=True)) is is_told


def test_catalogues_have_their_titles_in_the_readers_language():
    """The interface comes first, then the questionnaires."""
    assert [row.title for row in describe(FA).rows] == [
        FA.gettext("Buttons, messages and reports"),
        "اعتماد",
    ]


def test_the_share_is_rounded_down():
    """599 of 700 is 85 percent; only what is wholly translated is 100."""
    assert describe(FA).share == "۸۵٪"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (EN, "Everything was written in this language first."),
        (replace(FA, is_reviewed=True), "A native speaker has read and approved this language."),
        (
            replace(FA, drafts=frozenset({"trust"})),
            "Drafted by a machine. No native speaker has approved it yet.",
        ),
        (
            replace(FA, drafts=frozenset()),
            "Written for this project. No native speaker has approved it yet.",
        ),
    ],
)
def test_what_is_said_of_a_language_is_true_of_it(language, said):
    """Nobody is told that a language was read by a native speaker when it was not."""
    assert describe(language, reader=EN).standing == said


def test_our_own_languages_await_a_native_speaker():
    """Persian and Arabic are drafts of ours, too: no language but English is called approved."""
    assert [tag for tag, language in LANGUAGES.items() if language.is_reviewed] == ["en"]
