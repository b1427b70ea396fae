"""What is said of targets and of change: better and worse only where the label says so.

Of harms more is worse; a change after an action is never called its effect.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from survey.locale import Language, Text
from survey.places.model import Action, ActionState
from survey.reports.changes import Change, Move
from survey.reports.look import Look
from survey.reports.products.neighbourhood.pages import changed, matrix
from survey.reports.reading import Reading
from survey.reports.voice import Voice
from tests.reports.sample import (
    Row,
    project,
    questionnaire,
    shown,
    silent_rows,
    wave,
    withheld,
)
from tests.reports.standings import GRAVE, LIKELY_QOL, LIKELY_WEAK, QOL, WEAK, harm, read, topic


@pytest.fixture
def voice(languages: dict[str, Language]) -> Voice:
    return Voice(languages["en"], questionnaire())


ALL = shown("all", "strength", "qol", 50, "mixed")
BOARDS: list[tuple[Sequence[Row], str]] = [
    (
        [ALL, QOL, topic("assets", 70, "strength"), WEAK],
        "2 topics are clearly on target here.\n1 topic is clearly far from it.",
    ),
    ([ALL, QOL], "1 topic is clearly on target here.\nNone is clearly far from it."),
    ([ALL, WEAK], "No topic is clearly on target here.\n1 topic is clearly far from it."),
    (
        [ALL, LIKELY_QOL, LIKELY_WEAK],
        "No topic is clearly on target here, and none is clearly far from it",
    ),
    # Much harm is far from the target, little harm meets it.
    ([ALL, GRAVE], "No topic is clearly on target here.\n1 topic is clearly far from it."),
    (
        [ALL, harm(20, "low_concern")],
        "1 topic is clearly on target here.\nNone is clearly far from it.",
    ),
]


@pytest.mark.parametrize(("rows", "expected"), BOARDS)
def test_counts_of_the_matrix(voice: Voice, rows: Sequence[Row], expected: str) -> None:
    """Topics on target and far from it are counted where that is certain, harms the other way."""
    page = matrix.build(read(*rows), voice)
    assert page is not None
    assert page.heading == expected


def change(index: str, before: float, after: float, label: str, method: str = "panel") -> Change:
    kind = "harm" if index.startswith("harm") else "strength"
    assert label in ("", "better", "worse")
    is_panel = method == "panel"
    return Change(
        index=index,
        kind=kind,
        method=method,
        before=before,
        after=after,
        difference=after - before,
        lower=after - before - 4,
        upper=after - before + 4,
        label=label,  # type: ignore[arg-type]
        n_before=120,
        n_after=117,
        lost=19 if is_panel else None,
        gained=17 if is_panel else None,
    )


def changed_reading(*changes: Change, moves: tuple[Move, ...] = ()) -> Reading:
    earlier = replace(wave(), id="before")
    return replace(read(QOL), changes=changes, earlier=earlier, moves=moves)


CHANGES: list[tuple[Sequence[Change], str]] = [
    (
        [change("qol", 60, 70, "better")],
        "“Quality of life” is clearly better than before.",
    ),
    (
        [change("qol", 70, 60, "worse")],
        "“Quality of life” is clearly worse than before.",
    ),
    # Of a harm, less is better.
    (
        [change("harm_perceived", 70, 60, "better")],
        "“Social harms as residents see them”: clearly less than before.",
    ),
    (
        [change("harm_perceived", 60, 70, "worse")],
        "“Social harms as residents see them”: clearly more than before.",
    ),
    (
        [change("qol", 60, 70, "better"), change("assets", 60, 70, "better")],
        "2 topics are clearly better than before.",
    ),
    (
        [
            change("qol", 60, 70, "better"),
            change("assets", 70, 60, "worse"),
            change("harm_perceived", 60, 70, "worse"),
        ],
        "“Quality of life” is clearly better than before.\n2 topics are clearly worse than before.",
    ),
    # A large difference without a label is no finding.
    (
        [change("qol", 40, 70, "")],
        "No clear change since the last round; the differences may be chance",
    ),
]


@pytest.mark.parametrize(("changes", "expected"), CHANGES)
def test_changes(voice: Voice, changes: Sequence[Change], expected: str) -> None:
    """Better and worse are said only where the label says so, and of harms the other way round."""
    page = changed.build(changed_reading(*changes), voice)
    assert page is not None
    assert page.heading == expected


def test_who_was_compared(voice: Voice) -> None:
    """A panel tells how many households were lost and gained, two samples that they are two."""
    panel = changed.build(changed_reading(change("qol", 60, 70, "")), voice)
    samples = changed.build(changed_reading(change("qol", 60, 70, "", "overlap")), voice)
    assert panel is not None
    assert samples is not None
    assert panel.caption == (
        "Most households were asked both times: 120 people then, 117 people now. Households not "
        "reached again: 19; new ones: 17. Only households that were asked both times are compared, "
        "so “now” may differ a little from the other pages."
    )
    assert samples.caption == (
        "Two samples were compared: 120 people then, 117 people now. Different people may have "
        "answered."
    )


MOVES = [
    ("better", "clearly more up than down."),
    ("worse", "clearly more down than up."),
    ("", "the difference may be chance."),
]


@pytest.mark.parametrize(("label", "ending"), MOVES)
def test_moves(voice: Voice, label: str, ending: str) -> None:
    """Households that moved up and down are set against each other with their certainty."""
    move = Move("q05", 80, 20.0, 70.0, 10.0, label)  # type: ignore[arg-type]
    page = changed.build(changed_reading(moves=(move,)), voice)
    assert page is not None
    assert page.moves == (
        "“How good or bad are everyday services in this neighbourhood, such as shops, schools and "
        f"clinics?”: of 100 households, 20 moved up and 10 down; {ending}",
    )


STATES = [
    (topic("qol", 70, "strength"), "met"),
    (topic("qol", 62, "likely_strength"), "near"),
    (topic("qol", 50, "mixed"), "near"),
    (topic("qol", 50, "uncertain"), "uncertain"),
    (topic("qol", 38, "likely_weakness"), "uncertain"),
    (topic("qol", 35, "mixed"), "uncertain"),
    (topic("qol", 30, "weakness"), "far"),
    (harm(70, "high_concern"), "far"),
    (harm(62, "likely_high_concern"), "uncertain"),
    (harm(38, "likely_low_concern"), "near"),
    (harm(20, "low_concern"), "met"),
]


@pytest.mark.parametrize(("row", "expected"), STATES)
def test_states(voice: Voice, row: Row, expected: str) -> None:
    """A cell claims no more than its label, and what may be far is never called near."""
    page = matrix.build(read(row, ALL), voice)
    assert page is not None
    assert page.charts[0].rows[-1].cells[0].state == expected


def test_a_withheld_topic_is_missing(voice: Voice) -> None:
    """A topic that may not be shown has an empty cell, and the key says why."""
    page = matrix.build(read(QOL, withheld("sepidar", "strength", "assets"), ALL), voice)
    assert page is not None
    assert [row.cells[0].state for row in page.charts[0].rows] == ["met", "missing"]
    assert [key.words for key in page.charts[0].keys][-1] == "too few answers"


def test_questions_that_would_read_wrong_are_left_out(voice: Voice) -> None:
    """“Neighbours often quarrel: 90” would be read as bad; its score says that few do."""
    rows = [topic("participation", 70, "strength"), shown("all", "strength", "participation", 60)]
    rows += [shown("sepidar", "item", name, 90) for name in ("c06", "c09")]
    page = matrix.build(read(*rows), voice)
    assert page is not None
    assert [row.label[:20] for row in page.charts[0].rows] == [
        "Participation, trust",
        "When someone in this",
    ]


def test_topics_that_differ_from_overall(voice: Voice) -> None:
    """What is far here but not overall is told apart from what is far everywhere."""
    elsewhere = shown("all", "strength", "environment", 50, "mixed")
    page = matrix.build(read(QOL, WEAK, ALL, elsewhere), voice)
    assert page is not None
    assert [(one.title, one.names) for one in page.comparisons] == [
        ("On target here, but not overall", ("Quality of life",)),
        ("Far from the target here, but not overall", ("Public environment",)),
    ]


def test_what_is_uncertain_overall_is_no_contrast(voice: Voice) -> None:
    """“But not overall” is not said where it may well be so overall too."""
    unsure = shown("all", "strength", "environment", 38, "likely_weakness")
    page = matrix.build(read(WEAK, unsure), voice)
    assert page is not None
    assert page.comparisons == ()


def test_no_matrix_without_others(voice: Voice) -> None:
    """With nothing to be set beside, and where nothing may be shown, there is no matrix."""
    assert matrix.build(read(QOL), voice) is None
    assert matrix.build(read(*silent_rows("sepidar"), ALL), voice) is None


def agreed(indicator: str, state: ActionState = "done") -> Reading:
    """Read a neighbourhood that agreed on something after the wave before."""
    before = replace(wave(), id="before", starts=date(2025, 10, 4), ends=date(2025, 11, 1))
    action = Action(
        "sepidar", Text("Lamps"), Text("The council"), date(2026, 6, 21), indicator, "before", state
    )
    elsewhere = replace(action, neighbourhood="niloufar")
    asked = replace(project(), waves=(before, wave()), actions=(action, elsewhere))
    return replace(read(QOL), project=asked, earlier=before)


PROMISES: list[tuple[str, Sequence[Change], tuple[str, str, str]]] = [
    ("qol", [change("qol", 60, 70, "better")], ("60", "70", "clearly better")),
    ("qol", [change("qol", 70, 60, "worse")], ("70", "60", "clearly worse")),
    ("qol", [change("qol", 60, 70, "")], ("60", "70", "may be chance")),
    ("harm_perceived", [change("harm_perceived", 70, 60, "better")], ("70", "60", "clearly less")),
    ("harm_perceived", [change("harm_perceived", 60, 70, "worse")], ("60", "70", "clearly more")),
    ("qol", [], ("", "", "cannot be compared")),
    ("", [], ("", "", "")),
]


@pytest.mark.parametrize(("indicator", "changes", "expected"), PROMISES)
def test_promises(
    voice: Voice, indicator: str, changes: Sequence[Change], expected: tuple[str, str, str]
) -> None:
    """An action stands beside its figure then and now, with the certainty of the change."""
    page = changed.build(replace(agreed(indicator), changes=tuple(changes)), voice)
    assert page is not None
    assert page.promises is not None
    [line] = page.promises.lines
    assert (line.before, line.after, line.verdict) == expected
    assert (line.title, line.who, line.by, line.state) == (
        "Lamps",
        "The council",
        "by 21 June 2026",
        "done",
    )


def test_an_action_is_not_a_cause(voice: Voice) -> None:
    """The table never says that an action worked; and it stands without figures as well."""
    page = changed.build(agreed("qol"), voice)
    assert page is not None
    assert page.promises is not None
    assert page.heading == "What was agreed, and what became of it"
    assert page.promises.caution == (
        "A change after an action need not come from it: other things have changed as well."
    )


def test_no_page_without_change_and_actions(voice: Voice) -> None:
    """Without an earlier wave and without actions there is no page, nor where nothing is shown."""
    assert changed.build(read(QOL), voice) is None
    silent = replace(read(*silent_rows("sepidar")), project=agreed("qol").project)
    assert changed.build(silent, voice) is None


def test_strengths_and_harms_are_drawn_apart(voice: Voice) -> None:
    """A harm never stands in a chart where higher is better; the certain come first."""
    changes = (
        change("qol", 50, 58, ""),
        change("assets", 60, 66, "better"),
        change("harm_perceived", 70, 60, "better"),
    )
    page = changed.build(changed_reading(*changes), voice)
    assert page is not None
    assert [[line.label for line in block.chart.lines] for block in page.blocks] == [
        ["Neighbourhood assets and capacities", "Quality of life"],
        ["Social harms as residents see them"],
    ]
    assert page.keys == (("better", "clearly better"), ("same", "may be chance"))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([29, 78], (20, 80)),
        ([36, 32], (0, 60)),
        ([95, 99], (70, 100)),
        ([2, 98], (0, 100)),
        ([], (0, 100)),
    ],
)
def test_scales(values: list[float], expected: tuple[float, float]) -> None:
    """A chart of little differences is not drawn so that they look large."""
    low, high = changed.choose_scale(values)
    assert (low, high) == expected


def test_very_many_topics_take_several_charts(voice: Voice) -> None:
    """Forty topics stand in two matrices, and in more in large print: no sheet is too long."""
    asked = questionnaire()
    domains = tuple(replace(asked.domains[0], id=f"d{place}") for place in range(40))
    rows = [
        shown(area, "strength", d.id, 50, "mixed") for area in ("sepidar", "all") for d in domains
    ]
    reading = replace(read(*rows), questionnaire=replace(asked, domains=domains))
    usual = matrix.build(reading, voice)
    large = matrix.build(reading, replace(voice, look=Look(is_large=True)))
    assert usual is not None
    assert large is not None
    assert [len(chart.rows) for chart in usual.charts] == [20, 20]
    assert [len(chart.rows) for chart in large.charts] == [10, 10, 10, 10]
