"""Values that are worked out."""


def test_nobody_types_a_calculated_value(ask):
    """What a form or a table gives under its name is dropped: it is worked out anew."""
    assert ask("calculated", value=1).parse("12") is None


def test_a_value_needs_its_calculation(ask):
    """A calculated question that does not say how is a mistake of its author."""
    assert "value: …" in ask("calculated").mistakes[0]
    assert ask("calculated", value={"q": "age"}).mistakes == []
