"""Sparing: what WeasyPrint is kept from doing is nothing that we print."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from survey.locale import Language
from survey.reports.make import open_shared_press, write_copy
from survey.reports.products import find_product
from survey.reports.reading import read_neighbourhood
from survey.reports.sparing import NOTES, list_own_sheets
from tests.reports.sample import make_release

PAGE = "<html lang=en><title>t</title><ul><li>words</ul>"


def test_no_report_has_footnotes(root: Path):
    """WeasyPrint's rules for footnotes are left out, so no template may ask for one."""
    templates = (root / "survey" / "reports").rglob("templates/*")
    asking = [file.name for file in templates if "footnote" in file.read_text("utf-8")]
    assert asking == []


def test_only_rules_for_notes_are_left_out():
    """Of WeasyPrint's own style sheet everything else is there, five rules are not."""
    from weasyprint.html import UA

    left_out = [line for line in UA.splitlines() if line.startswith(NOTES)]
    assert len(left_out) == 5
    assert all(line.endswith("}") for line in left_out)
    kinds = {selector[3] for selector in list_own_sheets()[0].matcher.other_selectors}
    assert kinds == {None, "marker"}


def test_what_was_laid_out_is_cleared_away():
    """After a print nothing of its pages is left in memory, and the collector works on."""
    open_shared_press().print_pdf(PAGE, "ltr")
    assert not [one for one in gc.get_objects() if type(one).__name__ == "PageBox"]
    assert gc.isenabled()


def test_a_language_is_sent_without_what_reads_it():
    """A printing process is sent its language: it loads neither Babel nor a YAML parser."""
    program = "import survey.locale, sys; print(*{'babel', 'ruamel'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout.strip()) == (0, "")


def test_templates_are_compiled_once(
    languages: dict[str, Language], monkeypatch: pytest.MonkeyPatch
):
    """A second copy takes the templates of the first, with filters of its own language."""
    product, reading = find_product("neighbourhood"), read_neighbourhood(make_release(), "sepidar")
    first = write_copy(product, reading, languages["fa"])
    compiled = []
    monkeypatch.setattr(Environment, "compile", lambda *given, **named: compiled.append(given))
    assert write_copy(product, reading, languages["en"]) != first
    assert write_copy(product, reading, languages["fa"]) == first
    assert compiled == []
