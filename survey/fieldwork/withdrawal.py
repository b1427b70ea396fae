"""What is withdrawn here: an arrival with its flags, and its part in the sums."""

from uuid import UUID

from survey.fieldwork.arrivals import change_sums
from survey.storage.database import Database

TWICE = "same_household"


def forget_response(tx: Database, response: UUID) -> None:
    """Delete the arrival of a response, and the flag of the one that its household still has."""
    rows = tx.query("select * from arrivals where response = :id", id=str(response))
    tx.execute("delete from arrivals where response = :id", id=str(response))
    change_sums(tx, [], rows)
    for row in rows:
        if not row["household"]:
            continue
        left = tx.query(
            """
            select response from arrivals where project = :project and wave = :wave
                and neighbourhood = :neighbourhood and household = :household and is_refusal = 0
            """,
            **{name: row[name] for name in ("project", "wave", "neighbourhood", "household")},
        )
        if len(left) == 1:
            tx.execute(
                "delete from arrival_flags where response = :id and flag = :flag",
                id=left[0]["response"],
                flag=TWICE,
            )
