"""Printing everything: what is missing is made, what is there stays, what is old goes."""

import csv
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from survey.errors import MahallaError
from survey.locale import Language
from survey.places.model import Neighbourhood
from survey.reports.archive import index, manifest, zipped
from survey.reports.archive.fingerprint import OWN
from survey.reports.archive.make import Outcome, Step, make_archive
from survey.reports.archive.manifest import load_manifest
from survey.reports.archive.model import Wish
from survey.reports.archive.plan import choose_products, plan_errands
from survey.reports.archive.pool import Order
from survey.reports.archive.rows import COLUMNS, write_rows
from survey.reports.files import hold, is_held
from survey.reports.look import Look
from survey.reports.make import render_report
from survey.reports.products import find_products
from survey.reports.reading import read_neighbourhood
from survey.results.model import Release
from tests.reports.sample import make_release, shown, text, withheld

ALL = ["Vazirmatn.woff2", "everything.zip", "index.html", "manifest.json"]
KINDS = ("csv", "html", "pdf")
MILL = [f"sample-mill-neighbourhood-en.{kind}" for kind in KINDS]
PINES = [f"sample-pines-neighbourhood-en.{kind}" for kind in KINDS]

Print = Callable[..., Outcome]


def make_small(mill: float = 64, number: int = 1) -> Release:
    """Make a release of two neighbourhoods, in one of which almost everything is withheld."""
    places = (Neighbourhood("mill", text("Mill", "آسیا", "الطاحونة")),)
    places += (Neighbourhood("pines", text("Pines", "کاج‌ها", "الصنوبر")),)
    rows = [shown("mill", "strength", "qol", mill), withheld("pines", "strength", "qol")]
    whole = make_release([*rows, shown("all", "strength", "qol", 60)])
    project = replace(whole.project, neighbourhoods=places)
    return replace(whole, project=project, number=number)


@pytest.fixture
def make(languages: dict[str, Language], tmp_path: Path) -> Print:
    """Print the reports of a release in English into a folder of the test."""

    def print_into(release: Release, tags: str = "en", folder: Path = tmp_path / "out") -> Outcome:
        wish = Wish(tuple(languages[tag] for tag in tags.split(",")), ("neighbourhood",), Look())
        with hold(folder):
            return make_archive([release], wish, languages, folder, processes=1)

    return print_into


@pytest.fixture(scope="module")
def package(languages: dict[str, Language], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the small release, printed once; tests change copies of the folder."""
    folder = tmp_path_factory.mktemp("printed") / "out"
    wish = Wish((languages["en"],), ("neighbourhood",), Look())
    with hold(folder):
        make_archive([make_small()], wish, languages, folder, processes=1)
    return folder


@pytest.fixture
def printed(package: Path, tmp_path: Path) -> Path:
    """The folder of the test, in which the small release was printed before."""
    return Path(shutil.copytree(package, tmp_path / "out"))


def look_at(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Remember of every file when it was written and what is in it."""
    return {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in folder.iterdir()}


def test_it_works(make: Print, tmp_path: Path, languages: dict[str, Language]):
    """Each copy has its files; a page lists them, a ZIP holds them, the same bytes as singly."""
    assert make(make_small()) == Outcome(made=2, kept=0, removed=0)
    files = look_at(tmp_path / "out")
    assert sorted(files) == [*ALL, *MILL, *PINES]
    assert files[MILL[2]][1] == render_report(make_small(), "mill", languages["en"])
    with ZipFile(tmp_path / "out" / zipped.NAME) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["Vazirmatn.woff2", "index.html", *MILL, *PINES]


def test_nothing_is_made_twice(make: Print, printed: Path):
    """A second run leaves every file as it was; so does one of the same figures made anew."""
    before = look_at(printed)
    assert make(make_small()) == Outcome(made=0, kept=2, removed=0)
    after = look_at(printed)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"index.html", "manifest.json"}
    assert {name: content for name, (_, content) in after.items()} == {
        name: content for name, (_, content) in before.items()
    }


def test_a_changed_score(make: Print, printed: Path):
    """Where one neighbourhood's score has changed, only its copies are printed anew."""
    before = look_at(printed)
    assert make(make_small(mill=65)) == Outcome(made=1, kept=1, removed=0)
    after = look_at(printed)
    assert all(after[name] == before[name] for name in PINES)
    assert all(after[name][1] != before[name][1] for name in [*MILL, "everything.zip"])


