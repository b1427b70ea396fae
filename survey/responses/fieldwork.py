"""How the interviewing goes: who collects, and what is known of a household; never answers."""

from dataclasses import dataclass

from survey.storage.database import Database

NAMES_SHOWN = 12


@dataclass(frozen=True)
class Visits:
    """How often a household was asked in a wave; `begun` interviews are not finished yet."""

    interviews: int
    refusals: int
    begun: int


def count_visits(
    database: Database, project: str, wave: str, neighbourhood: str, household: str
) -> Visits:
    """Count what a household was asked in a wave. An empty code stands for no household."""
    if not household:
        return Visits(0, 0, 0)
    asked = {"project": project, "neighbourhood": neighbourhood, "household": household}
    [responses] = database.query(
        """
        select count(*) as all_of_them, count(*) filter (where consent = 'refused') as refusals
        from responses
        where project = :project and wave = :wave and household = :household
            and coalesce(neighbourhood, '') = :neighbourhood
        """,
        wave=wave,
        **asked,
    )
    [drafts] = database.query(
        """
        select count(*) as begun from drafts
        where project = :project and household = :household
            and neighbourhood = :neighbourhood and revises = ''
        """,
        **asked,
    )
    refusals = responses["refusals"]
    return Visits(responses["all_of_them"] - refusals, refusals, drafts["begun"])


def list_collectors(database: Database) -> list[str]:
    """Name those who interviewed, whoever did so last first."""
    rows = database.query(
        """
        select collector from responses where channel = 'tablet' and collector <> ''
        group by collector order by max(received_at) desc, collector limit :most
        """,
        most=NAMES_SHOWN,
    )
    return [row["collector"] for row in rows]
