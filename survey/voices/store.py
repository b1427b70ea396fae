"""Chosen sentences in the database: who chose them and when; they leave with their response."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from survey.responses.model import Submission
from survey.responses.store import find_response
from survey.storage.audit import record
from survey.storage.database import Database, Row
from survey.voices.model import Quote, is_within

EVER = datetime.max.replace(tzinfo=UTC)
"""A moment after every correction."""


def replace_quotes(
    tx: Database,
    now: datetime,
    actor: str,
    place: tuple[str, str, str],
    quotes: Iterable[Quote],
) -> None:
    """Let `quotes` be those of a project, wave and neighbourhood; call it in a transaction."""
    project, wave, neighbourhood = place
    chosen = list(quotes)
    tx.execute(
        """
        delete from quotes
        where project = :project and wave = :wave and neighbourhood = :neighbourhood
        """,
        project=project,
        wave=wave,
        neighbourhood=neighbourhood,
    )
    for quote in chosen:
        tx.insert("quotes", _write(project, wave, quote))
    subject = f"quotes:{project}/{wave}/{neighbourhood}"
    record(tx, now, actor, "quotes.chosen", subject, {"count": len(chosen)})


def quotes_of(database: Database, project: str, wave: str, until: datetime) -> list[Quote]:
    """Return the sentences chosen from answers as they stood at `until`, in a fixed order.

    One whose answer was withdrawn, moved or corrected since, so that these are no longer its words,
    is left out, also where that was after `until`: figures wait for the next release, words do not.
    """
    rows = database.query(
        """
        select * from quotes where project = :project and wave = :wave
        order by neighbourhood, question, response
        """,
        project=project,
        wave=wave,
    )
    return [quote for quote in map(_read, rows) if _still_holds(database, quote, until)]


def _still_holds(database: Database, quote: Quote, until: datetime) -> bool:
    """Tell whether these are the words of the answer now, and were at `until`.

    An answer that did not change since is read once: this is asked on every page.
    """
    newest = find_response(database, quote.response, EVER)
    if newest is None or newest.received_at <= until:
        return _is_of(quote, newest)
    return _is_of(quote, newest) and _is_of(quote, find_response(database, quote.response, until))


def _is_of(quote: Quote, response: Submission | None) -> bool:
    if response is None or response.consent == "refused":
        return False
    answer = response.answers.get(quote.question)
    is_theirs = isinstance(answer, str) and is_within(quote.words, answer)
    return is_theirs and response.neighbourhood == quote.neighbourhood


def _write(project: str, wave: str, quote: Quote) -> Row:
    return {
        "response": str(quote.response),
        "question": quote.question,
        "project": project,
        "wave": wave,
        "neighbourhood": quote.neighbourhood,
        "words": quote.words,
        "language": quote.language,
    }


def _read(row: Row) -> Quote:
    return Quote(
        UUID(row["response"]),
        row["question"],
        row["neighbourhood"],
        row["words"],
        row["language"],
    )
