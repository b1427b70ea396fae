"""What is withheld, and why: read off the masked tables, so that it tells no more than they do."""

from collections.abc import Mapping

import pandas as pd

COLUMNS = ("table", "area", "index", "kind", "reason")
UNSAID = "withheld"
"""The reason where a table says only that something is withheld."""


def list_suppressed(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """List every withheld figure of some tables that mark them as `suppressed`.

    Columns: `table` and `area, index, kind` as they stand there ("" where it has no kind);
    `reason`, the flags that withhold it, with a space between.
    """
    lists = [_list(name, table) for name, table in tables.items() if len(table)]
    if not lists:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(lists, ignore_index=True)


def _list(name: str, table: pd.DataFrame) -> pd.DataFrame:
    withheld = table[table.suppressed.astype(bool)]
    columns = {
        "table": name,
        "area": withheld["area"],
        "index": withheld["index"],
        "kind": withheld.get("kind", ""),
        "reason": withheld.get("flag", UNSAID),
    }
    return pd.DataFrame(columns, columns=list(COLUMNS), index=withheld.index)
