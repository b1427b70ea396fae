"""What is withdrawn here: what was typed of a paper sheet, and its tie to the answers."""

from uuid import UUID, uuid4

from survey.storage.database import Database


def forget_response(tx: Database, response: UUID) -> None:
    """Delete what was typed of the sheet that became a response.

    The number of the sheet stays, under an id that leads nowhere: whoever still has the paper is
    told not to type it again.
    """
    tx.execute("delete from entries where sheet = :id", id=str(response))
    tx.execute(
        "update sheets set id = :unknown, withdrawn = 1, submitted_at = begun_at where id = :id",
        unknown=str(uuid4()),
        id=str(response),
    )
