"""Two waves of answers compared: which figures may be, their values per record, and the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.questionnaire.model import Questionnaire
from survey.scoring.estimation.areas import Areas, find_areas
from survey.scoring.finish import Scores
from survey.scoring.outcomes.domain_figures import is_sensitive
from survey.scoring.outcomes.figures import Figure
from survey.scoring.sample.records import Partition
from survey.scoring.sums.tasks import Task, list_tasks
from survey.scoring.waves.change import Changing, choose_method, compare_waves
from survey.scoring.waves.comparable import compare_versions, find_same_items, is_same_form
from survey.scoring.waves.side_by_side import WaveValues, number_together
from survey.scoring.waves.transition_table import Stoplight, compare_lights
from survey.scoring.waves.values import Valued, value_question, value_task

LIGHT = "stoplight"


@dataclass(frozen=True)
class Wave:
    """The answers of one wave, and what was made of them."""

    scores: Scores
    partitions: Sequence[Partition]

    @property
    def questionnaire(self) -> Questionnaire:
        """The version that was asked."""
        return self.scores.questionnaire

    @property
    def areas(self) -> Areas:
        """The areas of the scores."""
        layouts = [outcome.layout.areas for outcome in self.scores.outcomes.values()]
        return layouts[0] if layouts else find_areas((), {})


def tabulate_change(earlier: Wave, later: Wave) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compare all that two waves have in common: the tables `change` and `transitions`.

    Domains and indices over records are compared where `compare_versions` finds that they measure
    the same thing, stoplights where the question is the same. Only figures that both waves
    publish, with their interval, have numbers. Composites have no value of a household, and so no
    change of their own.
    """
    areas = join_areas(earlier.areas, later.areas)
    if not areas.leaves:
        return compare_waves([], areas), compare_lights([], areas)
    tasks = {task.name: task for task in list_tasks(earlier.questionnaire)}
    indices = [
        changing
        for task in list_tasks(later.questionnaire)
        if is_same(earlier.questionnaire, later.questionnaire, task, tasks.get(task.name))
        for changing in _pair(earlier, later, tasks[task.name], task, areas)
    ]
    return compare_waves(indices, areas), compare_lights(
        list(_list_lights(earlier, later, areas)), areas
    )


def join_areas(earlier: Areas, later: Areas) -> Areas:
    """Take the neighbourhoods of both waves, in districts as of the later one if it has them."""
    names = sorted({*earlier.neighbourhoods, *later.neighbourhoods})
    return find_areas(names, {**_map_districts(earlier), **_map_districts(later)})


def is_same(old: Questionnaire, new: Questionnaire, task: Task, earlier: Task | None) -> bool:
    """Tell whether a domain or an index measures the same thing in both versions.

    Of an index its kind, settings and questions must be the same.
    """
    items = dict(new.method.compare)
    if earlier is None:
        return False
    if task.index is None:
        found = {one.domain: one for one in compare_versions(old, new, items)}
        return found[task.name].is_comparable
    if earlier.index is None or earlier.index.kind != task.index.kind:
        return False
    if is_same_form(old, new):
        return True
    same = find_same_items(old, new, items)
    questions = [same.get(question.id) for question in task.questions]
    is_whole = sorted(map(str, questions)) == sorted(earlier.names)
    return is_whole and earlier.index.settings == task.index.settings


def _pair(
    earlier: Wave, later: Wave, before: Task, after: Task, areas: Areas
) -> Iterator[Changing]:
    """Yield a domain or an index in both waves, if it has a score in both."""
    given = value_task(earlier.questionnaire, before, earlier.partitions)
    more = value_task(later.questionnaire, after, later.partitions)
    if given is None or more is None:
        return
    first, second = place_waves(given, more, areas)
    outcome = later.scores.outcomes[after.name]
    yield Changing(
        index=after.name,
        kind=outcome.figure.kind,
        polarity=outcome.polarity,
        method=choose_method(first, second),
        before=first,
        after=second,
        is_published_before=find_published(earlier, outcome.name, areas),
        is_published_after=find_published(later, outcome.name, areas),
        is_share=more.is_share,
        is_sensitive=is_sensitive(after.questions),
    )


