"""Ids of responses."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.responses.ids import (
    import_id,
    make_id,
    parse_id,
)

RESPONSE = UUID("019aab5c-0000-7000-8000-000000000001")
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(3000, 1, 1), timezones=st.just(UTC))


def test_the_example_of_the_standard() -> None:
    """The example of RFC 9562, appendix A.6, comes out bit by bit."""
    noon = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    random = (0xCC3 << 68 | 0x18C4DC0C0C07398F).to_bytes(10)
    assert make_id(noon, random) == UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


@given(TIMES, st.binary(min_size=10, max_size=10))
def test_every_id_is_of_version_7(now: datetime, random: bytes) -> None:
    """Whatever the random bytes are, version and variant are right."""
    made = make_id(now, random)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")


@given(TIMES, TIMES, st.binary(min_size=10, max_size=10))
def test_ids_sort_by_time(one: datetime, other: datetime, random: bytes) -> None:
    """The id made earlier sorts first, as text too."""
    first, second = sorted([one, other])
    assert str(make_id(first, random)) <= str(make_id(second, random))


def test_a_row_always_gets_the_same_id() -> None:
    """The id of an imported row follows from the questionnaire and the row's name; it is fixed."""
    assert import_id("trees", "12") == UUID("1ebdc991-470f-5976-8c1a-f15686bfa1f3")


def test_rows_of_other_questionnaires_have_other_ids() -> None:
    """Row 12 of one questionnaire is not row 12 of another."""
    assert import_id("trees", "12") != import_id("birds", "12")


@pytest.mark.parametrize("own", [str(RESPONSE), "1ebdc991-470f-5976-8c1a-f15686bfa1f3"])
def test_a_row_keeps_an_id_of_ours(own: str) -> None:
    """What was taken out has the ids of its responses, and gets no others when it comes back."""
    assert import_id("trees", own) == UUID(own)


@pytest.mark.parametrize(
    "foreign", ["019AAB5C-0000-7000-8000-000000000001", "3f2b8c1e-5d7a-4b8e-9c1d-2e3f4a5b6c7d"]
)
def test_ids_of_other_programs_are_names_of_rows(foreign: str) -> None:
    """An id of another version, or written otherwise, is read as before exports were."""
    assert import_id("trees", foreign).version == 5
    assert import_id("trees", foreign) != UUID(foreign)


def test_an_id_is_read_in_any_case() -> None:
    """An id typed in capitals is the same id."""
    assert parse_id(str(RESPONSE).upper()) == RESPONSE


def test_what_is_no_id_is_said() -> None:
    """A text that is no id is named."""
    with pytest.raises(MahallaError, match=r"“12” is not the id of a response\. Use"):
        parse_id("12")
