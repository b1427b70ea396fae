"""The text under which an answer was given is kept as it was shown."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from survey.locale import load_languages
from survey.questionnaire.load import parse_questionnaire
from survey.responses.consents import find_consent, keep_consent, write_consent
from survey.responses.drafts import find_draft, finish_draft, save_draft
from survey.responses.model import Draft, Submission, hash_content
from survey.responses.store import find_response, revisions_of, submit
from survey.storage.database import Database
from tests.responses.conftest import NOW, SOURCE

ASKED = """\
words: {who: {en: our team, fa: گروه ما}}
consent:
  title: {en: Before we begin, fa: پیش از آغاز}
  body: {en: "Only {who} reads it.", fa: "تنها {who} آن را می‌خواند."}
  agree: {en: I agree, fa: موافقم}
  decline: {en: I do not want to, fa: نمی‌خواهم}
  declined: Thank you all the same.
sections:
"""
TREES = parse_questionnaire(SOURCE.replace("sections:\n", ASKED, 1), "trees.yaml")
AGREED_AT = datetime(2026, 11, 22, 14, 0, 30, tzinfo=UTC)


def test_a_text_is_kept_as_it_was_shown(database: Database, root: Path) -> None:
    """The words are those of the reader's language, with the questionnaire's own words in them."""
    persian = write_consent(TREES, load_languages(root / "translations")["fa"])
    kept = find_consent(database, keep_consent(database, persian, NOW))
    assert (kept.language, kept.title, kept.body) == (
        "fa",
        "پیش از آغاز",
        "تنها گروه ما آن را می‌خواند.",
    )
    assert (kept.agree, kept.decline) == ("موافقم", "نمی‌خواهم")


def test_a_text_is_kept_once_and_every_wording_by_itself(database: Database, root: Path) -> None:
    """The same text has one row; another word, or another language, is another text."""
    english = load_languages(root / "translations")["en"]
    text = write_consent(TREES, english)
    other = replace(text, body="Only our team and the council read it.")
    hashes = [keep_consent(database, one, NOW) for one in (text, text, other)]
    assert hashes[0] == hashes[1] != hashes[2]
    assert [row["count"] for row in database.query("select count(*) as count from consents")] == [2]


def test_who_asks_no_consent_keeps_no_text(database: Database, root: Path) -> None:
    """A questionnaire without consent has no text, and its answers name none."""
    trees = parse_questionnaire(SOURCE, "trees.yaml")
    text = write_consent(trees, load_languages(root / "translations")["en"])
    assert (text, keep_consent(database, text, NOW)) == (None, "")
    assert find_consent(database, "") is None


def test_answers_and_corrections_name_their_text_and_its_moment(
    database: Database, submission: Submission
) -> None:
    """Both come back with the response and with each of its revisions."""
    first = replace(submission, consent_text="ab12", consented_at=AGREED_AT)
    later = replace(first, answers={"like": "a_little"}, revises=hash_content(first))
    assert [submit(database, "omid", one) for one in (first, later)] == ["new", "revised"]
    assert find_response(database, first.id, NOW) == later
    assert [one.submission for one in revisions_of(database, first.id)] == [later]


def test_old_responses_keep_their_hash(submission: Submission) -> None:
    """A response without a text has the hash it always had, so that a repetition stays one."""
    old = "24081b466026e9c8b8d37ef7d30eeceb3f21a50e4f71a3a31085e4c1318934b9"
    assert hash_content(submission) == old
    assert hash_content(replace(submission, consent_text="ab12")) != old


def test_a_draft_keeps_the_text_until_it_is_sent(
    database: Database, submission: Submission
) -> None:
    """What somebody agreed to at the start goes with the draft into the response."""
    draft = Draft(
        id=submission.id,
        questionnaire="trees",
        version=submission.version,
        language="fa",
        section="all",
        answers={"like": "a_lot"},
        started_at=NOW,
        updated_at=NOW,
        consent_text="ab12",
        consented_at=AGREED_AT,
    )
    save_draft(database, draft)
    assert find_draft(database, draft.id) == draft
    sent = replace(submission, consent_text="ab12", consented_at=AGREED_AT)
    assert finish_draft(database, "omid", sent) == "new"
    assert find_response(database, draft.id, NOW) == sent
