"""Cards to print: made on the command line, and on an office page."""

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.errors import MahallaError
from survey.forms.card_work import Order, choose_places, fill_order, read_households, save_cards
from survey.forms.cards import cut_sheets, write_table
from survey.locale import load_languages
from survey.qr import draw_code
from survey.site import Site
from tests.accounts.people import sign_in
from tests.databases import place_database, tell_database
from tests.forms.conftest import NOW, make_project

PROJECT = make_project("tour")
HERE = "https://survey.example.org"


@pytest.fixture
def speak(root: Path):
    languages = load_languages(root / "translations")
    return lambda tag: languages[tag]


def make(site: Site, language, **wanted):
    order = Order(PROJECT, wanted.pop("places", ["north"]), **wanted)
    return fill_order(site.database, NOW, "test", order, HERE, language)


def test_it_works(site, speak, tmp_path):
    """A folder gets a sheet to print and a table with the same codes."""
    cards = make(site, speak("fa"), count=3, once=True)
    save_cards(cards, PROJECT, speak("fa"), tmp_path / "out")
    page = (tmp_path / "out" / "cards.html").read_text()
    with (tmp_path / "out" / "cards.csv").open(encoding="utf-8-sig") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == page.count("<article") == 3
    assert all(row["code"] in page for row in rows)
    assert rows[0]["address"] == f"{HERE}/l/{rows[0]['code'].replace('-', '')}/fa"
    assert 'dir="rtl"' in page
    assert "شمال" in page


def test_cards_that_work_once_all_differ(site, speak):
    """With `once` every card has a code of its own."""
    assert len({card.code for card in make(site, speak("en"), count=20, once=True)}) == 20


def test_cards_that_work_often_are_alike(site, speak):
    """Without `once` a neighbourhood has one code, on as many cards as are wanted."""
    cards = make(site, speak("en"), count=20)
    assert (len(cards), len({card.code for card in cards})) == (20, 1)
    assert write_table(cards).count("\n") == 2


def test_every_household_has_a_card(site, speak):
    """A list of households makes one card for each."""
    cards = make(site, speak("en"), households=["N-1", "N-2"], count=50)
    assert [card.link.household for card in cards] == ["N-1", "N-2"]


def test_eight_cards_fill_a_sheet(site, speak):
    """Sheets hold eight cards; the last holds the rest."""
    sheets = cut_sheets(make(site, speak("en"), count=23))
    assert [len(sheet) for sheet in sheets] == [8, 8, 7]


def test_too_many_cards_are_refused(site, speak):
    """A slip of the finger does not make a million codes."""
    with pytest.raises(MahallaError):
        make(site, speak("en"), places=["north", "south"], count=4000, once=True)


def test_households_are_read_line_by_line():
    """The first column counts; a heading, blanks and repetitions do not."""
    assert read_households("household,name\nN-1,x\n\n N-2 ,y\nN-1,z\n") == ["N-1", "N-2"]


def test_an_empty_list_of_households_is_told():
    """A list without a code is a mistake."""
    with pytest.raises(MahallaError):
        read_households("household\n\n")


def test_an_unknown_neighbourhood_is_told():
    """The message names the neighbourhoods there are."""
    with pytest.raises(MahallaError, match="It has: north, south"):
        choose_places(PROJECT, "west")


def test_the_picture_has_light_around_it():
    """A QR code is dark squares with four squares of light around them."""
    assert re.match(r'<svg [^>]*viewBox="-4 -4 29 29"', draw_code("A"))


def test_the_command_writes_cards(home, app, tmp_path, monkeypatch):
    """`mahalla links` makes cards for every neighbourhood of a project."""
    monkeypatch.setenv("MAHALLA_HOME", str(home))
    words = ["links", "town", "--count", "2", "--site", HERE, "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(
        main, [*words, "--database", tell_database(place_database(home / "mahalla.db"))]
    )
    assert done.exception is None, repr(done.exception)
    assert done.output == f"{tmp_path / 'out'}: cards.html and cards.csv (4 cards)\n"
    assert (tmp_path / "out" / "cards.csv").is_file()


@pytest.mark.parametrize("words", [["nowhere"], ["town", "--households", "list.txt"]])
def test_the_command_says_what_is_missing(home, app, tmp_path, monkeypatch, words):
    """An unknown project, and households without a neighbourhood, are told in a sentence."""
    monkeypatch.setenv("MAHALLA_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    Path("list.txt").write_text("N-1\n")
    options = [
        "--site",
        HERE,
        "--out",
        "out",
        "--database",
        tell_database(place_database(home / "mahalla.db")),
    ]
    done = CliRunner().invoke(main, ["links", *words, *options])
    assert (done.exit_code, "Say with" in done.output or "Name one of" in done.output) == (1, True)


@pytest.fixture
def office(visitor, site):
    sign_in(visitor.client, "coordinator")
    return visitor


def test_the_office_makes_cards(office):
    """The office page shows the sheets, and hands the codes over as a table."""
    office.get("/office/links/")
    page = office.send(place="town/north", count="۳", once="1", lang="en", site=HERE, go="x")
    assert page.text.count("<article") == 3
    code = re.search(r'class="code"><bdi dir="ltr">([^<]+)', page.text)[1]
    assert code in page.text.split('name="table" value="')[1]
    assert page.headers["Cache-Control"] == "private, no-store"
    token = re.search(r'csrf_token" value="([^"]+)', page.text)[1]
    table = office.client.post(
        "/office/links/cards.csv", data={"csrf_token": token, "table": f"code\n{code}\n"}
    )
    assert table.get_data(as_text=True) == f"\ufeffcode\n{code}\n"
    assert "attachment" in table.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"place": ""}, "Choose for which project"),
        ({"place": "town/", "households": "N-1"}, "Choose the one neighbourhood"),
        ({"place": "town/north", "count": "many"}, "Write how many cards"),
    ],
)
def test_the_office_page_tells_mistakes(office, typed, said):
    """What must be mended stands above the form, which keeps what was typed."""
    office.get("/office/links/")
    assert said in office.send(**{"count": "5", "lang": "en", "go": "x", **typed}).text


def test_strangers_make_no_cards(client):
    """Who is not signed in is led to where people sign in."""
    assert client.get("/office/links/").location == "/sign-in/?next=%2Foffice%2Flinks%2F"
