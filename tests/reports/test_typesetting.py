"""Typesetting: the bundled fonts and no others; what is missing is said in a sentence."""

import builtins
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from survey.errors import MahallaError
from survey.reports.typesetting import FONT_FILES, FONTS, load_weasyprint, only_fonts_of, open_press


def test_missing_font(tmp_path: Path):
    """A font that is not there is named, with what to do."""
    for name in FONT_FILES[1:]:
        (tmp_path / name).touch()
    with pytest.raises(MahallaError, match=r"Vazirmatn-Regular\.ttf are missing .* Fetch"):
        open_press(tmp_path)


def test_missing_pango(monkeypatch: pytest.MonkeyPatch):
    """Without Pango the packages to install are named, and nothing else is printed."""
    real = builtins.__import__

    def refuse(name: str, *rest: object) -> ModuleType:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(
        MahallaError, match=r"libpango-1\.0-0 libpangoft2-1\.0-0 libharfbuzz-subset0"
    ):
        load_weasyprint()


def test_only_the_bundled_fonts(monkeypatch: pytest.MonkeyPatch):
    """While the press is opened, Fontconfig is told of the bundled folder alone."""
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    with only_fonts_of(FONTS):
        conf = Path(os.environ["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
    assert re.findall("<dir>(.*?)</dir>", conf) == [str(FONTS)]
    assert "FONTCONFIG_FILE" not in os.environ


@pytest.mark.parametrize("name", [*FONT_FILES, "OFL.txt"])
def test_fonts_are_unmodified(name: str):
    """Every bundled file has the hash that its README gives."""
    digest = hashlib.sha256((FONTS / name).read_bytes()).hexdigest()
    readme = (FONTS / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"{re.escape(name)}.*`{digest}`", readme)


def test_tools_for_other_fonts_are_not_loaded():
    """A printing process does without tools for fonts that vary; who calls one gets it."""
    script = """
import subprocess
import sys
from survey.reports.make import open_shared_press
open_shared_press().print_pdf("<html lang=en><title>t</title><p>words", "ltr")
assert "fontTools.varLib" not in sys.modules and "fontTools.subset" not in sys.modules
from weasyprint.pdf.fonts import subset
assert type(subset.Options()).__module__ == "fontTools.subset"
"""
    subprocess.run([sys.executable, "-c", script], check=True)
