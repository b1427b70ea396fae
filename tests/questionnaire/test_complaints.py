"""What the schema refuses, said in sentences."""

from typing import Annotated

import pytest
from pydantic import BaseModel, Field, ValidationError

from survey.errors import Problem
from survey.questionnaire.complaints import explain


class Gate(BaseModel):
    """A model with a rule of its own, as a new kind may bring one."""

    width: Annotated[int, Field(multiple_of=2)]


def test_a_rule_without_a_sentence_of_its_own_is_said_all_the_same():
    """The value and the library's reason are told, a long value shortened."""
    with pytest.raises(ValidationError) as caught:
        Gate(width=10**70 + 1)

    (mistake,) = explain(caught.value)

    assert (mistake.path, Problem(mistake.message, mistake.values).say()) == (
        ("width",),
        f"“1{'0' * 59}…” is not possible here: Input should be a multiple of 2.",
    )


def test_a_whole_file_without_keys_is_located_at_its_beginning():
    """Where the file itself lacks a key, the path is empty."""
    with pytest.raises(ValidationError) as caught:
        Gate()

    assert [mistake.path for mistake in explain(caught.value)] == [()]
