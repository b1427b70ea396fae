"""What is said to a tablet whose parcel is not taken: a sentence, and the status of the answer."""

from survey.errors import MahallaError, Problem

UNREADABLE, NOBODY, ELSEWHERE, UNFIT, TOO_OFTEN = 400, 401, 403, 422, 429


class RefusedError(MahallaError):
    """A parcel that is not taken; the tablet keeps it and shows the sentence."""

    def __init__(self, status: int, message: str, **values: object) -> None:
        super().__init__(Problem(message, values))
        self.status = status
