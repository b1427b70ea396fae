"""Every kind of question has all that a kind needs."""

import json

import pytest

from survey.errors import AnswerError
from survey.kinds.find import FOLDER, kinds
from survey.questionnaire.file_schema import describe_file

SHAPES = json.loads(describe_file())["$defs"]
KINDS = sorted(kinds())


def shape_of(kind):
    """Find what editors know of the kind."""
    return next(
        shape
        for shape in SHAPES.values()
        if shape["properties"].get("kind", {}).get("const") == kind
    )


@pytest.mark.parametrize("kind", KINDS)
def test_editors_know_the_kind_and_its_keys(kind):
    """The JSON Schema has the kind, with each key of its own and a sentence about it."""
    shape = shape_of(kind)["properties"]

    for key in kinds()[kind].settings.model_fields:
        assert shape[key]["description"].endswith(".")
    has_options = kinds()[kind].takes_options or kinds()[kind].holds == "rows"
    assert ("options" in shape) is has_options


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_says_what_it_is(kind):
    """The module of a kind opens with its name, in words, and what it is."""
    source = (FOLDER / kind / "__init__.py").read_text(encoding="utf-8")

    words = {"yes_no": "Yes or no"}.get(kind, kind.replace("_", " ").capitalize())
    assert source.startswith(f'"""{words}: ')


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_can_be_asked_on_a_page(kind):
    """Beside the kind lie the field that reads it and the page that shows it."""
    files = {path.name for path in (FOLDER / kind).iterdir()}

    assert {"__init__.py", "field.py", "field.html"} <= files


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_is_tested(root, kind):
    """Some file of tests/kinds/ asks a question of the kind."""
    tests = "".join(path.read_text("utf-8") for path in (root / "tests/kinds").glob("test_*.py"))

    assert f'ask("{kind}"' in tests


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_that_is_no_answer_is_refused_in_a_sentence(kind):
    """A made-up object is refused with a sentence that can be translated."""

    class Asked:
        options = kinds()[kind].built_in
        settings = kinds()[kind].settings()

    with pytest.raises(AnswerError) as caught:
        kinds()[kind].check({"made": "up"}, Asked(), None)

    assert caught.value.problems[0].say().endswith(".")
