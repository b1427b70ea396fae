"""What a tablet says of an answer is what the server says of it, word for word."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.datastructures import MultiDict

from survey.kinds.fields import make_form
from survey.questionnaire.model import Question
from tests.forms.browser import serve
from tests.forms.conftest import NOW
from tests.offline.interviewing import begin_interview, find_address, make_forms_site

pytestmark = pytest.mark.browser
NUMBERS = [
    "", " ", "12", "۱۲", "١٢٫٥", "1,200", "1٬200", "1 200", ".5", "-3", "−۳", "\u200f۷", "+4",
    "121", "12x", "1,5", "۱،۵", "1,20", "۱۲/۵", "1.2.3", "--1", "1e3", "½", "1e400", "12 345",
    "99999999999999999", "0.05", "12.25", "998.9", "1000", "-0", "1.0", "۱٬۰۰۰٬۰۰۰",
]  # fmt: skip
TIMES = [
    "", "7:30", "730", "7.30", "7", "7:30 pm", "۷:۳۰ ب.ظ", "٢٣:٥٩", "24:00", "7:60", "noon",
    "02:59", "2:59 am", "13 pm", " 07:30 ", "x", "٧:٣٠ م",
]  # fmt: skip
PLACES = [
    ("", "", ""), ("36.3725", "42.4483", "12"), ("۳۶٫۳۷", "۴۲٫۴۴", ""), ("91", "0", ""),
    ("x", "1", ""), ("36", "", ""), ("", "42", ""), ("", "", "5"), ("36,37", "42", ""),
    ("-90", "-180", "4000"), ("36.3725 42.4483", "", ""), ("36.123456789", "42.1", ""),
    ("1", "2", "x"), ("0", "180.5", "3"),
]  # fmt: skip
TEXTS = [
    "", "  ", "x", "سلام", "x" * 200, "x" * 201, " x  " * 30, "😀" * 200, "😀" * 201,
]  # fmt: skip
LINES = ["", "a\nb", "\n\n", "x" * 50, "x" * 51, " " + "x" * 50 + "\n", "é" * 51]
PARTS = (("1", "29", "30", "31"), ("1", "2", "11", "12"), ("0", "1", "9"))
DAYS = [("", "", ""), ("1", "1", ""), ("", "2", ""), *product(*PARTS)]
RANKS = [("", ""), ("tea", ""), ("", "milk"), ("tea", "tea"), ("coffee", "milk")]
CASES: dict[str, list[tuple[str, list[tuple[str, ...]]]]] = {
    "tour": [
        ("age", [(text,) for text in NUMBERS]),
        ("area", [(text,) for text in NUMBERS]),
        ("job", [(text,) for text in TEXTS]),
        ("wish", [(text,) for text in LINES]),
        ("born", DAYS),
        ("place", PLACES),
        ("best", RANKS),
    ],
    "media": [("rises", [(text,) for text in TIMES])],
    "roster": [("rooms", [(text,) for text in NUMBERS])],
}
CHECK = """async (cases) => {
  const here = document.querySelector("script[type=module]").src;
  const { check } = await import(here.replace("interview.js", "checks.js"));
  const put = (control, text) => {
    if (control.type === "checkbox" || control.type === "radio") control.checked = false;
    else if (control.localName === "select" && /^\\d$/.test(text) && control.options.length > 60) {
      control.selectedIndex = 1 + Number(text) * 10;
    } else control.value = text;
  };
  return cases.map(([name, texts, ticked]) => {
    const box = document.querySelector(`[data-question="${name}"]`);
    const free = mahalla.own(box).filter((one) => one.type !== "checkbox");
    const shown = box.classList.contains("date") ? free.slice(1) : free;
    for (const one of mahalla.own(box)) if (one.type === "checkbox") one.checked = ticked;
    texts.forEach((text, place) => put(shown[place], text));
    const sent = mahalla.own(box)
      .filter((one) => one.type !== "checkbox" || one.checked).map(({ value }) => value);
    return { sent, said: check(box, {}).slips };
  });
}"""


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Flask:
    return make_forms_site(tmp_path_factory.mktemp("checks"), root)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    opened = context.new_page()
    opened.clock.set_fixed_time(NOW)
    yield opened
    context.close()


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("form", list(CASES))
def test_the_same_is_said(page: Page, forms: Flask, form: str, language: str) -> None:
    """Of hundreds of texts, right and wrong, tablet and server say the same, or both nothing."""
    site = forms.extensions["mahalla"]
    questions = site.questionnaires[form].questions
    cases = [
        (name, texts, ticked)
        for name, kinds in CASES[form]
        for texts in kinds
        for ticked in ([False, True] if questions[name].missing else [False])
    ]
    with serve(forms) as address:
        begin_interview(page, address + find_address(forms, form, language))
        found = page.evaluate(CHECK, cases)
    wrong = [
        (name, one["sent"], one["said"], expected)
        for (name, _, _), one in zip(cases, found, strict=True)
        if one["said"] != (expected := say(questions[name], site.languages[language], one["sent"]))
    ]
    assert wrong == []
    assert sum(bool(one["said"]) for one in found) > len(found) / 5


def say(question: Question, language, sent: list[str]) -> list[str]:
    """Say what the server says of texts that were sent."""
    form = make_form([question], language, NOW.date())
    form.process(MultiDict([(f"q-{question.id}", text) for text in sent]))
    field = form[question.id]
    field.validate(form)
    return [str(error) for error in field.errors]
