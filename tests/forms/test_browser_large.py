"""Three hundred questions with repeats, filled in by a browser."""

import json

import pytest
from playwright.sync_api import expect

from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.numbering import number_questions
from tests.forms.browser import serve
from tests.forms.conftest import make_project, make_site
from tests.forms.large import write_large

pytestmark = pytest.mark.browser

CHOOSE = """
() => {
  for (const box of document.querySelectorAll(".question:not([hidden])")) {
    const radio = box.querySelector(":scope > label [type=radio]");
    if (radio && radio.checkVisibility()) radio.click();
  }
}
"""


def test_three_hundred_questions_with_members_are_filled_in(tmp_path, root, context):
    """Ten pages of thirty questions, each with members who call up others, are stored."""
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    file = tmp_path / "questionnaires" / "large.yaml"
    file.write_text(write_large(), encoding="utf-8")
    assert len(number_questions(load_questionnaire(file))) == 300
    app = make_site(tmp_path, make_project("large"))
    with serve(app) as address:
        page = context.new_page()
        page.goto(f"{address}/f/large/en/?n=north")
        page.click("button[value=agree]")
        for part in range(10):
            page.fill(f"[name='q-members{part}.0.age{part}']", "9")
            expect(page.locator(f"[data-question=care{part}]")).to_be_visible()
            page.evaluate(CHOOSE)
            page.fill(f"#q-count{part}", "12")
            page.click("button.main")
        expect(page.locator(".sections li")).to_have_count(10)
        page.click("button.main")
        expect(page.locator(".code .number")).to_be_visible()
    [row] = app.extensions["mahalla"].database.query("select answers from responses")
    answers = json.loads(row["answers"])
    assert answers["members9"] == [{"age9": 9, "school9": "yes"}]
    assert (answers["minors0"], answers["care9"], answers["m4_4"]) == (1, "yes", "s1")
    assert len(answers) == 10 * (19 + 5 + 1 + 1 + 1 + 1)
