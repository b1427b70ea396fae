"""What a copy takes along into the process that prints it."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from survey.locale import Language
from survey.questionnaire.load import load_questionnaire
from survey.reports.archive.beside import list_beside
from survey.reports.archive.luggage import lighten
from survey.reports.archive.model import Wish
from survey.reports.archive.plan import plan_errands
from survey.reports.archive.pool import Order
from survey.reports.look import Look
from survey.reports.make import write_copy
from survey.reports.products import find_product
from survey.results.model import Release
from tests.reports.sample import make_release
from tests.reports.sample_tables import with_tables

PRINTED = ("neighbourhood", "comparison", "paper")
"""Products whose sources differ: one neighbourhood, all of them, and the questionnaire alone."""

PROGRAM = """
import pickle, sys
from pathlib import Path
pickle.loads(Path(sys.argv[1]).read_bytes()).run()
print(*({"numpy", "pandas"} & set(sys.modules)))
"""


INDICES = """
indices:
  overall: {title: Both together, of: [qol, support]}
  met: {title: Several harms, kind: alkire_foster, domain: harm_reported, cutoff: 0.5}
"""


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release whose questionnaire makes indices, from domains and from questions."""
    file = tmp_path_factory.mktemp("indexed") / "sample.yaml"
    sample = Path(__file__).with_name("sample.yaml").read_text("utf-8")
    file.write_text(sample + INDICES, encoding="utf-8")
    return replace(with_tables(make_release()), questionnaire=load_questionnaire(file))


@pytest.mark.parametrize("name", PRINTED)
def test_a_printing_process_loads_no_numpy(
    indexed: Release, languages: dict[str, Language], tmp_path: Path, name: str
):
    """Whatever the copy is, its process does without what scores are computed with."""
    wish = Wish((languages["en"],), (name,), Look())
    order = Order(plan_errands([indexed], wish)[0].read(), tmp_path, {})
    assert b"survey.indices" in pickle.dumps(order)
    (tmp_path / "order").write_bytes(pickle.dumps(order.luggage))
    asked = [sys.executable, "-c", PROGRAM, str(tmp_path / "order")]
    ran = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
    assert list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize("name", ["neighbourhood", "workbook", "comparison"])
def test_nothing_is_missing_in_print(indexed: Release, languages: dict[str, Language], name: str):
    """Pages and the files beside them are the same with all of the source and with luggage."""
    copy = plan_errands([indexed], Wish((languages["fa"],), (name,), Look()))[0].read()
    light = replace(copy, source=lighten(copy.source))
    product = find_product(name)
    pages = [write_copy(product, one.source, one.language) for one in (copy, light)]
    assert pages[0] == pages[1]
    assert list(list_beside(copy)) == list(list_beside(light))
