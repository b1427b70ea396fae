"""What the documents promise: links that lead somewhere, and a walk for newcomers that works."""

import re
from datetime import date
from pathlib import Path

import pytest

from survey.kinds.model import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md"))
NEW_KIND = re.findall(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.S)[
    0
]


def list_anchors(page: Path) -> set[str]:
    """List the anchors of a page's headings, as they are shown on the web."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page):
    """A link to a file of the repository finds the file, and a link to a heading the heading."""
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8"))
    targets = [((page.parent / name) if name else page, anchor) for name, anchor in links]

    assert [str(target) for target, _ in targets if not target.exists()] == []
    assert [
        anchor for target, anchor in targets if anchor and anchor not in list_anchors(target)
    ] == []


def test_the_method_names_tests_that_are_there():
    """A `test_…` of docs/method.md is a file, in tests/scoring/ where it names no other folder."""
    page = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    named = sorted(set(re.findall(r"`(?:tests/(\w+)/)?(test_\w+)`", page)))
    files = [ROOT / "tests" / (folder or "scoring") / f"{name}.py" for folder, name in named]

    assert len(files) > 1
    assert [str(file) for file in files if not file.exists()] == []


def test_the_kind_of_the_walk_through_works():
    """The kind that CONTRIBUTING.md adds reads a number in any digits and writes it back."""

    class Asked:
        options = ()
        settings = Settings()

    module: dict[str, object] = {}
    exec(NEW_KIND, module)
    kind = module["KIND"]

    assert kind.parse(["۰۴۴۱-۱۲۳-۴۵۶"], Asked(), date(2026, 11, 22)) == "0441123456"
    assert kind.write("0441123456", Asked()) == ["0441123456"]
