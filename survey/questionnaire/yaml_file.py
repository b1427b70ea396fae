"""YAML files read as plain Python with the line and column of every value."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import ConstructorError, DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scalarbool import ScalarBoolean

from survey.errors import N_, MahallaError, Problem, Where
from survey.kinds.texts import is_printable

Path_ = tuple[str | int, ...]
Positions = dict[Path_, tuple[int, int]]
"""(line, column) from 1 of the value at each path of keys and indices; `()` is the whole file."""

DEEPEST = 40
"""How deep values may stand inside one another; a questionnaire needs about fifteen levels."""

MOST_VALUES = 100_000
"""How many values a file may have, so that anchors inside anchors cannot fill the memory."""

TOO_DEEP = N_("Too much stands inside one another here. Move it out to the left.")
TOO_LARGE = N_("This file is too large. Split it in two.")
UNPRINTABLE = N_("Here stands a character that cannot be printed. Remove it.")


def read_yaml(path: Path) -> tuple[Any, Positions]:
    """Read a YAML 1.2 file; `no`, `yes` and `on` stay texts and a key given twice is an error.

    Raises MahallaError where the file is missing, is not UTF-8 or is not YAML.
    """
    return parse_yaml(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Read a text file as UTF-8, or say why it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise MahallaError(
            Problem(
                N_("This line is not UTF-8 text. Save the file with the encoding UTF-8."),
                where=Where(str(path), line, 1),
            )
        ) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MahallaError(
            Problem(
                N_("The file cannot be read: %(reason)s. Check its name and place."),
                {"reason": reason},
                Where(str(path)),
            )
        ) from error


def parse_yaml(source: str, name: str) -> tuple[Any, Positions]:
    """Read YAML text; `name` is what errors call the file."""
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    yaml.composer.warn_double_anchors = False
    try:
        loaded = yaml.load(source)
    except DuplicateKeyError as error:
        raise MahallaError(_repeated_key(error, name)) from error
    except MarkedYAMLError as error:
        raise MahallaError(_broken_yaml(error, name)) from error
    except ReaderError as error:
        raise MahallaError(_unprintable(error, source, name)) from error
    except RecursionError as error:
        raise MahallaError(Problem(TOO_DEEP, where=Where(name, 1, 1))) from error
    reader = _Reader(name)
    return reader.read(loaded, ()), reader.positions


def locate(path: Path_, positions: Positions, name: str) -> Where:
    """Find the spot of the value at `path`, or of the nearest value that contains it."""
    while path not in positions:
        path = path[:-1]
    return Where(name, *positions[path])


class _Constructor(RoundTripConstructor):
    """Makes values of what stands in the file; dates stay the texts that were written."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (
            ValueError,
            LookupError,
            TypeError,
        ) as error:  # a value that is not what its tag says
            raise ConstructorError(problem=str(error), problem_mark=node.start_mark) from error


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_scalar)


class _Reader:
    """Turns the library's values into Python's own and notes where each stands."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.positions: Positions = {(): (1, 1)}

    def read(self, node: Any, path: Path_) -> Any:
        if isinstance(node, CommentedMap):
            return {str(key): self.read_child(node, key, str(key), path) for key in node}
        if isinstance(node, CommentedSeq):
            return [self.read_child(node, index, index, path) for index in range(len(node))]
        return _scalar(node)

    def read_child(self, node: Any, key: Any, step: str | int, path: Path_) -> Any:
        mark = (node.lc.data or {}).get(key)
        # A key merged from elsewhere (<<) has no place of its own: its map's place is used.
        place = (mark[0] + 1, mark[1] + 1) if mark else self.positions[path]
        if len(path) >= DEEPEST:
            raise self.problem_at(place, TOO_DEEP)
        if len(self.positions) >= MOST_VALUES:
            raise self.problem_at(place, TOO_LARGE)
        self.positions[*path, step] = place
        value = self.read(node[key], (*path, step))
        if not all(is_printable(text) for text in (step, value) if isinstance(text, str)):
            raise self.problem_at(place, UNPRINTABLE)
        return value

    def problem_at(self, place: tuple[int, int], message: str) -> MahallaError:
        return MahallaError(Problem(message, where=Where(self.name, *place)))


def _scalar(node: Any) -> Any:
    if node is None:
        return None
    if isinstance(node, bool | ScalarBoolean):
        return bool(node)
    for plain in (str, int, float):
        if isinstance(node, plain):
            return plain(node)
    return str(node)


def _repeated_key(error: DuplicateKeyError, name: str) -> Problem:
    mark = error.problem_mark
    return Problem(
        N_("A key stands here for the second time. Keep one of the two."),
        where=Where(name, mark.line + 1, mark.column + 1) if mark else Where(name),
    )


def _unprintable(error: ReaderError, source: str, name: str) -> Problem:
    before = source[: error.position].split("\n")
    return Problem(
        UNPRINTABLE,
        where=Where(name, len(before), len(before[-1]) + 1),
    )


def _broken_yaml(error: MarkedYAMLError, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    return Problem(
        N_(
            "The YAML breaks off here (%(reason)s). Check indentation, colons and quotation marks; "
            "a text with “: ” or “#” in it needs quotation marks around it."
        ),
        {"reason": " ".join(str(error.problem or error.context or "").split())},
        Where(name, mark.line + 1, mark.column + 1) if mark else Where(name),
    )
