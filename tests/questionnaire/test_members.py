"""Questions of members that cannot be read: told where they stand, and nothing breaks off."""

import pytest

from survey.errors import MahallaError

REPEAT = """
- id: members
  kind: repeat
  text: Who lives here?
  each: "Person {{number}}"
  questions:
    - {{id: age, kind: integer, text: Age?}}
    - {inner}
"""


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (
            "{id: work, kind: yes_no, text: Work?, show_if: [1]}",
            "A condition looks like `{q: question, is: answer}`, or all, any or not.",
        ),
        (
            "{id: work, scale: agree, text: Work?}",
            "There is no scale “agree”. Add it under `scales:` or use one of: –.",
        ),
    ],
)
def test_what_is_wrong_with_a_members_question_is_said_at_its_line(load, inner, said):
    """A condition or a scale that is not there is one mistake, on the line of the question."""
    with pytest.raises(MahallaError) as caught:
        load(REPEAT.format(inner=inner))

    (problem,) = caught.value.problems
    assert (problem.where.line, problem.say().split(": ", 1)[1]) == (14, said)
