"""Chosen sentences are kept, and leave with their answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from survey.responses.model import hash_content
from survey.responses.store import submit
from survey.voices.model import Quote
from survey.voices.store import quotes_of, replace_quotes
from tests.voices.conftest import EARLY, collect, interview

PLACE = ("east", "autumn", "pines")


@pytest.fixture
def quote(office, wishes, now):
    collect(office, wishes, 12)
    one = interview(wishes, 3, "Lamps in street 3.")
    chosen = Quote(one.id, "wish", "pines", "Lamps in …", "en")
    with office.transaction() as tx:
        replace_quotes(tx, now, "office", PLACE, [chosen])
    return chosen


def test_it_works(office, quote, now):
    """What was chosen is read back as it was."""
    assert quotes_of(office, "east", "autumn", now) == [quote]


def test_a_new_choice_replaces_the_old_one(office, quote, now, wishes):
    """Nothing is printed that is not ticked any more; other neighbourhoods stay."""
    collect(office, wishes, 10, "mill")
    other = replace(quote, response=interview(wishes, 1, "", "mill").id, neighbourhood="mill")
    other = replace(other, words="Lamps in street 1.")
    with office.transaction() as tx:
        replace_quotes(tx, now, "office", ("east", "autumn", "mill"), [other])
        replace_quotes(tx, now, "office", PLACE, [])
    assert quotes_of(office, "east", "autumn", now) == [other]


def test_before_the_answer_came_there_is_none(office, quote):
    """A release prints nothing that came after its cut-off."""
    assert quotes_of(office, "east", "autumn", EARLY - timedelta(days=1)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"answers": {"wish": "A park."}},
        {"answers": {}},
        {"consent": "refused", "answers": {}},
        {"neighbourhood": "mill"},
    ],
)
def test_a_corrected_answer_takes_its_words_along(office, quote, wishes, now, more):
    """Words that are not the answer's any more are not printed."""
    first = interview(wishes, 3, "Lamps in street 3.")
    later = replace(first, revises=hash_content(first), received_at=now, **more)
    assert submit(office, "test", later) == "revised"
    assert quotes_of(office, "east", "autumn", now) == []


def test_the_choice_is_on_the_audit_trail(office, quote):
    """Who chose how many, never what was written."""
    last = office.query("select * from audit order by number desc limit 1")[0]
    assert (last["action"], last["detail"]) == ("quotes.chosen", '{"count": 1}')
