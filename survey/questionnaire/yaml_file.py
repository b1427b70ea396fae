"""YAML files read as plain Python with the line and column of every value."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarstring import ScalarString

from survey.errors import N_, MahallaError, Problem, Where

Path_ = tuple[str | int, ...]
Positions = dict[Path_, tuple[int, int]]
"""(line, column) from 1 of the value at each path of keys and indices; `()` is the whole file."""


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
                where=Where(str(path), line),
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
    try:
        loaded = YAML(typ="rt").load(source)
    except DuplicateKeyError as error:
        raise MahallaError(_repeated_key(error, name)) from error
    except MarkedYAMLError as error:
        raise MahallaError(_broken_yaml(error, name)) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise MahallaError(
            Problem(
                N_("This is not YAML that can be read: %(reason)s."),
                {"reason": str(error).splitlines()[0] if str(error) else type(error).__name__},
                Where(name, 1, 1),
            )
        ) from error
    positions: Positions = {(): (1, 1)}
    return _plain(loaded, (), positions), positions


def locate(path: Path_, positions: Positions, name: str) -> Where:
    """Find the spot of the value at `path`, or of the nearest value that contains it."""
    while path not in positions:
        path = path[:-1]
    return Where(name, *positions[path])


def _plain(node: Any, path: Path_, positions: Positions) -> Any:
    if isinstance(node, CommentedMap):
        return {_key(key): _child(node, key, path, positions) for key in node}
    if isinstance(node, CommentedSeq):
        return [_child(node, index, path, positions) for index in range(len(node))]
    return _scalar(node)


def _child(node: Any, key: Any, path: Path_, positions: Positions) -> Any:
    is_map = isinstance(node, CommentedMap)
    step = _key(key) if is_map else key
    try:
        line, column = node.lc.key(key) if is_map else node.lc.item(key)
        positions[*path, step] = (line + 1, column + 1)
    except (KeyError, AttributeError, TypeError):
        pass  # merged keys (<<) have no place of their own: their map's place is used
    return _plain(node[key], (*path, step), positions)


def _key(key: Any) -> str:
    return str(key)


def _scalar(node: Any) -> Any:
    """Turn ruamel's scalars into Python's; dates stay as they were written."""
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, ScalarString):
        return str(node)
    for plain in (str, int, float):
        if isinstance(node, plain):
            return plain(node)
    return node.isoformat() if hasattr(node, "isoformat") else str(node)


def _repeated_key(error: DuplicateKeyError, name: str) -> Problem:
    mark = error.problem_mark
    return Problem(
        N_("A key stands here for the second time. Keep one of the two."),
        where=Where(name, mark.line + 1, mark.column + 1) if mark else Where(name),
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
