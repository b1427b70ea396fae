"""The placeholders of our SQL, `:name`, written as PostgreSQL counts them: `$1`."""

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
