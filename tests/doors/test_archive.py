"""Every file of the archive is the same, to the last byte, whatever the withheld answers are."""

from pathlib import Path

import pytest

from survey.questionnaire.model import Questionnaire
from survey.reports.archive.beside import list_beside
from survey.reports.archive.copies import make_copy
from survey.reports.archive.index import fill_index
from survey.reports.archive.manifest import Manifest
from survey.reports.archive.model import Copy, Printed, Wish
from survey.reports.archive.plan import choose_products, plan_errands
from survey.reports.look import Look
from survey.reports.make import write_copy
from survey.reports.products import find_product
from survey.results.store import find_release
from tests.doors.survey import PROJECT
from tests.doors.town import Town
from tests.reports.conftest import run_tool

KINDS = {"pdf", "html", "csv"}


def plan(town: Town, tag: str = "fa") -> list[Copy]:
    """Read everything that is printed of a town's newest release."""
    release = find_release(town.database, PROJECT)
    assert release is not None
    wish = Wish((town.site.languages[tag],), choose_products(None), Look())
    return [errand.read() for errand in plan_errands([release], wish)]


def is_of_figures(copy: Copy) -> bool:
    return not isinstance(copy.source, Questionnaire)


def write_all(copy: Copy) -> dict[str, bytes]:
    """Write all of a copy but its PDF, of which the page that is printed."""
    files = dict(list_beside(copy))
    if is_of_figures(copy):
        product = find_product(copy.subject.product)
        files["page"] = write_copy(product, copy.source, copy.language, copy.look).encode()
    return files


def tell_apart(one: Town, other: Town) -> set[tuple[str, str, str]]:
    """List what differs: the product, the place and the kind of file."""
    apart = set()
    for left, right in zip(plan(one), plan(other), strict=True):
        files, others = write_all(left), write_all(right)
        assert files.keys() == others.keys()
        about = left.subject.product, left.subject.place
        apart |= {(*about, kind) for kind in files if files[kind] != others[kind]}
    return apart


def test_no_file_tells_twins_apart(town: Town, twin: Town):
    """Pages, tables and what is sent to the press, of every product and place."""
    assert tell_apart(town, twin) == set()


def test_every_kind_of_file_would_tell(bare_twins: tuple[Town, Town]):
    """Without the mask every product differs in every kind of file that is made of it."""
    apart = tell_apart(*bare_twins)
    copies = [copy for copy in plan(bare_twins[0]) if is_of_figures(copy)]
    made = {(copy.subject.product, kind) for copy in copies for kind in write_all(copy)}

    assert {(product, kind) for product, _, kind in apart} == made
    assert {kind for _, kind in made} == {*KINDS, "page"} - {"pdf"}


@pytest.mark.parametrize("place", ["alone"])
def test_printed_files(town: Town, twin: Town, tmp_path: Path, place: str):
    """The twin's copies are taken for the town's: nothing is new; nor does the index differ."""
    folder, printed = tmp_path / "out", []
    for copy, other in zip(plan(town, "en"), plan(twin, "en"), strict=True):
        if copy.subject.place in (place, "") and is_of_figures(copy):
            made, _ = make_copy(copy, folder, {})
            again, is_new = make_copy(other, folder, {one.name: one for one in made})
            assert (again, is_new) == (made, False)
            assert {one.kind for one in made} == KINDS
            printed.append(Printed(copy.subject, made))
    assert plan(town, "en")[0].subject == plan(twin, "en")[0].subject
    assert len(printed) == 3
    page = fill_index(Manifest({one.subject.name: one for one in printed}), town.site.languages)
    assert "alone" in page.lower()


def test_a_withheld_place_has_no_number_in_print(town: Town, twin: Town, tmp_path: Path):
    """Printed anew, the twin's report has the same bytes, and says that too few answered."""
    bytes_of = []
    for number, one in enumerate((town, twin)):
        copy = next(each for each in plan(one, "en") if each.subject.place == "alone")
        made, _ = make_copy(copy, tmp_path / str(number), {})
        file = tmp_path / str(number) / next(each.name for each in made if each.kind == "pdf")
        bytes_of.append(file.read_bytes())
    assert bytes_of[0] == bytes_of[1]
    assert "oo few" in run_tool("pdftotext", str(file), "-")
