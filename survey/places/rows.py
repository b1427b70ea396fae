"""The rows of a project made a project again; as long as they stay as they are, it is the same."""

import base64
import json
from datetime import date
from functools import lru_cache

from survey.locale import Text
from survey.places.model import (
    Action,
    Brand,
    Declaration,
    District,
    Meeting,
    Neighbourhood,
    Project,
    Retention,
    Service,
    Wave,
)
from survey.places.retention import parse_period
from survey.storage.database import Row, Value

PROJECTS_KEPT = 64
"""So many projects are kept in memory as they were read."""

Columns = tuple[tuple[str, Value], ...]
"""A row that can be compared with the same row read again."""

ACTION_NAMES = ("neighbourhood", "indicator", "wave", "state")
"""The parts of an action that are plain words."""

BRAND_NAMES = ("logo_type", "logo_shape", "good", "need")
"""The parts of a brand that JSON writes as they are."""

SERVICE_TEXTS = ("name", "offers", "for_whom", "cost", "address", "hours")
SERVICE_LISTS = ("ways", "neighbourhoods", "sections")
"""The parts of a service that are texts, and those that are lists of names."""


@lru_cache(maxsize=PROJECTS_KEPT)
def read_rows(
    columns: Columns,
    waves: tuple[Columns, ...],
    neighbourhoods: tuple[Columns, ...],
    districts: tuple[Columns, ...],
) -> Project:
    """Read a project out of its rows; as long as they stay as they are, it is the same object.

    The rows are asked for each time, so nobody sees a project as it was, whoever changed it.
    """
    row: Row = dict(columns)
    return Project(
        id=row["id"],
        title=_read_text(row["title"]),
        organisation=_read_text(row["organisation"]),
        questionnaire=row["questionnaire"],
        waves=tuple(_read_wave(dict(wave)) for wave in waves),
        neighbourhoods=tuple(_read_neighbourhood(dict(place)) for place in neighbourhoods),
        districts=tuple(_read_district(dict(district)) for district in districts),
        synthetic=bool(row["synthetic"]),
        meeting=_read_meeting(row) if row["meeting_day"] else None,
        source=_read_text(row["source"]) if row["source"] else None,
        actions=_read_actions(row["actions"]),
        brand=_read_brand(row["brand"]) if row["brand"] else None,
        services=read_services(row["services"]),
        keep_referrals=row["keep_referrals"],
        retention=_read_retention(row["retention"] or "{}"),
        declares=_read_declarations(row["declares"]),
    )


def _read_neighbourhood(row: Row) -> Neighbourhood:
    outline = tuple((longitude, latitude) for longitude, latitude in json.loads(row["outline"]))
    name = _read_text(row["name"])
    return Neighbourhood(row["id"], name, row["district"] or "", row["households"], outline)


def _read_district(row: Row) -> District:
    return District(row["id"], _read_text(row["name"]))


def _read_wave(row: Row) -> Wave:
    starts, ends = date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])
    return Wave(row["id"], _read_text(row["title"]), starts, ends)


def _read_meeting(row: Row) -> Meeting:
    day = date.fromisoformat(row["meeting_day"])
    return Meeting(day, row["meeting_time"], _read_text(row["meeting_place"]))


def _read_declarations(written: str) -> tuple[Declaration, ...]:
    return tuple(
        Declaration(tuple(one["what"]), date.fromisoformat(one["on"]), one["by"])
        for one in json.loads(written)
    )


def _read_retention(written: str) -> Retention:
    return Retention(**{name: parse_period(text) for name, text in json.loads(written).items()})


def _read_brand(written: str) -> Brand:
    plain = json.loads(written)
    return Brand(
        logo=base64.b64decode(plain["logo"]),
        contact=_read_text(plain["contact"]) if plain["contact"] else None,
        **{name: plain[name] for name in BRAND_NAMES},
    )


def _read_actions(written: str) -> tuple[Action, ...]:
    return tuple(
        Action(
            title=_read_text(one["title"]),
            who=_read_text(one["who"]),
            by=date.fromisoformat(one["by"]) if one["by"] else None,
            **{name: one[name] for name in ACTION_NAMES},
        )
        for one in json.loads(written)
    )


def read_services(written: str) -> tuple[Service, ...]:
    """Read the services of a project out of its row."""
    return tuple(_read_service(one) for one in json.loads(written))


def _read_service(one: Row) -> Service:
    parts: Row = {
        **{name: _read_text(one[name]) if one[name] else None for name in SERVICE_TEXTS},
        **{name: tuple(one[name]) for name in SERVICE_LISTS},
    }
    return Service(id=one["id"], phone=one["phone"], **parts)


def _read_text(written: str) -> Text:
    parts = json.loads(written)
    return Text(parts["source"], parts["catalogue"], parts["key"], tuple(parts["inline"].items()))
