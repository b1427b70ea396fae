"""The commands of translators, in a home of their own."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.cli import main

ROOT = Path(__file__).parents[2]
QUESTIONNAIRE = """
id: trust
title: Trust
unit: person
sections:
  - {id: one, title: First, questions: [{id: q1, kind: yes_no, text: Do you trust us?}]}
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with English and Persian and one questionnaire, nothing translated."""
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "trust.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    for tag in ("en", "fa"):
        place = tmp_path / "translations" / tag
        place.mkdir(parents=True)
        shutil.copy(ROOT / "translations" / tag / "language.yaml", place)
    monkeypatch.setenv("MAHALLA_HOME", str(tmp_path))
    return tmp_path


def run(*arguments):
    """Run `mahalla translate …`."""
    return CliRunner().invoke(main, ["translate", *arguments])


def test_update_begins_the_interface(home):
    """The interface of an offered language is begun by itself, a questionnaire is not."""
    run("update")
    assert [file.name for file in (home / "translations" / "fa").glob("*.po")] == ["interface.po"]


def test_update_begins_a_language(home):
    """On request every catalogue that a language lacks is begun."""
    run("update", "--begin", "fa")
    assert 'msgctxt "q1"\nmsgid "Do you trust us?"\nmsgstr ""' in (
        home / "translations" / "fa" / "trust.po"
    ).read_text(encoding="utf-8")


def test_update_twice_changes_nothing(home):
    """Updating again writes the same bytes."""
    run("update", "--begin", "fa")
    file = home / "translations" / "fa" / "interface.po"
    before = file.read_bytes()
    run("update")
    assert file.read_bytes() == before


def test_update_needs_a_language_file(home):
    """A language that has no language.yaml yet is refused in a sentence."""
    outcome = run("update", "--begin", "tr")
    assert (outcome.exit_code, "There is no language “tr”. First write" in outcome.output) == (
        1,
        True,
    )


def test_status_counts(home):
    """The state of each catalogue is a line with what is done and what there is."""
    run("update", "--begin", "fa")
    assert (
        "fa     trust                               0 /    3  3 missing\n" in run("status").output
    )


def test_status_of_what_has_not_begun(home):
    """A catalogue that is due but has no file counts as empty."""
    assert run("status").output.startswith("fa     interface                           0 / ")


def test_check_tells_what_has_not_begun(home):
    """The interface of an offered language must be there."""
    outcome = run("check")
    assert "This translation has not begun. Run `mahalla translate update --begin fa`" in (
        outcome.output
    )


def test_check_tells_what_is_not_translated(home):
    """An empty translation fails the check."""
    run("update", "--begin", "fa")
    outcome = run("check")
    assert (outcome.exit_code, "“Do you trust us?” is not translated" in outcome.output) == (
        1,
        True,
    )


def draft(home):
    """Translate the questionnaire by a machine, into a language that is not offered yet."""
    place = home / "translations" / "fa"
    with (place / "language.yaml").open("a", encoding="utf-8") as file:
        file.write("offered: false\n")
    run("update", "--begin", "fa")
    (place / "interface.po").unlink()
    text = (place / "trust.po").read_text(encoding="utf-8").rstrip() + "\n\n"
    text = text.replace('msgstr ""\n\n', 'msgstr "الف"\n\n')
    text = text.replace('msgctxt "', '# machine-drafted, needs review\nmsgctxt "')
    (place / "trust.po").write_text(text, encoding="utf-8")


def test_status_counts_drafts(home):
    """What a machine drafted is translated, and named as awaiting review."""
    draft(home)
    assert "fa     trust                               3 /    3  3 needs review\n" in (
        run("status").output
    )


def test_check_counts_drafts_and_passes(home):
    """Drafts do not fail the check, but are never passed over in silence."""
    draft(home)
    outcome = run("check")
    assert (outcome.exit_code, outcome.output) == (
        0,
        "fa: 3 drafted by a machine, to be read by a person\n",
    )


def test_check_fails_for_drafts_on_request(home):
    """Whoever offers only what was read can have drafts refused."""
    draft(home)
    outcome = run("check", "--reviewed")
    assert (outcome.exit_code, outcome.output.count("was translated by a machine")) == (1, 3)


def test_check_is_content_where_nothing_is_missing(home):
    """A home whose only language is that of the code passes."""
    shutil.rmtree(home / "translations" / "fa")
    assert (run("check").exit_code, run("check").output) == (0, "")


def test_extract_writes_templates(home):
    """Every catalogue has its template."""
    run("extract", "--out", str(home / "out"))
    assert sorted(file.name for file in (home / "out").glob("*")) == ["interface.pot", "trust.pot"]


def test_the_products_own_translations_are_complete(monkeypatch):
    """Every sentence of the product is translated into every language it is offered in."""
    monkeypatch.delenv("MAHALLA_HOME", raising=False)
    outcome = run("check")
    assert (outcome.exit_code, outcome.output.count("is not")) == (0, 0)
