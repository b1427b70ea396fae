"""Making reports: pages, words, bytes and files of real PDFs."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from survey.errors import MahallaError
from survey.locale import Language, Text
from survey.reports.make import keep_report, name_file, render_report, write_report
from survey.results.model import Release
from survey.voices.model import Quote
from tests.reports.conftest import Printed, count_pages, read_text, run_tool
from tests.reports.sample import make_release, text, without_extras
from tests.reports.sample_tables import with_tables

BUDGET = 130_000
"""The most bytes a report may have."""

WORDS = {
    "en": ("Sepidar", "is a strength here, but", "Talk about it", "Strongly disagree"),
    "fa": ("سپیدار", "محیط عمومی محله", "مشارکت", "مخالفم", "آسیب"),
    "ar": ("سبيدار", "البيئة العامة في الحي", "للحوار", "أوافق", "المنهج"),
}


@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
def test_pages(printed: Printed, tag: str):
    """A report of a town with one wave and no open answers has six pages."""
    assert count_pages(printed("sepidar", tag)) == 6


@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
def test_words_are_found(printed: Printed, tag: str):
    """The words of a report can be searched for, whole and in order."""
    said = read_text(printed("sepidar", tag))
    assert [word for word in WORDS[tag] if word not in said] == []


@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
def test_every_glyph_is_there(printed: Printed, complaints: list[str], tag: str):
    """WeasyPrint has nothing to complain of: no missing glyph, no unknown property."""
    printed("sepidar", tag)
    assert complaints == []


def test_same_bytes(release: Release, languages: dict[str, Language], printed: Printed):
    """The same release gives the same bytes."""
    again = render_report(release, "sepidar", languages["fa"])
    assert again == printed("sepidar", "fa").read_bytes()


@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
def test_size(printed: Printed, tag: str):
    """A report is small enough to be sent by telephone."""
    assert printed("sepidar", tag).stat().st_size <= BUDGET


def test_sound_pdf(printed: Printed):
    """The file is a sound PDF."""
    run_tool("qpdf", "--check", str(printed("sepidar", "ar")))


@pytest.mark.parametrize(("tag", "turned"), [("fa", True), ("en", False)])
def test_pages_turn(printed: Printed, tag: str, turned: bool):
    """A reader turns the pages of a Persian report from left to right."""
    shown = run_tool("qpdf", "--json", "--json-key=qpdf", str(printed("sepidar", tag)))
    assert ('"/R2L"' in shown) is turned


def test_tagged(printed: Printed):
    """The PDF is tagged, so that it can be read aloud."""
    assert "Tagged:          yes" in run_tool("pdfinfo", str(printed("sepidar", "fa")))


@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
def test_invented_answers_are_called_so(printed: Printed, languages: dict[str, Language], tag: str):
    """Every page of invented answers says that they are invented."""
    band = languages[tag].gettext("Invented answers: synthetic data for demonstration")
    word = min(band.split(":")[0].split(), key=len)
    file = printed("sepidar", tag)
    pages = [run_tool("pdftotext", "-f", str(n), "-l", str(n), str(file), "-") for n in range(1, 6)]
    assert all(word in page for page in pages)


def test_silent_neighbourhood(printed: Printed):
    """Where too few answered, the report is one honest page and the method."""
    file = printed("labeh-rud", "en")
    assert count_pages(file) == 2
    assert "Too few people answered here" in read_text(file)


def test_absent_inputs(languages: dict[str, Language], release: Release, tmp_path: Path):
    """Pages without input are left out and the others numbered anew."""
    file = tmp_path / "bare.pdf"
    write_report(without_extras(release), "sepidar", languages["en"], file)
    assert count_pages(file) == 5
    assert "Page 5: Method" in read_text(file)


def test_long_name(languages: dict[str, Language], tmp_path: Path):
    """A name of sixty letters fits the first page and adds none."""
    name = "The neighbourhood of the old mills below the northern bridge"
    release = make_release()
    places = tuple(
        replace(place, name=text(name, name, name)) if place.id == "sepidar" else place
        for place in release.project.neighbourhoods
    )
    long = replace(release, project=replace(release.project, neighbourhoods=places))
    file = write_report(long, "sepidar", languages["en"], tmp_path / "long.pdf")
    assert count_pages(file) == 6
    assert name in read_text(file)


def test_markup_in_a_name(languages: dict[str, Language], release: Release, tmp_path: Path):
    """A name is never taken for markup."""
    project = replace(release.project, title=Text("A <b>bold</b> & </style> town"))
    file = write_report(
        replace(release, project=project), "labeh-rud", languages["en"], tmp_path / "x.pdf"
    )
    assert "A <b>bold</b> & </style> town" in read_text(file)


def test_unknown_neighbourhood(release: Release, languages: dict[str, Language]):
    """An unknown neighbourhood is answered with those there are."""
    with pytest.raises(MahallaError, match="Choose one of: sepidar, niloufar"):
        render_report(release, "nowhere", languages["en"])


def test_nothing_half_written(
    release: Release,
    languages: dict[str, Language],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """A disk that fills up leaves the old report as it was and nothing beside it."""
    file = tmp_path / "report.pdf"
    file.write_bytes(b"old")

    def fill_up(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_up)
    with pytest.raises(MahallaError, match="No space left on device"):
        write_report(release, "labeh-rud", languages["en"], file)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [
        ("report.pdf", b"old")
    ]


def test_names_of_files(release: Release, languages: dict[str, Language]):
    """A file is named by project, neighbourhood, product and language, without strange letters."""
    assert (
        name_file(release, "block 4/b", languages["ar"]) == "sample-block-4-b-neighbourhood-ar.pdf"
    )


@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
def test_choices_of_the_method_add_one_sheet(
    languages: dict[str, Language], complaints: list[str], tmp_path: Path, tag: str
):
    """The table of all choices begins under the method and ends on the next sheet."""
    said = len(complaints)
    scored = with_tables(make_release())
    file = write_report(scored, "sepidar", languages[tag], tmp_path / "scored.pdf")
    assert count_pages(file) == 7
    assert languages[tag].number(661) in read_text(file)
    assert complaints[said:] == []


def test_a_kept_report_is_printed_anew_when_its_words_change(
    release: Release, languages: dict[str, Language], tmp_path: Path
):
    """A sentence that was withdrawn without a new release stays in no copy on the disk."""
    said = Quote(UUID(int=1), "z02", "sepidar", "More trees.", "en")
    quoted = replace(release, quotes=(said,))
    first = keep_report(quoted, "sepidar", languages["en"], tmp_path)
    [kept] = tmp_path.rglob("*.pdf")
    kept.write_bytes(b"%PDF- as it was kept")
    assert keep_report(quoted, "sepidar", languages["en"], tmp_path) == b"%PDF- as it was kept"
    second = keep_report(release, "sepidar", languages["en"], tmp_path)
    assert second not in (first, b"%PDF- as it was kept")
    assert [file.read_bytes() for file in tmp_path.rglob("*.pdf")] == [second]
