"""Audio note: something said aloud, stored as the name of a file beside the answers."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from survey.errors import N_
from survey.kinds.audio_note.container import find_container, measure
from survey.kinds.files import File, Taken
from survey.kinds.model import Answerable, Settings

LONGEST = 120
GRACE = 3.0
"""Seconds that a recorder may need to stop."""


class AudioNoteSettings(Settings):
    """What an audio note adds to a question."""

    seconds: int = Field(
        LONGEST, ge=5, le=LONGEST, description="The longest recording, in seconds."
    )


class AudioNote(File):
    """A recording as browsers and telephones make it, of at most two minutes."""

    settings = AudioNoteSettings
    types: ClassVar[Mapping[str, str]] = {
        "webm": "audio/webm",
        "ogg": "audio/ogg",
        "m4a": "audio/mp4",
        "3gp": "audio/3gpp",
        "mp3": "audio/mpeg",
    }
    most_bytes = 4_000_000
    refusals: ClassVar[Mapping[str, str]] = {
        "unreadable": N_(
            "This file is not a recording that can be played. Record it again, or choose a file "
            "that ends in .ogg, .webm, .m4a, .3gp or .mp3."
        ),
        "too_large": N_("This recording is too large. Make a shorter one."),
        "too_long": N_("This recording is too long. Make a shorter one."),
    }

    def take(self, content: bytes, question: Answerable) -> Taken:
        """Keep the recording as it is, if it is one and short enough."""
        if len(content) > self.most_bytes:
            raise self.refuse("too_large")
        extension = find_container(content)
        if extension is None:
            raise self.refuse("unreadable")
        seconds = measure(content, extension)
        if seconds is not None and seconds > find_limit(question) + GRACE:
            raise self.refuse("too_long")
        return Taken(content, extension)


def find_limit(question: Answerable) -> int:
    """Return how many seconds a recording may last."""
    limit: int = getattr(question.settings, "seconds", LONGEST)
    return limit


KIND = AudioNote()
