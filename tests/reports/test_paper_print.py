"""Printed questionnaires as real PDFs: words, pages, bytes and files."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import process_time

import pytest

from survey.errors import MahallaError
from survey.locale import Language
from survey.questionnaire.load import load_questionnaire, parse_questionnaire
from survey.reports.paper import make
from survey.reports.paper.make import Sheet, draw_code, keep_sheet, print_sheet, save_sheet
from tests.reports.conftest import count_pages, read_text, run_tool, strip_marks
from tests.reports.paper import long, visit

BUDGET = 250_000
"""The most bytes a printed questionnaire may have."""

WORDS = {
    "en": ("Visit to a home", "Before we begin", "Yes gladly", "I feel safe here.", "Person 6"),
    "fa": ("دیدار خانه", "پیش از شروع", "این", "نفر ۶", "−۸"),
    "ar": ("زيارة بيت", "قبل أن نبدأ", "كيف يكون", "الشخص ٦", "−٨"),
}
Printed = Callable[[str, bool], Path]


@pytest.fixture(scope="session")
def sheets(
    languages: dict[str, Language],
    complaints: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Printed:
    """Print the visit in a language and a size, once in a session; give its file."""
    folder = tmp_path_factory.mktemp("paper")

    @cache
    def print_once(tag: str, is_large: bool = False) -> Path:
        sheet = Sheet(visit(), languages[tag], is_large)
        return save_sheet(sheet, folder / sheet.name)

    return print_once


def read_page(file: Path, page: int) -> str:
    """Read the words of a page in the order in which they are written."""
    raw = run_tool("pdftotext", "-raw", "-f", str(page), "-l", str(page), str(file), "-")
    return " ".join(strip_marks(raw).split())


def read_pages(file: Path) -> list[str]:
    """Read the words of every page."""
    return [read_page(file, page) for page in range(1, count_pages(file) + 1)]


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
def test_every_glyph_is_there(sheets: Printed, complaints: list[str], tag: str, is_large: bool):
    """WeasyPrint has nothing to complain of: no missing glyph, no unknown property."""
    sheets(tag, is_large)
    assert complaints == []


@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
def test_words_are_found(sheets: Printed, tag: str):
    """The words of a printed form can be searched for, whole and in order."""
    said = read_text(sheets(tag, False))
    assert [word for word in WORDS[tag] if word not in said] == []


def test_order_of_words(sheets: Printed):
    """The consent comes first, its two answers before the introduction, and thanks at the end."""
    said = " ".join(read_pages(sheets("en", False)))
    wanted = (
        "Neighbourhood",
        "Household code",
        "Before we begin",
        "Yes gladly",
        "No thank you",
        "How it works",
        "The street",
        "I feel safe here.",
        "Where to get help",
        "The home",
        "What do you wish?",
        "For your time.",
        "End time",
    )
    assert [said.index(words) for words in wanted] == sorted(said.index(words) for words in wanted)


@pytest.mark.parametrize("is_large", [False, True])
def test_a_question_is_never_split(sheets: Printed, is_large: bool):
    """A question stands on one page with all its answers."""
    pages = read_pages(sheets("en", is_large))
    pairs = {
        "Which school?": "The far one",
        "What first?": "Place 2",
        "Food": "Too little",
        "Where from is the water?": "A well",
        "Since when?": "Year",
    }
    for question, answer in pairs.items():
        page = next(page for page in pages if question in page)
        assert answer in page.partition(question)[2]


def test_every_page_says_what_it_is(sheets: Printed, languages: dict[str, Language]):
    """Each page has the version, its number in the language's digits, and room for the sheet's."""
    pages = read_pages(sheets("fa", False))
    version, count = visit().version[:12], languages["fa"].number(len(pages))
    feet = [page[-80:] for page in pages]
    assert [version in foot and f"{count} از" in foot for foot in feet] == [True] * len(pages)


def test_every_page_has_its_own_code(languages: dict[str, Language]):
    """The QR codes of two pages differ, and so do those of two languages."""
    codes = {
        draw_code(Sheet(visit(), languages[tag]), page) for tag in ("fa", "ar") for page in (1, 2)
    }
    assert len(codes) == 4


def test_same_bytes(sheets: Printed, languages: dict[str, Language]):
    """The same questionnaire gives the same bytes."""
    assert print_sheet(Sheet(visit(), languages["fa"])) == sheets("fa", False).read_bytes()


def test_sound_tagged_pdf(sheets: Printed):
    """The file is sound, tagged, in Persian, and its pages turn from left to right."""
    file = str(sheets("fa", False))
    run_tool("qpdf", "--check", file)
    assert "Tagged:          yes" in run_tool("pdfinfo", file)
    shown = run_tool("qpdf", "--json", "--json-key=qpdf", file)
    assert '"/R2L"' in shown
    assert '"/Lang": "u:fa"' in shown


def test_bookmarks(sheets: Printed):
    """Every section can be found by its bookmark."""
    shown = json.loads(run_tool("qpdf", "--json", "--json-key=outlines", str(sheets("en", False))))[
        "outlines"
    ]
    assert [kid["title"] for kid in shown[0]["kids"]] == [
        "Before we begin",
        "How it works",
        "The street",
        "The home",
        "Thank you",
    ]


@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
@pytest.mark.parametrize(
    "name", ["neighbourhood-diagnosis", "household-self-sufficiency", "tal-afar-water"]
)
def test_size(root: Path, languages: dict[str, Language], tmp_path: Path, tag: str, name: str):
    """Our own questionnaires are small enough to be sent by telephone."""
    questionnaire = load_questionnaire(root / "questionnaires" / f"{name}.yaml")
    sheet = Sheet(questionnaire, languages[tag])
    assert save_sheet(sheet, tmp_path / sheet.name).stat().st_size <= BUDGET


def test_300_questions(languages: dict[str, Language], complaints: list[str], tmp_path: Path):
    """A questionnaire of 300 questions with repeats is printed whole, in seconds."""
    sheet = Sheet(long(), languages["en"])
    begun = process_time()
    file = save_sheet(sheet, tmp_path / sheet.name)
    assert process_time() - begun < 60
    assert complaints == []
    said = " ".join(read_pages(file))
    numbers = re.findall(r"question that is called (\d+) in this file", said)
    repeats = [str(number) for number in range(1, 301) if number % 30 == 15]
    assert sorted({*numbers, *repeats}, key=int) == [str(number) for number in range(1, 301)]


def test_more_pages_than_expected(languages: dict[str, Language], monkeypatch: pytest.MonkeyPatch):
    """A form with more pages than expected is laid out again, with a code for every page."""
    asked: list[int] = []
    monkeypatch.setattr(make, "draw_codes", lambda sheet, pages: asked.append(pages) or "")
    body = "\n\n".join(
        "We ask about the neighbourhood, and it takes a long time." for _ in range(200)
    )
    source = f"""
id: talk
title: A talk
unit: person
consent: {{title: Before, body: "{body}", agree: "Yes", decline: "No", declined: Bye}}
sections:
  - {{id: one, title: One, questions: [{{id: a, kind: yes_no, text: A?}}]}}
"""
    print_sheet(Sheet(parse_questionnaire(source, "talk.yaml"), languages["en"], is_large=True))
    assert asked[0] < asked[1]


def test_kept_until_it_would_look_otherwise(languages: dict[str, Language], tmp_path: Path):
    """A printed form is kept and not printed again, until its words change."""
    first = keep_sheet(Sheet(visit(), languages["en"]), tmp_path)
    first.write_bytes(b"kept")
    assert keep_sheet(Sheet(visit(), languages["en"]), tmp_path).read_bytes() == b"kept"
    assert keep_sheet(Sheet(visit(), languages["fa"]), tmp_path) != first


def test_a_folder_that_cannot_be_written(languages: dict[str, Language], tmp_path: Path):
    """A folder that cannot be written is said in a sentence."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(MahallaError, match="cannot be written"):
        save_sheet(Sheet(visit(), languages["en"]), tmp_path / "taken" / "form.pdf")
