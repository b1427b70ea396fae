"""Small questionnaires and tables of answers, written out in a line or two."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from survey.kinds.integer import IntegerSettings
from survey.kinds.model import Option, Settings
from survey.kinds.yes_no import YesNo
from survey.locale import Text
from survey.questionnaire.model import Domain, Item, Question, Questionnaire, Section, Thresholds

STRENGTH = Domain("d", Text("Domain"), "strength")
HARM = Domain("d", Text("Domain"), "harm")
REPORTED = Domain("d", Text("Domain"), "harm", measure="reported")


def rating(name="q", options=5, *, domain="d", polarity="positive", item=None, **more):
    """A rating with options o1, o2, … scored 1, 2, …"""
    listed = tuple(Option(f"o{code}", Text(""), float(code)) for code in range(1, options + 1))
    how = {"weight": 1.0, **(item or {})}
    return Question(
        name, "rating", Text(name), listed, Settings(), item=Item(domain, polarity, **how), **more
    )


def yes_no(name="q", *, domain="d", polarity="positive", **more):
    item = Item(domain, polarity)
    return Question(name, "yes_no", Text(name), YesNo.built_in, Settings(), item=item, **more)


def integer(name="q", lowest=0, highest=10, *, domain="d", **more):
    settings = IntegerSettings(min=lowest, max=highest)
    return Question(
        name, "integer", Text(name), (), settings, item=Item(domain, "positive"), **more
    )


def questionnaire(*questions, domains=(STRENGTH,), unit="person", thresholds=None, show_if=None):
    return Questionnaire(
        id="test",
        version="v",
        edition="1",
        language="en",
        title=Text("Test"),
        unit=unit,
        sections=(Section("s", Text("Section"), None, tuple(questions), show_if),),
        domains=tuple(domains),
        thresholds=thresholds or Thresholds(),
    )


def people(areas: Mapping[str, int], **columns):
    """That many respondents in each area, one a household, weight 1; `columns` override."""
    area = [name for name, count in areas.items() for _ in range(count)]
    size = len(area)
    home = [f"h{number:04}" for number in range(size)]
    table = {
        "area": area,
        "household": home,
        "stratum": [""] * size,
        "weight": [1.0] * size,
        "household_weight": [1.0] * size,
        **columns,
    }
    table.setdefault("psu", table["household"])
    names = [f"r{number:04}" for number in range(size)]
    return pd.DataFrame(table, index=pd.Index(names, dtype="str"))


def coded(respondents: pd.DataFrame, **columns: Sequence[int]):
    """Positions of answers, one list per question."""
    return pd.DataFrame(
        {name: np.array(given, dtype=np.int8) for name, given in columns.items()},
        index=respondents.index,
    )


def spread(*counts: int) -> list[int]:
    """`counts` answers in each position, in order."""
    return [position for position, count in enumerate(counts) for _ in range(count)]


def row(scores: pd.DataFrame, area: str, kind: str, index: str) -> pd.Series:
    """The one row of a figure."""
    found = scores[(scores.area == area) & (scores.kind == kind) & (scores["index"] == index)]
    assert len(found) == 1, f"{len(found)} rows for {area} {kind} {index}"
    return found.iloc[0]


def rows(scores: pd.DataFrame, area: str, kind: str) -> pd.DataFrame:
    return scores[(scores.area == area) & (scores.kind == kind)].set_index("index")
