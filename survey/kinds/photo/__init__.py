"""Photo: a picture taken on the spot, stored as the name of a file beside the answers."""

from collections.abc import Mapping
from typing import ClassVar

from survey.errors import N_
from survey.kinds.files import File, Taken
from survey.kinds.model import Answerable

MOST_PIXELS = 60_000_000
"""More than any telephone takes; a file that unfolds to more is no honest photo."""

LONGEST_EDGE = 1280
QUALITY = 70
READ = ("JPEG", "PNG", "WEBP", "GIF")
HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
"""How the newer containers of telephones say what they hold, which not every server can open."""


class Photo(File):
    """A JPEG of at most 1280 points, encoded anew: nothing tells the place or the telephone."""

    types: ClassVar[Mapping[str, str]] = {"jpg": "image/jpeg"}
    most_bytes = 16_000_000
    refusals: ClassVar[Mapping[str, str]] = {
        "unreadable": N_("This file is not a photo that can be read. Take the photo again."),
        "too_large": N_("This photo is too large. Take it again with a smaller picture size."),
        "heic": N_(
            "This photo is in the format HEIC, which cannot be read here. In the camera's settings "
            "choose JPEG (“most compatible”), and take it again."
        ),
    }

    def take(self, content: bytes, question: Answerable) -> Taken:
        """Turn the picture upright, make it small and encode it anew."""
        from survey.kinds.photo.encode import encode_photo

        if len(content) > self.most_bytes:
            raise self.refuse("too_large")
        if content[4:8] == b"ftyp" and content[8:12] in HEIC:
            raise self.refuse("heic")
        encoded = encode_photo(content)
        if encoded is None:
            raise self.refuse("unreadable")
        return Taken(encoded, "jpg")


KIND = Photo()
