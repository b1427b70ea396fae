"""A questionnaire as it is served, answered and scored."""

import pytest


@pytest.fixture
def street(load):
    return load(
        """
        - {id: safe, kind: yes_no, text: Safe?, domain: street}
        - {id: name, kind: text, text: Name?}
        - {id: light, kind: yes_no, text: Light?, domain: street}
        - {id: theft, kind: yes_no, text: Theft?, domain: theft}
        - {id: fight, kind: yes_no, text: Fights?, domain: theft, enabled: false}
        """,
        "domains: {street: {title: S}, theft: {title: T, polarity: harm}}\n",
    )


def test_questions_are_found_by_id_in_the_order_of_asking(street):
    """All questions count, also those switched off."""
    assert list(street.questions) == ["safe", "name", "light", "theft", "fight"]


def test_items_are_the_scored_questions_that_are_asked(street):
    """A question without a domain, or switched off, is no item."""
    assert list(street.items) == ["safe", "light", "theft"]


def test_items_of_a_domain_are_in_the_order_of_asking(street):
    """Only the domain's own questions are listed."""
    assert [question.id for question in street.items_of("street")] == ["safe", "light"]
