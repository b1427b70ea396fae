"""Ids and receipt codes."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.responses.ids import (
    ALPHABET,
    import_id,
    make_id,
    parse_id,
    read_receipt,
    write_receipt,
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


def test_an_id_is_read_in_any_case() -> None:
    """An id typed in capitals is the same id."""
    assert parse_id(str(RESPONSE).upper()) == RESPONSE


def test_what_is_no_id_is_said() -> None:
    """A text that is no id is named."""
    with pytest.raises(MahallaError, match=r"“12” is not the id of a response\. Use"):
        parse_id("12")


def test_a_receipt_is_fixed() -> None:
    """The code of a response never changes, or people could not quote it."""
    assert write_receipt(RESPONSE) == "289S-1DQ4"


@given(st.uuids())
def test_a_receipt_is_read_back(response: UUID) -> None:
    """A code is read as it was written, also in small letters, without its dash or with spaces."""
    code = write_receipt(response)
    typed = [code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' - ')} "]
    assert [read_receipt(text) for text in typed] == [code] * 4


@given(st.uuids())
def test_look_alikes_are_forgiven(response: UUID) -> None:
    """An O typed for a 0, and an I or L for a 1, make no difference."""
    code = write_receipt(response)
    typed = [code.replace("0", "O"), code.replace("1", "I"), code.replace("1", "l")]
    assert [read_receipt(text) for text in typed] == [code] * 3


@given(st.uuids(), st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_noticed(response: UUID, place: int, sign: str) -> None:
    """A code with any one sign changed is refused."""
    signs = write_receipt(response).replace("-", "")
    typed = signs[:place] + sign + signs[place + 1 :]
    assert typed == signs or read_receipt(typed) is None


@given(st.uuids(), st.integers(0, 7), st.integers(0, 7))
def test_two_exchanged_signs_are_noticed(response: UUID, one: int, other: int) -> None:
    """A code with any two signs exchanged is refused."""
    signs = list(write_receipt(response).replace("-", ""))
    typed = signs.copy()
    typed[one], typed[other] = signs[other], signs[one]
    assert typed == signs or read_receipt("".join(typed)) is None


@pytest.mark.parametrize("typed", ["", "1234", "1234-567", "1234-56789", "12U4-5678", "سلام-1234"])
def test_what_is_no_receipt(typed: str) -> None:
    """A code of the wrong length or with other signs is refused."""
    assert read_receipt(typed) is None
