"""The tables that a release keeps beside its scores, all of them masked (docs/tables.md)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from io import StringIO

import pandas as pd

from survey.questionnaire.model import Questionnaire
from survey.responses.model import Submission
from survey.scoring.method.sample_choices import Run
from survey.scoring.outcomes import relative_table
from survey.scoring.ranking import rank_table
from survey.scoring.tables import COLUMNS, WORDS, Tables
from survey.voices.model import Quote, find_open

KEYS = ("area", "index", "kind")
RELATIVE = "relative"
"""The columns of relative mode, of the domains that were compared."""

VOICES = "voices"
"""The questions of each neighbourhood of whose answers sentences may be printed."""

OWN = {RELATIVE: (*KEYS, *relative_table.COLUMNS), VOICES: ("area", "question")}
"""The columns of those that `mahalla score` does not write as tables of their own."""

KEPT = ("ranks", "sensitivity", "change", "transitions")


def choose_tables(tables: Tables) -> dict[str, pd.DataFrame]:
    """Choose what a release keeps: `KEPT`, and of scores and harms how areas stand to others."""
    both = pd.concat([tables.scores, tables.harms], ignore_index=True)
    compared = both[both["difference"].notna()]
    relative = compared[[*KEYS, *relative_table.COLUMNS]].reset_index(drop=True)
    return {**{name: tables.frames[name] for name in KEPT}, RELATIVE: relative}


def list_open(questionnaire: Questionnaire, people: Sequence[Submission]) -> pd.DataFrame:
    """List the questions that enough people of a neighbourhood answered in their own words."""
    return pd.DataFrame(sorted(find_open(questionnaire, people)), columns=list(OWN[VOICES]))


def keep_open(quotes: Iterable[Quote], tables: Mapping[str, pd.DataFrame]) -> tuple[Quote, ...]:
    """Keep the sentences that may be printed, by the table that says so; none without it."""
    if VOICES not in tables:
        return ()
    may = set(tables[VOICES].itertuples(index=False, name=None))
    return tuple(quote for quote in quotes if (quote.neighbourhood, quote.question) in may)


def write_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Write each table as CSV, with every digit."""
    return {name: frame.to_csv(index=False, lineterminator="\n") for name, frame in tables.items()}


def read_table(name: str, written: str) -> pd.DataFrame:
    """Read what `write_tables` wrote, to the last bit."""
    columns = OWN[name] if name in OWN else COLUMNS[name]
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
    if column in (*WORDS, "question"):
        return "str"
    if column in rank_table.NUMBERS:
        return "int64"
    return "bool" if column == "suppressed" else "float64"
