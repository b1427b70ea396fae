"""A questionnaire that is being written, and its preview."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.preview.site import create_preview
from survey.settings import Settings
from tests.forms.browser import serve

STREET = """\
id: street
title: {en: Our street, fa: خیابان ما}
unit: person
consent: {title: Before, body: We ask., agree: I agree, decline: No, declined: Thanks}
sections:
  - id: walking
    title: {en: Walking, fa: پیاده‌روی}
    questions:
      - {id: safe, kind: yes_no, text: Do you feel safe here?}
      - {id: why, kind: text, text: Why not?, show_if: {q: safe, is: "no"}}
  - id: you
    title: You
    show_if: {q: safe, is: "yes"}
    questions:
      - {id: age, kind: integer, text: How old are you?}
"""
CASES = "- {case: Somebody who feels unsafe, answers: {safe: 'no'}, asked: [why]}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file that is being written."""
    path = tmp_path / "project" / "street.yaml"
    path.parent.mkdir()
    path.write_text(STREET, encoding="utf-8")
    return path


@pytest.fixture
def write(file: Path) -> Callable[[str, str], None]:
    """Replace one text of the file by another, and save it."""

    def replace(old: str, new: str) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def app(file: Path, tmp_path: Path, root: Path) -> Flask:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return create_preview(file, Settings(home=root), scratch)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    with serve(app) as address:
        yield address
