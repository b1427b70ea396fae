"""What is said to a tablet whose parcel is not taken: a sentence, and the status of the answer."""

from survey.errors import N_, MahallaError, Problem

UNREADABLE, NOBODY, ELSEWHERE, UNFIT, TOO_OFTEN = 400, 401, 403, 422, 429
TOO_MUCH = N_("So much of this tablet waits here that nothing more of it can be taken at present.")


class RefusedError(MahallaError):
    """A parcel that is not taken; the tablet keeps it and shows the sentence."""

    def __init__(self, status: int, message: str, **values: object) -> None:
        super().__init__(Problem(message, values))
        self.status = status