def test_a_damaged_file(make: Print, printed: Path):
    """A file that is not as it was made, or is gone, is made again."""
    before = look_at(printed)
    (printed / MILL[2]).write_bytes(b"%PDF-1.7 cut off")
    (printed / PINES[0]).unlink()
    assert make(make_small()) == Outcome(made=2, kept=0, removed=0)
    after = look_at(printed)
    assert [after[name][1] for name in [*MILL, *PINES]] == [
        before[name][1] for name in [*MILL, *PINES]
    ]
    assert after[PINES[2]] == before[PINES[2]]


def test_what_no_longer_belongs(make: Print, printed: Path):
    """A neighbourhood that is no more loses its files; files of other people stay."""
    (printed / "sample-notes.pdf").write_bytes(b"mine")
    small = make_small()
    fewer = replace(small.project, neighbourhoods=small.project.neighbourhoods[:1])
    assert make(replace(small, project=fewer)).removed == 3
    assert sorted(look_at(printed)) == [*ALL, *MILL, "sample-notes.pdf"]


def test_languages_gather(make: Print, printed: Path):
    """Languages printed one after the other stand side by side, until the figures are newer."""
    assert make(make_small(), "fa") == Outcome(made=2, kept=0, removed=0)
    names = [made for made in load_manifest(printed).files if made.endswith(".pdf")]
    assert len(names) == 4
    assert make(make_small(number=2), "fa").removed == 6


def test_a_manifest_that_is_broken(make: Print, printed: Path):
    """A manifest cut short counts as none: everything is made again, and nobody is troubled."""
    (printed / manifest.NAME).write_text("{", encoding="utf-8")
    assert make(make_small()) == Outcome(made=2, kept=0, removed=0)


def test_a_manifest_removes_nothing_elsewhere(make: Print, printed: Path):
    """A manifest that was tampered with cannot have files of other folders removed."""
    file, other = printed / manifest.NAME, printed.parent / "other.pdf"
    other.write_bytes(b"mine")
    written = json.loads(file.read_text("utf-8"))
    written["copies"][0]["subject"]["release"] = "old"
    written["copies"][0]["files"][0]["name"] = "../other.pdf"
    file.write_text(json.dumps(written), encoding="utf-8")
    make(make_small())
    assert other.exists()


def test_the_zip_is_deterministic(make: Print, package: Path, tmp_path: Path):
    """The same release gives the same bytes of the ZIP, whenever and wherever it is made."""
    make(make_small())
    assert (tmp_path / "out" / zipped.NAME).read_bytes() == (package / zipped.NAME).read_bytes()