def place_waves(before: Valued, after: Valued, areas: Areas) -> tuple[WaveValues, WaveValues]:
    """Number areas, households, strata and PSUs of two waves alike, in the areas of both."""
    place = {name: number for number, name in enumerate(areas.neighbourhoods)}
    parts = {
        "area": tuple(
            np.array([place[name] for name in wave.area], dtype=np.int64)
            for wave in (before, after)
        ),
        "household": number_together([before.household], [after.household]),
        "stratum": number_together([before.stratum], [after.stratum]),
        "psu": number_together([before.stratum, before.psu], [after.stratum, after.psu]),
    }
    strata = int(max(one.max(initial=-1) for one in parts["stratum"])) + 1
    first, second = (
        WaveValues(
            values=wave.values,
            weight=wave.weight,
            population=_find_populations(wave, parts["stratum"][number], strata),
            **{name: numbers[number] for name, numbers in parts.items()},
        )
        for number, wave in enumerate((before, after))
    )
    return first, second


def find_published(wave: Wave, name: str, areas: Areas) -> BoolArray:
    """Tell where a wave publishes an outcome and its interval, in areas that may be more or fewer.

    A roll-up of other neighbourhoods than now was another figure, and counts as not published.
    """
    return _carry_over(wave.areas, wave.scores.outcomes[name].is_open, areas)


def _carry_over(own: Areas, published: BoolArray, areas: Areas) -> BoolArray:
    places = {name: place for place, name in enumerate(own.names)}
    here = set(own.neighbourhoods)
    found = np.zeros(areas.size, dtype=np.bool_)
    for number, name in enumerate(areas.names):
        if name not in places:
            continue
        members = {areas.neighbourhoods[leaf] for leaf in areas.leaves_of(number)} & here
        had = {own.neighbourhoods[leaf] for leaf in own.leaves_of(places[name])}
        found[number] = published[places[name]] and members == had
    return found


def _list_lights(earlier: Wave, later: Wave, areas: Areas) -> Iterator[Stoplight]:
    """Yield the stoplights that both waves print, in the order of asking."""
    same = find_same_items(
        earlier.questionnaire, later.questionnaire, dict(later.questionnaire.method.compare)
    )
    before, after = _find_figures(earlier.scores), _find_figures(later.scores)
    for name, question in later.questionnaire.items.items():
        if question.kind != LIGHT or name not in after or same.get(name) not in before:
            continue
        was = earlier.questionnaire.items[same[name]]
        first, second = place_waves(
            value_question(earlier.questionnaire, was, earlier.partitions),
            value_question(later.questionnaire, question, later.partitions),
            areas,
        )
        published = [
            _carry_over(earlier.areas, ~before[was.id].suppressed, areas),
            _carry_over(later.areas, ~after[name].suppressed, areas),
        ]
        yield Stoplight(name, first, second, published[0] & published[1], question.sensitive)


def _find_figures(scores: Scores) -> Mapping[str, Figure]:
    return {figure.index: figure for figure in scores.figures if figure.kind == "item"}


def _map_districts(areas: Areas) -> dict[str, str]:
    return {
        name: areas.districts[district]
        for name, district in zip(areas.neighbourhoods, areas.district.tolist(), strict=True)
        if district >= 0
    }


def _find_populations(wave: Valued, stratum: IntArray, strata: int) -> FloatArray | None:
    """Return N_s per stratum, endless where it is not known; None where none is."""
    known = np.isfinite(wave.population)
    if not known.any():
        return None
    population = np.full(strata, np.inf)
    population[stratum[known]] = wave.population[known]
    return population
