"""Chosen sentences reach a release only where enough people wrote, and only from its answers."""

from dataclasses import replace
from datetime import timedelta

from survey.responses.model import hash_content
from survey.responses.store import submit
from survey.results.freeze import freeze
from survey.results.store import find_release
from survey.voices.model import Quote
from survey.voices.store import replace_quotes
from tests.voices.conftest import EARLY, PROJECT, collect, interview


def choose(office, now, quote):
    with office.transaction() as tx:
        replace_quotes(tx, now, "office", ("east", "autumn", quote.neighbourhood), [quote])


def quote_of(wishes, number, area):
    one = interview(wishes, number, "", area)
    return Quote(one.id, "wish", area, f"Lamps in street {number}.", "en")


def test_sentences_come_with_the_release(office, wishes, now):
    """What the office chose is printed, where enough wrote; elsewhere it is not."""
    collect(office, wishes, 12)
    collect(office, wishes, 9, "mill")
    freeze(office, "test", PROJECT, PROJECT.waves[0], wishes, now)
    first = quote_of(wishes, 3, "pines")
    choose(office, now, first)
    choose(office, now, quote_of(wishes, 3, "mill"))
    release = find_release(office, PROJECT)
    assert release is not None
    assert release.quotes == (first,)


def test_answers_after_the_cut_off_wait(office, wishes, now):
    """A sentence of an answer that the figures do not count yet is not printed beside them."""
    collect(office, wishes, 12)
    freeze(office, "test", PROJECT, PROJECT.waves[0], wishes, now)
    late = now + timedelta(days=1)
    submit(office, "test", interview(wishes, 40, "Lamps in street 40.", received_at=late))
    choose(office, late, quote_of(wishes, 40, "pines"))
    release = find_release(office, PROJECT)
    assert release is not None
    assert release.quotes == ()
    assert now > EARLY


def test_withdrawn_words_leave_before_the_next_release(office, wishes, now):
    """Figures wait for ten new answers; the words of somebody who withdrew them do not."""
    collect(office, wishes, 12)
    freeze(office, "test", PROJECT, PROJECT.waves[0], wishes, now)
    choose(office, now, quote_of(wishes, 3, "pines"))
    first, late = interview(wishes, 3, "Lamps in street 3."), now + timedelta(days=1)
    gone = replace(
        first, revises=hash_content(first), received_at=late, consent="refused", answers={}
    )
    assert submit(office, "test", gone) == "revised"
    release = find_release(office, PROJECT)
    assert release is not None
    assert release.quotes == ()
