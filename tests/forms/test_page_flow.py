"""The way through a form, whatever was answered: every page leads on, and the last one ends it."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.forms.model import list_pages
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Question, Questionnaire

ROOT = Path(__file__).parents[2]
FORMS = [
    ROOT / "questionnaires" / "neighbourhood-diagnosis.yaml",
    ROOT / "tests" / "questionnaire" / "household.yaml",
]


@cache
def load(path: Path, paging: str) -> Questionnaire:
    return replace(load_questionnaire(path), pages=paging)


def answers_to(question: Question) -> st.SearchStrategy[object]:
    """Answers as a draft may hold them: sensible, refused, unreadable or from another version."""
    named = [option.name for option in question.options]
    members = st.fixed_dictionaries({}, optional={q.id: answers_to(q) for q in question.questions})
    return st.one_of(
        st.sampled_from([*named, "gone"]),
        st.lists(st.sampled_from([*named, "gone"]), max_size=3),
        st.integers(-1, 40),
        st.just({"missing": "refused"}),
        st.just({"typed": ["12x"]}),
        st.lists(members, max_size=3) if question.questions else st.just("2026-01-31"),
    )


def answers_of(form: Questionnaire) -> st.SearchStrategy[dict[str, object]]:
    asked = {name: answers_to(question) for name, question in form.questions.items()}
    return st.fixed_dictionaries({}, optional=asked)


@pytest.mark.parametrize("paging", ["section", "question"])
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_page_leads_on_to_the_end_and_back(path, paging):
    """From the first page, “Next” comes to each page once and then to the end; “Back” undoes it."""
    form = load(path, paging)

    @settings(derandomize=True, deadline=None, max_examples=60)
    @given(answers=answers_of(form))
    def walk(answers):
        pages = {page.id: page for page in list_pages(form, answers)}
        here, seen = next(iter(pages)), []
        while here:
            assert here not in seen
            seen.append(here)
            following = pages[here].next
            assert not following or pages[following].previous == here
            here = following
        assert seen == list(pages)
        assert all(page.visible for page in pages.values())

    walk()
