"""The output tables: all that is published of a survey, each a frame with documented columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial

import pandas as pd

from survey.scoring import sensitivity
from survey.scoring.finish import Scores
from survey.scoring.outcomes import figures, relative_table
from survey.scoring.outcomes.figures import Figure, write_frame
from survey.scoring.outcomes.outcome import Outcome
from survey.scoring.outcomes.relative_table import add_relative
from survey.scoring.ranking import rank_table
from survey.scoring.ranking.rank_table import tabulate_ranks
from survey.scoring.release import suppression
from survey.scoring.release.suppression import list_suppressed
from survey.scoring.sample.records import Partition
from survey.scoring.score import reduce_partitions
from survey.scoring.sensitivity_table import tabulate_sensitivity
from survey.scoring.waves import change, transition_table
from survey.scoring.waves.change_table import Wave, tabulate_change

OF_QUESTIONS = ("item", "option", "dont_know", "refused", "blank", "not_applicable")
OF_HARMS = ("top_two", "yes")

WORDS = ("area", "index", "kind", "tier", "method", "label", "relative", "flag", "table", "reason")
"""The columns that hold words; `suppressed` holds truths, and all others numbers."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "scores": (*figures.COLUMNS, *relative_table.COLUMNS),
    "items": figures.COLUMNS,
    "harms": (*figures.COLUMNS, *relative_table.COLUMNS),
    "ranks": rank_table.COLUMNS,
    "sensitivity": sensitivity.COLUMNS,
    "change": change.COLUMNS,
    "transitions": transition_table.COLUMNS,
    "suppression": suppression.COLUMNS,
}
"""The columns of every table made here (docs/tables.md); those of `method` are its maker's."""


@dataclass(frozen=True, eq=False)
class Tables:
    """All tables of one wave, masked; those that do not apply have no rows.

    `method` is written elsewhere, and None without it.
    """

    scores: pd.DataFrame
    items: pd.DataFrame
    harms: pd.DataFrame
    ranks: pd.DataFrame
    sensitivity: pd.DataFrame
    change: pd.DataFrame
    transitions: pd.DataFrame
    suppression: pd.DataFrame
    method: pd.DataFrame | None = None

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The tables there are, by name."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: frame for name, frame in named.items() if frame is not None}


def make_tables(
    scores: Scores,
    partitions: Sequence[Partition] = (),
    earlier: Wave | None = None,
    method: pd.DataFrame | None = None,
) -> Tables:
    """Make all tables out of scores.

    `partitions` are the responses that were scored: without them no other missing rule and no
    dropped item is tried in `sensitivity`, and there is no `change`. `earlier` is the wave
    before. `method` is passed on.
    """
    changed, moved = _compare(scores, partitions, earlier)
    tables = {
        "scores": _write(scores, is_strength),
        "items": _write(scores, is_of_question, relative=False),
        "harms": _write(scores, is_harm),
        "change": changed,
        "transitions": moved,
    }
    reduce = partial(reduce_partitions, partitions=partitions) if partitions else None
    tables |= {
        "ranks": tabulate_ranks(scores.outcomes.values(), scores.questionnaire.method.ranks),
        "sensitivity": tabulate_sensitivity(
            scores.questionnaire, scores.outcomes, reduce, scores.figures
        ),
        "suppression": list_suppressed(tables),
    }
    return Tables(**{name: _type(frame) for name, frame in tables.items()}, method=method)


Belongs = Callable[[Figure, Mapping[str, Outcome]], bool]
"""Tells whether a figure belongs in a table, given all outcomes."""


def is_of_question(figure: Figure, outcomes: Mapping[str, Outcome]) -> bool:
    """Tell whether a figure is of a question's answers or silences."""
    return figure.kind in OF_QUESTIONS


def is_harm(figure: Figure, outcomes: Mapping[str, Outcome]) -> bool:
    """Tell whether a figure is of a harm: a domain, an index with all its columns, or an answer."""
    if figure.kind in OF_QUESTIONS:
        return False
    return figure.kind in OF_HARMS or _find_outcome(figure, outcomes).polarity == "harm"


def is_strength(figure: Figure, outcomes: Mapping[str, Outcome]) -> bool:
    """Tell whether a figure is of a strength: a domain, or an index with all its columns."""
    return not is_of_question(figure, outcomes) and not is_harm(figure, outcomes)


def _find_outcome(figure: Figure, outcomes: Mapping[str, Outcome]) -> Outcome:
    """Find the outcome of a domain or an index, by its own name or by that of a column of it."""
    return outcomes[figure.index.partition(".")[0]]


def _write(scores: Scores, belongs: Belongs, relative: bool = True) -> pd.DataFrame:
    """Write the figures that belong, with the columns of relative mode for domains."""
    chosen = [figure for figure in scores.figures if belongs(figure, scores.outcomes)]
    frame = write_frame(chosen, scores.areas)
    if not relative:
        return frame
    domains = [figure.index for figure in chosen if figure.kind in ("strength", "harm")]
    return add_relative(frame, [scores.outcomes[name] for name in domains])


def _compare(
    scores: Scores, partitions: Sequence[Partition], earlier: Wave | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    if earlier is None:
        return pd.DataFrame(columns=list(change.COLUMNS)), pd.DataFrame(
            columns=list(transition_table.COLUMNS)
        )
    return tabulate_change(earlier, Wave(scores, partitions))


def _type(frame: pd.DataFrame) -> pd.DataFrame:
    """Give columns the types they have in a table with rows, so that files are alike."""
    words = (*WORDS, "suppressed", *rank_table.NUMBERS)
    numbers = [name for name in frame if name not in words]
    types = dict.fromkeys(numbers, "float64")
    if "suppressed" in frame:
        types["suppressed"] = "bool"
    return frame.astype(types)
