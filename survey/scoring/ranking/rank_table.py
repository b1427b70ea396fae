"""The ranks of neighbourhoods among themselves, and of districts, as one table (SCORING §9)."""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from survey.questionnaire.method import Ranks as RankMethod
from survey.scoring.outcomes.outcome import Outcome
from survey.scoring.ranking.rank_sets import find_rank_sets
from survey.scoring.ranking.ranks import Ranks, rank_areas

NUMBERS = ("rank", "best", "worst", "of")
COLUMNS = ("area", "tier", "index", *NUMBERS, "method", "level")


def tabulate_ranks(outcomes: Iterable[Outcome], method: RankMethod) -> pd.DataFrame:
    """Rank the areas of every outcome, whatever scale it is on; one row per ranked area.

    Columns: `area`; `tier`, neighbourhood or district; `index`; `rank`, 1 is the most favourable;
    `best` and `worst`, the ranks it may really have; `of`, how many were ranked; `method`, joint
    or differences; `level`, the confidence that all ranges of the tier and index hold together.
    Only areas whose figure and interval are published take part, chosen before anything is ranked.
    """
    rows = [row for outcome in outcomes for row in _list_rows(outcome, method)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({**dict.fromkeys(NUMBERS, "int64"), "level": "float64"})


def _list_rows(outcome: Outcome, method: RankMethod) -> Iterator[dict[str, str | float]]:
    areas = outcome.layout.areas
    tiers = {
        "neighbourhood": slice(0, areas.leaves),
        "district": slice(areas.leaves, areas.size - 1),
    }
    for tier, places in tiers.items():
        ranks = rank_tier(outcome, places, method)
        for place, name in enumerate(areas.names[places]):
            if np.isfinite(ranks.rank[place]):
                yield {
                    "area": name,
                    "tier": tier,
                    "index": outcome.name,
                    "rank": int(ranks.rank[place]),
                    "best": int(ranks.best[place]),
                    "worst": int(ranks.worst[place]),
                    "of": int(ranks.among),
                    "method": method.method,
                    "level": method.level,
                }


def rank_tier(outcome: Outcome, places: slice, method: RankMethod) -> Ranks:
    """Rank some areas of an outcome, by its unrounded means."""
    mean, variance = outcome.means.mean[places], outcome.means.variance[places]
    se = np.where(variance > 0, np.sqrt(np.maximum(variance, 0.0)), np.nan)
    df, released = outcome.basis.base.df[places], outcome.is_open[places]
    if method.method == "joint":
        return rank_areas(mean, se, df, released, outcome.polarity, method.level)
    return find_rank_sets(
        mean,
        se,
        released,
        outcome.polarity,
        draws=method.draws,
        seed=method.seed,
        level=method.level,
        df=df,
    )
