"""The tables that a release keeps beside its scores, all of them masked (docs/tables.md)."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from io import StringIO

import pandas as pd

from survey.scoring.method.sample_choices import Run
from survey.scoring.outcomes import relative_table
from survey.scoring.ranking import rank_table
from survey.scoring.tables import COLUMNS, WORDS, Tables

RELATIVE = "relative"
"""The columns of relative mode, of the domains that were compared."""

KEPT = ("ranks", "sensitivity", "change", "transitions")
KEYS = ("area", "index", "kind")


def choose_tables(tables: Tables) -> dict[str, pd.DataFrame]:
    """Choose what a release keeps: `KEPT`, and of scores and harms how areas stand to others."""
    both = pd.concat([tables.scores, tables.harms], ignore_index=True)
    compared = both[both["difference"].notna()]
    relative = compared[[*KEYS, *relative_table.COLUMNS]].reset_index(drop=True)
    return {**{name: tables.frames[name] for name in KEPT}, RELATIVE: relative}


def write_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Write each table as CSV, with every digit."""
    return {
        name: frame.to_csv(index=False, lineterminator="\n")
        for name, frame in tables.items()
    }


def read_table(name: str, written: str) -> pd.DataFrame:
    """Read what `write_tables` wrote, to the last bit."""
    columns = COLUMNS.get(name, (*KEYS, *relative_table.COLUMNS))
    types = {column: _type(column) for column in columns}
    numbers = {column: [""] for column, type_ in types.items() if type_ == "float64"}
    return pd.read_csv(
        StringIO(written),
        dtype=types,
        keep_default_na=False,
        na_values=numbers,
    )


def write_run(run: Run) -> str:
    """Write what a scoring went through as JSON."""
    return json.dumps(asdict(run))


def read_run(written: str) -> Run:
    """Read what `write_run` wrote; a release of before it was kept tells nothing."""
    known = json.loads(written)
    names = [field.name for field in fields(Run)]
    return Run(**{"software": "", **{name: known[name] for name in names if name in known}})


def _type(column: str) -> str:
    if column in WORDS:
        return "str"
    if column in rank_table.NUMBERS:
        return "int64"
    return "bool" if column == "suppressed" else "float64"
