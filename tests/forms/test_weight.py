"""What a form weighs on the line, of the size that is measured in `benchmarks/forms`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.forms.measure import begin_form
from benchmarks.forms.phone import count_traffic, hold_phone
from benchmarks.forms.questionnaire import PAGE, read_questions, write_questionnaire
from survey.questionnaire.load import parse_questionnaire
from tests.forms.browser import serve
from tests.forms.conftest import make_site

pytestmark = pytest.mark.browser
MOST_KILOBYTES = {60: 20, 300: 35}
MOST_REQUESTS = 4
REST_MS = 1500
FORMS = [
    ("pages-60", 60, PAGE),
    ("long-60", 60, 60),
    ("pages-300", 300, PAGE),
    ("long-300", 300, 300),
]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[str]:
    """The address of a site with the measured forms."""
    home = tmp_path_factory.mktemp("measured")
    (home / "translations").symlink_to(root / "translations")
    (home / "questionnaires").mkdir()
    for name, count, page in FORMS:
        written = write_questionnaire(name, read_questions(count), page)
        (home / "questionnaires" / f"{name}.yaml").write_text(written, encoding="utf-8")
    with serve(make_site(home)) as address:
        yield address


@pytest.mark.parametrize(("name", "count"), [(name, count) for name, count, _ in FORMS])
def test_a_form_is_light(chromium: Browser, measured: str, name: str, count: int) -> None:
    """An empty cache costs at most 20 KB for sixty questions, 35 KB for 300, in four requests."""
    address, cookies = begin_form(chromium, measured, name)
    with hold_phone(chromium, cookies) as (page, session):
        traffic = count_traffic(session)
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(REST_MS)
    assert traffic.bytes / 1000 <= MOST_KILOBYTES[count]
    assert traffic.requests <= MOST_REQUESTS


def test_no_web_font_is_fetched(chromium: Browser, measured: str) -> None:
    """The letters are those of the device: a web font weighs more than five forms."""
    fetched: list[str] = []
    address, cookies = begin_form(chromium, measured, "pages-60")
    with hold_phone(chromium, cookies) as (page, _):
        page.on("request", lambda request: fetched.append(request.resource_type))
        page.goto(address, wait_until="networkidle")
    assert "font" not in fetched


def test_the_questions_are_those_of_the_floor_page() -> None:
    """The form and the page that it is compared with ask the same, in the same words."""
    floor = (Path(__file__).parents[2] / "benchmarks/forms/floor.html").read_text("utf-8")
    asked = read_questions(60)
    assert floor.count("<fieldset") == len(asked)
    assert all(question.text in floor for question in asked)


def test_three_hundred_questions_are_three_hundred() -> None:
    """Hardly a question is written twice in the longer form: repeated it would weigh nothing."""
    written = write_questionnaire("long", read_questions(300), PAGE)
    sections = parse_questionnaire(written, "long.yaml").sections
    texts = [question.text.source for section in sections for question in section.questions]
    assert len(sections) == 30
    assert len(set(texts)) > 295
