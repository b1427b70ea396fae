"""A photo encoded anew: upright, small, and without anything but its points."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from survey.kinds.photo import LONGEST_EDGE, MOST_PIXELS, QUALITY, READ

BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
WHITE = (255, 255, 255)


def encode_photo(content: bytes) -> bytes | None:
    """Return the photo as a JPEG of at most 1280 points; None where it cannot or must not be read.

    A file may promise a small size and unfold to a huge one: it is measured before it is unfolded.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=READ) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return None
                picture.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
                return _encode(ImageOps.exif_transpose(picture))
    except (OSError, SyntaxError, ValueError, EOFError, *BOMBS):
        return None


def _encode(picture: Image.Image) -> bytes:
    """Copy the points, and only them, onto a new picture."""
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    seen = picture.convert("RGBA")
    plain = Image.new("RGB", seen.size, WHITE)
    plain.paste(seen, mask=seen.getchannel("A"))
    written = BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
