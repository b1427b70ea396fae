"""A tablet and a page read the same texts alike, though no field is made for a tablet."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from survey.kinds.fields import make_form
from survey.kinds.find import kinds
from survey.kinds.reading import read_inputs
from tests.forms.test_round_trip import LANGUAGES, SINGLE, TODAY, TYPED, make_question

CHOSEN = st.tuples(
    st.sampled_from(["gregorian", "jalali", "hijri", "lunar", ""]),
    st.sampled_from(["", "1", "31", "x"]),
    st.sampled_from(["", "2", "12"]),
    st.sampled_from(["", "1403", "1991", "2030"]),
)
MARKED = st.sampled_from([":refused", ":dont_know", ":not_applicable", ":", "::refused"])
TEXTS = st.one_of(
    st.lists(st.one_of(TYPED, MARKED, st.sampled_from(["", " "])), max_size=4),
    CHOSEN.map(list),
    st.builds(lambda chosen, mark: [*chosen, mark], CHOSEN, MARKED),
)
COUNTS = st.sampled_from([[], ["0"], ["2"], ["2", ":refused"], [":refused"], ["x", "1"], ["999"]])


def ask(kind):
    return replace(make_question(kind), missing=("dont_know", "refused"))


def read_page(questions, typed):
    form = make_form(questions, LANGUAGES["fa"], TODAY)
    form.process(typed)
    return form.data


@pytest.mark.parametrize("kind", sorted(kinds()))
@settings(derandomize=True, deadline=None, max_examples=120)
@given(texts=TEXTS)
def test_a_tablet_is_read_as_a_page_is(kind, texts):
    """The same texts give the same answer, whether a field reads them or none is made."""
    typed = MultiDict([("q-asked", text) for text in texts])

    assert read_inputs([ask(kind)], typed, TODAY) == read_page([ask(kind)], typed)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(counted=COUNTS, told=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(SINGLE), TEXTS)))
def test_members_are_read_as_on_a_page(counted, told):
    """So it is inside a repeat, for every kind, with members told of and left out."""
    inner = tuple(replace(ask(kind), id=kind) for kind in SINGLE)
    repeat = replace(ask("repeat"), questions=inner)
    typed = MultiDict([("q-asked", text) for text in counted])
    for place, kind, texts in told:
        typed.setlist(f"q-asked.{place}.{kind}", texts)

    assert read_inputs([repeat], typed, TODAY) == read_page([repeat], typed)


def test_what_cannot_be_read_is_kept_as_it_was_typed():
    """Texts that are no answer wait, to be mended by who typed them."""
    typed = MultiDict([("q-asked", "thirty"), ("q-asked", ":refused")])

    assert read_inputs([ask("integer")], typed, date(2026, 11, 22)) == {
        "asked": {"typed": ["thirty", ":refused"]}
    }
