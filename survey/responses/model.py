"""A response on its way in: who answered what, where and when, and the hash of all that."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

Answers = Mapping[str, object]
"""Question id → a stored answer, or `{"missing": "dont_know"}`; a blank has no key."""

Design = Mapping[str, str | float]
"""What a table from elsewhere says of the sample, by column: a number, or a margin's category."""

Channel = Literal["tablet", "self", "paper", "odk", "import"]
Consent = Literal["given", "refused", "not_asked", "elsewhere"]
"""`elsewhere`: whoever collected the answers asked, and did not say so in their table."""

Mode = Literal["self", "facilitator", "kiosk", "paper"]
"""Who holds the form: the respondent alone, a facilitator, a shared device in a centre, a clerk."""

State = Literal["complete", "partial"]
Standing = Literal["correction", "conflict"]

Outcome = Literal["new", "repeated", "revised", "conflict", "withdrawn"]
"""What became of a submission. All but the last are kept, and `repeated` already was."""

NOT_CONTENT = {"received_at", "version"}
SOMETIMES = ("paradata", "design", "sealed", "consent_text", "consented_at")
"""Content where there is any: hashes from before these were kept stay as they are."""


@dataclass(frozen=True)
class Submission:
    """One answered questionnaire.

    `started_at` and `finished_at` are the device's clock, `received_at` is the server's. `weight`,
    `stratum` and `psu` describe the sample, and `design` has what else the questionnaire's method
    asks of it. `revises` is the content hash that a correction
    replaces, empty for a first submission. `paradata` tells how the interview went, never what was
    answered: orders drawn at random, notes of the interviewer, reasons for unusual answers.
    `consent_text` is the hash of the text under which it was given (see `consents`), empty where it
    was collected elsewhere, and `consented_at` the moment of consent. What tells who a person is
    stands among `answers` on the way in only; `sealed` is its digest (see `identifiers`).
    """

    id: UUID
    project: str
    wave: str
    questionnaire: str
    version: str
    language: str
    channel: Channel
    consent: Consent
    answers: Answers
    received_at: datetime
    neighbourhood: str = ""
    household: str = ""
    collector: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    state: State = "complete"
    weight: float | None = None
    stratum: str = ""
    psu: str = ""
    revises: str = ""
    paradata: Mapping[str, object] = field(default_factory=dict)
    design: Design = field(default_factory=dict)
    sealed: str = ""
    consent_text: str = ""
    consented_at: datetime | None = None


@dataclass(frozen=True)
class Revision:
    """Other content for a response that was already there: a correction, or a conflict."""

    number: int
    standing: Standing
    submission: Submission


@dataclass(frozen=True)
class Draft:
    """A questionnaire that somebody is filling in on the server; its `id` becomes the response's.

    `section` is the one to go on with.
    """

    id: UUID
    questionnaire: str
    version: str
    language: str
    section: str
    answers: Answers
    started_at: datetime
    updated_at: datetime
    project: str = ""
    neighbourhood: str = ""
    household: str = ""
    collector: str = ""
    mode: Mode = "self"
    revises: str = ""
    paradata: Mapping[str, object] = field(default_factory=dict)
    consent_text: str = ""
    consented_at: datetime | None = None


def hash_content(submission: Submission) -> str:
    """Return the SHA-256 of all that was said, by which a repetition is told from a change.

    The server's clock is not part of it, nor the questionnaire's version: reading the same table
    again after a question was reworded gives the same responses. The revised hash is a part, so
    that a correction back to older answers is a new revision. Paradata, design, consent and the
    digest of what is sealed count where there are any.
    """
    content = {
        part.name: _plain(getattr(submission, part.name))
        for part in fields(submission)
        if part.name not in NOT_CONTENT
    }
    for name in SOMETIMES:
        if not content[name]:
            del content[name]
    return sha256(write_json(content).encode()).hexdigest()


def write_json(value: object) -> str:
    """Write JSON in the one form that is hashed: sorted keys, no spaces, no not-a-number."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value
