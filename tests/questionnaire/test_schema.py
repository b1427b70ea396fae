"""The JSON Schema with which editors complete and check questionnaire files."""

import json

from survey.kinds.find import kinds
from survey.questionnaire.file_schema import describe_file


def test_the_schema_beside_the_documentation_is_up_to_date(root):
    """docs/questionnaire.schema.json is what `mahalla schema` writes."""
    written = (root / "docs" / "questionnaire.schema.json").read_text(encoding="utf-8")

    assert written == describe_file()


def test_a_question_is_of_one_of_the_kinds_or_takes_a_scale():
    """Every kind, and a scale, has a shape of its own."""
    described = json.loads(describe_file())

    shapes = described["$defs"]["Section"]["properties"]["questions"]["items"]["oneOf"]
    assert len(shapes) == len(kinds()) + 1
    assert described["$defs"]["ScaledQuestion"]["required"] == ["id", "text", "scale"]


def test_editors_know_the_words_of_conditions():
    """`show_if` offers all, any, not, q and every operator."""
    described = json.loads(describe_file())

    words = described["$defs"]["Section"]["properties"]["show_if"]["properties"]
    assert set(words) >= {"all", "any", "not", "q", "is", "has_any", "gte"}