def test_a_folder_that_cannot_be(make: Print, tmp_path: Path):
    """A folder that cannot be made is said in a sentence."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(MahallaError, match=r"cannot be written: .*Check the folder"):
        make(make_small(), folder=tmp_path / "taken")


def test_a_file_that_cannot_be_written(make: Print, tmp_path: Path):
    """What cannot be written is said in a sentence, from another process too, with no trace."""
    (tmp_path / "out" / MILL[2]).mkdir(parents=True)
    with pytest.raises(MahallaError, match=r"neighbourhood-en\.pdf: The file cannot"):
        make(make_small())
    assert [file.name for file in (tmp_path / "out").glob(".*")] == []


def test_two_at_once(make: Print, tmp_path: Path):
    """A folder is filled by one at a time."""
    with hold(tmp_path / "out"), pytest.raises(MahallaError, match="is being filled already"):
        make(make_small())
    assert not is_held(tmp_path / "out")


def test_what_the_dead_left(make: Print, tmp_path: Path):
    """Unfinished files of processes that are no more are removed, those of living ones stay."""
    out = tmp_path / "out"
    out.mkdir()
    dead, alive = out / ".a.pdf.4194304.part", out / f".b.pdf.{os.getppid()}.part"
    for file in (dead, alive):
        file.write_bytes(b"half")
    make(make_small())
    assert (dead.exists(), alive.exists()) == (False, True)


def test_progress(languages: dict[str, Language], tmp_path: Path):
    """It is told how far it is from the beginning to the end."""
    steps: list[Step] = []
    wish = Wish((languages["en"],), ("neighbourhood",), Look())
    make_archive([make_small()], wish, languages, tmp_path, steps.append, processes=1)
    assert steps == [Step(0, 2, 0), Step(1, 2, 1), Step(2, 2, 2)]


def test_every_product_in_every_language(languages: dict[str, Language]):
    """Every product is planned for every neighbourhood and language, under a name of its own."""
    wish = Wish((languages["en"], languages["fa"]), choose_products(None), Look(is_large=True))
    names = [errand.subject.name for errand in plan_errands([make_small()], wish)]
    assert len(set(names)) == len(names) > 4
    assert {"sample-paper-fa-large", "sample-mill-neighbourhood-fa-large"} <= set(names)
    for product in find_products():
        places = ("mill-", "pines-") if product.scope == "neighbourhood" else ("",)
        wanted = {f"sample-{place}{product.name}-fa-large" for place in places}
        assert wanted <= set(names)


def test_places_that_are_called_alike(languages: dict[str, Language]):
    """Two places whose ids differ only in signs that no file name has do not share a file."""
    places = tuple(Neighbourhood(name, text(name, name, name)) for name in ("b 4", "b-4", "B-4"))
    project = replace(make_small().project, neighbourhoods=places)
    wish = Wish((languages["en"],), ("neighbourhood",), Look())
    errands = plan_errands([replace(make_small(), project=project)], wish)
    assert len({errand.subject.name.casefold() for errand in errands}) == 3


def read_table(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written.decode("utf-8-sig"))))


def test_the_table_withholds(languages: dict[str, Language]):
    """A withheld figure stands in the table with its reason and without any number."""
    rows = read_table(write_rows(read_neighbourhood(make_small(), "pines"), languages["en"]))
    (hidden,) = [row for row in rows if row["area"] == "pines"]
    assert (hidden["suppressed"], hidden["flag"]) == ("1", "small_count")
    assert [hidden[name] for name in ("estimate", "lower", "upper", "n", "households")] == [""] * 5


def test_the_table_is_said_in_the_language(languages: dict[str, Language]):
    """Areas and questions stand in the table as the copy calls them, and Excel sees it."""
    written = write_rows(read_neighbourhood(make_small(), "mill"), languages["fa"])
    (row,) = [row for row in read_table(written) if row["area"] == "mill"]
    assert (row["area_name"], row["index_name"]) == ("آسیا", "کیفیت زندگی")
    assert float(row["estimate"]) == 64
    assert written.startswith(b"\xef\xbb\xbfarea,")


def test_the_columns_are_documented(root: Path):
    """Every column of the tables is explained in docs/reports.md."""
    page = (root / "docs" / "reports.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"| `{name}` |" not in page] == []


def test_the_index_speaks_every_language(make: Print, tmp_path: Path):
    """The page that lists everything is in each language, each in its direction."""
    make(make_small(), "en,fa")
    page = (tmp_path / "out" / index.NAME).read_text("utf-8")
    assert '<section id="sample-fa" lang="fa" dir="rtl"' in page
    assert '<section id="sample-en" lang="en" dir="ltr"' in page
    assert "شهر نمونه" in page
    assert 'href="sample-mill-neighbourhood-fa.pdf"' in page


LIGHT = """
import pickle, sys
from pathlib import Path
pickle.loads(Path(sys.argv[1]).read_bytes()).run()
print(*(name for name in ("pandas", "scipy", "pyarrow", "flask", "huey") if name in sys.modules))
"""


def test_a_printing_process_is_light(languages: dict[str, Language], tmp_path: Path):
    """A process that prints loads neither pandas nor scipy nor the web: half its memory."""
    wish = Wish((languages["en"],), ("neighbourhood",), Look())
    copy = plan_errands([make_small()], wish)[0].read()
    (tmp_path / "order").write_bytes(pickle.dumps(Order(copy, tmp_path, {})))
    asked = [sys.executable, "-c", LIGHT, str(tmp_path / "order")]
    ran = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
    assert (tmp_path / MILL[2]).exists()


def test_the_fingerprint_knows_the_whole_press(root: Path):
    """Whatever has a hand in the print after the HTML is written is part of the fingerprint."""
    source = (root / "survey" / "reports" / "typesetting.py").read_text("utf-8")
    named = set(re.findall(r"from survey\.reports\.(\w+) import", source))
    before_the_html = {"drawing", "ruler"}
    assert {f"{name}.py" for name in named - before_the_html} <= set(OWN)
