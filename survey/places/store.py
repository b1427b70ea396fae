"""Projects with their districts, neighbourhoods and waves, as tables."""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from survey.errors import N_, MahallaError, Problem
from survey.locale import Text
from survey.places.model import (
    Action,
    Brand,
    Declaration,
    Neighbourhood,
    Project,
    Retention,
    Service,
    Wave,
)
from survey.places.rows import (
    ACTION_NAMES,
    BRAND_NAMES,
    SERVICE_LISTS,
    SERVICE_TEXTS,
    Columns,
    read_rows,
    read_services,
)
from survey.storage.audit import record
from survey.storage.database import ConstraintError, Database, Row, Value

NO_PROJECT = N_("There is no project “%(name)s”. `mahalla places list` names those there are.")
STILL_USED = N_(
    "“%(id)s” cannot be removed from the project “%(project)s”: answers belong to it. "
    "Put it back into the file."
)


def save_project(database: Database, now: datetime, actor: str, project: Project) -> None:
    """Add a project or bring it up to date; places and waves that it no longer names go.

    Joins the transaction it is called in. Raises MahallaError, and changes nothing, where a place
    or wave that would go still has answers.
    """
    districts = {d.id: {"name": _write_text(d.name)} for d in project.districts}
    neighbourhoods = {n.id: _neighbourhood_row(n) for n in project.neighbourhoods}
    waves = {w.id: _wave_row(w) for w in project.waves}
    with database.transaction() as tx:
        tx.upsert("projects", _project_row(project), ["id"])
        _keep(tx, "districts", project.id, districts)
        _keep(tx, "neighbourhoods", project.id, neighbourhoods)
        _keep(tx, "waves", project.id, waves)
        _remove_others(tx, "neighbourhoods", project.id, neighbourhoods)
        _remove_others(tx, "waves", project.id, waves)
        _remove_others(tx, "districts", project.id, districts)
        detail: dict[str, Value] = {"neighbourhoods": len(neighbourhoods), "waves": len(waves)}
        if project.declares:
            detail["declares"] = _write_declarations(project.declares)
        record(tx, now, actor, "project.saved", f"project:{project.id}", detail)


def find_project(database: Database, name: str) -> Project | None:
    """Return the project with this id, or None."""
    rows = database.query("select * from projects where id = :id", id=name)
    return _read_project(database, rows[0]) if rows else None


def require_project(database: Database, name: str) -> Project:
    """Return the project that a command names. Raises MahallaError where there is none."""
    project = find_project(database, name)
    if project is None:
        raise MahallaError(Problem(NO_PROJECT, {"name": name}))
    return project


def list_asking(database: Database, questionnaire: str) -> list[str]:
    """List the ids of the projects that ask a questionnaire."""
    rows = database.query(
        "select id from projects where questionnaire = :questionnaire order by id",
        questionnaire=questionnaire,
    )
    return [row["id"] for row in rows]


def load_projects(database: Database) -> list[Project]:
    """Return every project, by id."""
    return [
        _read_project(database, row) for row in database.query("select * from projects order by id")
    ]


def find_services(database: Database, project: str, neighbourhood: str) -> tuple[Service, ...]:
    """Return the services for the people of a neighbourhood, without reading the whole project."""
    rows = database.query("select services from projects where id = :id", id=project)
    known = read_services(rows[0]["services"]) if rows else ()
    return tuple(service for service in known if service.serves(neighbourhood))


def _keep(tx: Database, table: str, project: str, rows: Mapping[str, Row]) -> None:
    for position, (name, row) in enumerate(rows.items()):
        place: Row = {"project": project, "id": name, "position": position}
        tx.upsert(table, {**place, **row}, ["project", "id"])


def _remove_others(tx: Database, table: str, project: str, kept: Mapping[str, Row]) -> None:
    for row in tx.query(f"select id from {table} where project = :project", project=project):
        if row["id"] not in kept:
            try:
                tx.execute(
                    f"delete from {table} where project = :project and id = :id",
                    project=project,
                    id=row["id"],
                )
            except ConstraintError as error:
                values = {"id": row["id"], "project": project}
                raise MahallaError(Problem(STILL_USED, values)) from error


def _project_row(project: Project) -> dict[str, Value]:
    meeting = project.meeting
    return {
        "id": project.id,
        "title": _write_text(project.title),
        "organisation": _write_text(project.organisation),
        "questionnaire": project.questionnaire,
        "synthetic": int(project.synthetic),
        "source": _write_text(project.source) if project.source else None,
        "meeting_day": meeting.day.isoformat() if meeting else None,
        "meeting_time": meeting.time if meeting else None,
        "meeting_place": _write_text(meeting.place) if meeting else None,
        "actions": _write_actions(project.actions),
        "brand": _write_brand(project.brand) if project.brand else None,
        "services": _write_services(project.services),
        "keep_referrals": project.keep_referrals,
        "retention": _write_retention(project.retention),
        "declares": _write_declarations(project.declares),
    }


def _neighbourhood_row(neighbourhood: Neighbourhood) -> Row:
    return {
        "name": _write_text(neighbourhood.name),
        "district": neighbourhood.district or None,
        "households": neighbourhood.households,
        "outline": json.dumps(neighbourhood.outline),
    }


def _wave_row(wave: Wave) -> Row:
    return {
        "title": _write_text(wave.title),
        "starts": wave.starts.isoformat(),
        "ends": wave.ends.isoformat(),
    }


def _read_project(database: Database, row: Row) -> Project:
    def rows_of(table: str) -> tuple[Columns, ...]:
        sql = f"select * from {table} where project = :project order by position"
        return tuple(tuple(one.items()) for one in database.query(sql, project=row["id"]))

    parts = (rows_of("waves"), rows_of("neighbourhoods"), rows_of("districts"))
    return read_rows(tuple(row.items()), *parts)


def _write_declarations(declarations: Sequence[Declaration]) -> str:
    plain = [
        {"what": list(one.what), "on": one.on.isoformat(), "by": one.by} for one in declarations
    ]
    return json.dumps(plain, ensure_ascii=False)


def _write_retention(retention: Retention) -> str:
    return json.dumps({name: str(period) for name, period in vars(retention).items() if period})


def _write_brand(brand: Brand) -> str:
    plain = {
        **{name: getattr(brand, name) for name in BRAND_NAMES},
        "logo": base64.b64encode(brand.logo).decode(),
        "contact": _write_text(brand.contact) if brand.contact else None,
    }
    return json.dumps(plain, ensure_ascii=False)


def _write_actions(actions: Sequence[Action]) -> str:
    plain = [
        {
            **{name: getattr(action, name) for name in ACTION_NAMES},
            "title": _write_text(action.title),
            "who": _write_text(action.who),
            "by": action.by.isoformat() if action.by else None,
        }
        for action in actions
    ]
    return json.dumps(plain, ensure_ascii=False)


def _write_services(services: Sequence[Service]) -> str:
    plain = [
        {
            "id": one.id,
            "phone": one.phone,
            **{name: _write_optional(getattr(one, name)) for name in SERVICE_TEXTS},
            **{name: list(getattr(one, name)) for name in SERVICE_LISTS},
        }
        for one in services
    ]
    return json.dumps(plain, ensure_ascii=False)


def _write_optional(text: Text | None) -> str | None:
    return _write_text(text) if text else None


def _write_text(text: Text) -> str:
    parts = {"source": text.source, "catalogue": text.catalogue, "key": text.key}
    return json.dumps({**parts, "inline": dict(text.inline)}, ensure_ascii=False)
