"""What an export reads of the database, page by page, and the entry that says who took it out."""

from collections.abc import Iterator
from datetime import UTC

from survey.exchange.model import Order, Written
from survey.questionnaire.model import Questionnaire
from survey.responses.editions import find_kept
from survey.responses.store import PAGE, STANDING
from survey.storage.audit import record
from survey.storage.database import Database, Row, Value

EXPORTED, EXPORTED_WHOLE = "answers.exported", "answers.exported_sensitive"


def list_versions(database: Database, order: Order) -> tuple[list[Questionnaire], set[str]]:
    """List all versions of the questionnaire, the newest first, and which the project answered.

    Those that nobody has answered yet matter too: what they mark as sensitive is.
    """
    rows = database.query(
        """
        select version,
            exists (select 1 from responses where version = kept.version and project = :project)
            or exists (select 1 from revisions where version = kept.version and project = :project)
            as is_answered
        from questionnaire_versions as kept
        where questionnaire = :questionnaire
        order by kept_at desc, version
        """,
        project=order.project.id,
        questionnaire=order.form,
    )
    found = [find_kept(database, row["version"]) for row in rows]
    return [one for one in found if one], {row["version"] for row in rows if row["is_answered"]}


def rows_of(database: Database, order: Order) -> Iterator[Row]:
    """Read the responses of an order as they stood, wave by wave and by id, PAGE at a time.

    Each page is a query of its own: nothing is kept open between them. What came or was corrected
    after the moment of the order is not there; what is withdrawn meanwhile leaves as it does
    elsewhere. Who refused is left out: there is no answer.
    """
    for wave in order.waves:
        after = ""
        while page := _read_page(database, order, wave, after):
            yield from page
            after = page[-1]["id"]


def note_export(tx: Database, actor: str, order: Order, written: Written, export: str) -> None:
    """Say in the audit trail who took what out, how much and why; nothing of what was answered."""
    detail: dict[str, Value] = {"wave": order.wave, "rows": written.rows, "format": export}
    if order.reason:
        detail["reason"] = order.reason
    places = sorted(order.places or ())
    if len(places) == 1:
        detail["neighbourhood"] = places[0]
    elif places:
        detail["neighbourhoods"] = ", ".join(places)
    action = EXPORTED_WHOLE if order.is_whole else EXPORTED
    record(tx, order.until, actor, action, f"project:{order.project.id}", detail)


def _read_page(database: Database, order: Order, wave: str, after: str) -> list[Row]:
    places = {f"place{number}": one for number, one in enumerate(sorted(order.places or ()))}
    within = "" if order.places is None else f"and neighbourhood in ({_name_values(places)})"
    return database.query(
        f"""
        select id, wave, neighbourhood, household, channel, language, started_at, finished_at,
            state, version, weight, stratum, psu, design, answers
        from ({STANDING}) as stood
        where project = :project and wave = :wave and id > :after
            and questionnaire = :questionnaire and consent <> 'refused' {within}
        order by id limit :page
        """,
        project=order.project.id,
        wave=wave,
        after=after,
        questionnaire=order.form,
        until=order.until.astimezone(UTC).isoformat(timespec="microseconds"),
        page=PAGE,
        **places,
    )


def _name_values(values: dict[str, str]) -> str:
    return ", ".join(f":{name}" for name in values)
