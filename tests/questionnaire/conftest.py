"""A questionnaire around the questions that a test is about."""

from collections.abc import Callable
from textwrap import dedent, indent

import pytest

from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire

HEAD = """\
id: street
title: Our street
unit: person
"""
SECTION = """\
sections:
  - id: walking
    title: Walking
    questions:
"""


@pytest.fixture(scope="session")
def load() -> Callable[..., Questionnaire]:
    """Load a questionnaire of one section, from its `questions` and other keys as YAML text."""

    def parse(questions: str, keys: str = "") -> Questionnaire:
        body = indent(dedent(questions).strip("\n"), " " * 6)
        return parse_questionnaire(f"{HEAD}{dedent(keys)}{SECTION}{body}\n", "street.yaml")

    return parse
