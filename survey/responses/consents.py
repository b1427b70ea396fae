"""The texts under which people gave their answers, each kept once as it was shown."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from survey.locale import Language, Text
from survey.questionnaire.model import Questionnaire
from survey.responses.model import write_json
from survey.storage.database import Database

SHORT = 16
"""How many signs of the hash a page sends along: a text that changed meanwhile is noticed by it."""


@dataclass(frozen=True)
class ConsentText:
    """What was said before the first question, and the two answers to it, in one language."""

    questionnaire: str
    language: str
    title: str
    body: str
    agree: str
    decline: str

    @property
    def hash(self) -> str:
        """The SHA-256 of every word of it: what responses name."""
        return sha256(write_json(dict(vars(self))).encode()).hexdigest()

    @property
    def mark(self) -> str:
        """The beginning of the hash, for pages."""
        return self.hash[:SHORT]


def write_consent(questionnaire: Questionnaire, language: Language) -> ConsentText | None:
    """Write what is said in a language, by the translation in force; None where nobody is asked."""
    consent = questionnaire.consent
    if consent is None:
        return None
    words = {name: language.text(text) for name, text in questionnaire.words}

    def say(text: Text) -> str:
        return language.text(text, **words)

    return ConsentText(
        questionnaire=questionnaire.id,
        language=language.tag,
        title=say(consent.title),
        body=say(consent.body),
        agree=say(consent.agree),
        decline=say(consent.decline),
    )


def keep_consent(database: Database, text: ConsentText | None, now: datetime) -> str:
    """Keep a text and return its hash, empty for none; the same text again changes nothing."""
    if text is None:
        return ""
    words = {name: getattr(text, name) for name in ("title", "body", "agree", "decline")}
    row = {
        "hash": text.hash,
        "questionnaire": text.questionnaire,
        "language": text.language,
        "words": write_json(words),
        "kept_at": now.isoformat(),
    }
    database.insert_once("consents", row)
    return text.hash


def find_consent(database: Database, hashed: str) -> ConsentText | None:
    """Return the text with this hash; None where none was kept."""
    rows = database.query(
        "select questionnaire, language, words from consents where hash = :hash", hash=hashed
    )
    if not rows:
        return None
    return ConsentText(
        rows[0]["questionnaire"], rows[0]["language"], **json.loads(rows[0]["words"])
    )
