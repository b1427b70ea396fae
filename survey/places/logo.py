"""A logo beside the project file: a small SVG or PNG that fetches nothing and runs nothing."""

import re
import struct
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from survey.errors import N_, MahallaError, Problem, Where

LARGEST = 50_000
"""The most bytes of a logo: reports are sent by telephone."""

WIDEST = 8.0
"""How many times as wide as high, or as high as wide, a logo may be."""

NOT_READ = N_("The logo cannot be read. Put the file beside the project file.")
TOO_LARGE = N_("The logo has %(bytes)s bytes. Make it smaller than %(most)s.")
NO_PICTURE = N_("This is neither an SVG nor a PNG picture. Save the logo as one of them.")
NO_SHAPE = N_("The logo does not say how wide and high it is. Give the SVG a viewBox.")
TOO_LONG = N_("The logo is too long and thin: at most %(most)s to one.")
NOT_PLAIN = N_(
    "The logo holds “%(found)s”, which a report does not print. Save it as a plain SVG: shapes "
    "only, words turned into outlines, nothing linked."
)

SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "path", "rect"),
        *("circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask"),
    )
)
_OUTSIDE = re.compile(r"@import|expression|javascript:|url\(\s*[\"']?(?!#)", re.IGNORECASE)

Picture = tuple[bytes, Literal["svg", "png"], float]
"""The file, its type, and its width by its height."""


def read_logo(path: Path) -> Picture:
    """Read and check a logo; raises MahallaError with the first thing that is wrong."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _refuse(path, NOT_READ) from error
    if len(content) > LARGEST:
        raise _refuse(path, TOO_LARGE, bytes=len(content), most=LARGEST)
    if content.startswith(b"\x89PNG\r\n\x1a\n") and b"IEND" in content[-12:]:
        width, height = struct.unpack(">II", content[16:24])
        return content, "png", _shape(path, width, height)
    return content, "svg", _read_svg(path, content)


def _read_svg(path: Path, content: bytes) -> float:
    # Before it is parsed: a document type may hold entities that grow without end.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _refuse(path, NOT_PLAIN, found="DOCTYPE")
    try:
        drawing = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise _refuse(path, NO_PICTURE) from error
    if drawing.tag != f"{SVG}svg":
        raise _refuse(path, NO_PICTURE)
    for part in drawing.iter():
        found = _find_stranger(part)
        if found:
            raise _refuse(path, NOT_PLAIN, found=found)
    return _shape(path, *_find_size(path, drawing))


def _find_stranger(part: ElementTree.Element) -> str:
    """Name what makes an element more than a shape; empty where nothing does."""
    tag = part.tag if isinstance(part.tag, str) else "?"
    if not tag.startswith(SVG) or tag.removeprefix(SVG) not in _SHAPES:
        return tag.rpartition("}")[2]
    if _OUTSIDE.search(part.text or ""):
        return tag.removeprefix(SVG)
    for name, value in part.attrib.items():
        short = name.rpartition("}")[2]
        is_link = short == "href" and not value.startswith("#")
        if short.lower().startswith("on") or is_link or _OUTSIDE.search(value):
            return short
    return ""


def _find_size(path: Path, drawing: ElementTree.Element) -> tuple[float, float]:
    box = drawing.get("viewBox", "").replace(",", " ").split()
    try:
        _, _, width, height = map(float, box)
    except ValueError:
        raise _refuse(path, NO_SHAPE) from None
    return width, height


def _shape(path: Path, width: float, height: float) -> float:
    if not (width > 0 and height > 0):
        raise _refuse(path, NO_SHAPE)
    if max(width / height, height / width) > WIDEST:
        raise _refuse(path, TOO_LONG, most=int(WIDEST))
    return width / height


def _refuse(path: Path, message: str, **values: object) -> MahallaError:
    return MahallaError(Problem(message, values, Where(str(path))))
