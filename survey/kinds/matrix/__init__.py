"""Matrix: several questions with the same answers, asked under one heading."""

from survey.kinds.note import Note


class Matrix(Note):
    """The heading above its rows. Each row is a question of its own: asked, scored and stored so.

    A row is of the scale's kind; with `options` it is a rating where each has a code, else a
    choice.
    """

    holds = "rows"


KIND = Matrix()
