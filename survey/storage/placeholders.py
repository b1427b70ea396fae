"""The placeholders of our SQL, `:name`, written as databases count them: `$1` or `?`."""

import re
from functools import lru_cache

PARTS = re.compile(
    r"""
    (?P<left>
        '(?:[^']|'')*'                # a text
        | "(?:[^"]|"")*"               # a name in quotation marks
        | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$  # the body of a function
        | --[^\n]* | /\*.*?\*/         # a remark
        | ::                           # a cast
    )
    | (?<![\w:]):(?P<name>[a-zA-Z_]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=1024)
def number_placeholders(sql: str) -> tuple[str, tuple[str, ...]]:
    """Return the SQL with `$1`, `$2` … in place of names, and the names in that order.

    What stands in texts, remarks, bodies of functions and casts is left as it is.
    """
    names: list[str] = []

    def number(part: re.Match[str]) -> str:
        if part["left"] is not None:
            return part[0]
        if part["name"] not in names:
            names.append(part["name"])
        return f"${names.index(part['name']) + 1}"

    return PARTS.sub(number, sql), tuple(names)


@lru_cache(maxsize=1024)
def mark_placeholders(sql: str) -> tuple[str, tuple[str, ...]]:
    """Return the SQL with `?` in place of every name, and the names as often as they stand there.

    Python lets go of its lock to look up the name of each value, and under load waits to get it
    back: with names, an interview cost twice the time.
    """
    names: list[str] = []

    def mark(part: re.Match[str]) -> str:
        if part["left"] is not None:
            return part[0]
        names.append(part["name"])
        return "?"

    return PARTS.sub(mark, sql), tuple(names)
