"""The comparison: bands and never a ranking, polarity the right way round, nothing clipped."""

from dataclasses import replace
from pathlib import Path

import pytest

from survey.locale import Language, Text
from survey.places.model import Neighbourhood
from survey.reports.changes import Relative
from survey.reports.charts.interval_dots import tabulate
from survey.reports.make import render
from survey.reports.overview import Overview, read_overview
from survey.reports.products import find_product
from survey.reports.products.comparison.bands import Topic, find_topics
from survey.reports.products.comparison.pages import maps, method, shapes, summary, table, topics
from survey.reports.products.comparison.paging import cut, fill_sheets
from survey.reports.products.comparison.words import write_topic
from survey.reports.voice import Voice
from tests.reports.conftest import count_pages, read_text
from tests.reports.sample import Row, make_release, project, questionnaire, shown, withheld
from tests.reports.sample import without_extras as take_away

TOWN = ("sepidar", "niloufar", "cheshmeh", "bagh-e-no", "asiab", "kuhpayeh", "anarestan")


@pytest.fixture
def voice(languages: dict[str, Language]) -> Voice:
    return Voice(languages["en"], questionnaire())


def town_rows(kind: str = "strength", index: str = "qol") -> list[Row]:
    """Two neighbourhoods clearly higher than overall, one clearly lower, three between."""
    values = {"sepidar": 70, "niloufar": 30, "cheshmeh": 72, "asiab": 52}
    words = ("strength", "weakness") if kind == "strength" else ("high_concern", "low_concern")
    rows = [shown("all", kind, index, 50, "mixed", wide=2)]
    for name in TOWN:
        value = values.get(name, 49)
        label = words[0] if value >= 64 else words[1] if value <= 36 else "mixed"
        rows.append(shown(name, kind, index, value, label, wide=4))
    return [*rows, withheld("labeh-rud", kind, index, "few_respondents")]


def read(*rows: Row) -> Overview:
    return read_overview(make_release(list(rows)))


def topic_of(overview: Overview, name: str) -> Topic:
    return next(topic for topic in find_topics(overview) if topic.domain.id == name)


def named(overview: Overview, name: str, band: str) -> list[str]:
    bands = topic_of(overview, name).bands
    return [r.place.id for r, b in zip(overview.readings, bands, strict=True) if b == band]


def test_bands():
    """Who lies clearly above overall is better off; who overlaps cannot be told apart."""
    overview = read(*town_rows())
    assert named(overview, "qol", "better") == ["sepidar", "cheshmeh"]
    assert named(overview, "qol", "worse") == ["niloufar"]
    assert named(overview, "qol", "alike") == ["bagh-e-no", "asiab", "kuhpayeh", "anarestan"]
    assert named(overview, "qol", "hidden") == ["labeh-rud"]


def test_high_harm_is_never_better():
    """The same figures as harms turn round: the highest harm is worse off."""
    overview = read(*town_rows("harm", "harm_perceived"))
    assert named(overview, "harm_perceived", "worse") == ["sepidar", "cheshmeh"]
    assert named(overview, "harm_perceived", "better") == ["niloufar"]


def test_relatives_decide_where_there_are_any():
    """The test against all others decides, even where ranges do not touch."""
    overview = read(*town_rows())
    side = Relative(-4.0, -6.0, -2.0, 0.01, "below")
    readings = (
        *overview.readings[:4],
        replace(overview.readings[4], relatives={"qol": side}),
        *overview.readings[5:],
    )
    tested = replace(overview, readings=readings)
    assert named(tested, "qol", "worse") == ["asiab"]
    assert named(tested, "qol", "better") == []


def test_relatives_of_harms_turn_round():
    """Above the others in harm is worse, not better."""
    overview = read(*town_rows("harm", "harm_perceived"))
    side = Relative(4.0, 2.0, 6.0, 0.01, "above")
    first = replace(overview.readings[0], relatives={"harm_perceived": side})
    tested = replace(overview, readings=(first, *overview.readings[1:]))
    assert named(tested, "harm_perceived", "worse") == ["sepidar"]


def test_sentence_of_a_topic(voice: Voice):
    """How many are better and worse off is said in two sentences."""
    assert write_topic(topic_of(read(*town_rows()), "qol"), voice) == (
        "“Quality of life”: 2 neighbourhoods are clearly better off.\n"
        "1 neighbourhood is clearly worse off."
    )


def test_sentence_of_a_harm(voice: Voice):
    """Of a harm it is said that there is more or less of it."""
    overview = read(*town_rows("harm", "harm_perceived"))
    assert write_topic(topic_of(overview, "harm_perceived"), voice) == (
        "“Social harms as residents see them”: clearly less harm in 1 neighbourhood.\n"
        "Clearly more harm in 2 neighbourhoods."
    )


def test_sentence_where_only_some_are_worse(voice: Voice):
    """Where no one is better off, only the worse are counted."""
    rows = [row for row in town_rows() if row[0] not in ("sepidar", "cheshmeh")]
    assert write_topic(topic_of(read(*rows), "qol"), voice) == (
        "“Quality of life”: 1 neighbourhood is clearly worse off."
    )


def test_sentence_without_difference(voice: Voice):
    """Where ranges overlap, nobody is called better or worse."""
    rows = [shown(name, "strength", "qol", 50, "mixed", wide=6) for name in ("all", *TOWN)]
    assert write_topic(topic_of(read(*rows), "qol"), voice) == (
        "“Quality of life”: no neighbourhood differs clearly from overall."
    )


def test_headline(voice: Voice):
    """The headline names what is most widespread, and never calls a rare harm a strength."""
    rows = [*town_rows(), *town_rows("harm", "harm_perceived")]
    assert summary.build(read(*rows), voice).headline == (
        "“Quality of life” is a strength in 2 of 7 neighbourhoods.\n"
        "“Social harms as residents see them” is a serious concern in 2 of 7 neighbourhoods."
    )


def test_headline_of_a_rare_harm(voice: Voice):
    """Little harm everywhere is no strength."""
    rows = [
        shown(name, "harm", "harm_perceived", 20, "low_concern", wide=4) for name in ("all", *TOWN)
    ]
    assert summary.build(read(*rows), voice).headline == (
        "No topic is clearly a strength or a weak point in any neighbourhood."
    )


def test_silence_is_counted(voice: Voice):
    """A neighbourhood of which nothing is shown is counted, and has no mark on the map."""
    page = summary.build(read(*town_rows()), voice)
    assert page.silence == ("In 1 neighbourhood too few people answered for results to be shown.")
    assert page.map is not None
    assert "Labeh-Rud" not in [point.name for point in page.map.points]
    assert len(page.map.areas) == 8


def test_a_harm_weighs_as_a_need(voice: Voice):
    """One strength and one serious harm balance on the map."""
    page = summary.build(read(*town_rows(), *town_rows("harm", "harm_perceived")), voice)
    assert page.map is not None
    assert {point.name: point.tone for point in page.map.points}["Sepidar"] == "middle"


def test_table(voice: Voice):
    """A harm that is high is far from the target, one that is low is met; withheld is missing."""
    page = table.build(read(*town_rows(), *town_rows("harm", "harm_perceived")), voice)
    assert page is not None
    rows = {row.label: [cell.state for cell in row.cells] for row in page.parts[0].matrix.rows}
    assert rows["Sepidar"] == ["met", "far"]
    assert rows["Niloufar"] == ["far", "met"]
    assert rows["Labeh-Rud"] == ["missing", "missing"]


def test_table_heading(voice: Voice):
    """The table begins with how many have a strength and how many a weak point."""
    page = table.build(read(*town_rows()), voice)
    assert page is not None
    assert page.heading == (
        "2 neighbourhoods have at least one clear strength.\n"
        "1 neighbourhood has at least one clear weak point."
    )


def test_bands_keep_the_order_of_the_project(voice: Voice):
    """Inside a band nobody is first or last: the order is the project's."""
    page = topics.build(read(*town_rows()), voice)
    assert page is not None
    bands = page.sheets[0][0].bands
    assert [band.title for band in bands] == [
        "Clearly better than overall",
        "Cannot be told apart from overall",
        "Clearly worse than overall",
        "Too few answers to show",
    ]
    assert bands[0].chart is not None
    assert [row.label for row in bands[0].chart.rows] == ["Sepidar", "Cheshmeh"]
    assert bands[3].names == ("Labeh-Rud",)


def test_bands_as_tables(voice: Voice):
    """Who hears the page hears each score with its range and that of all together."""
    page = topics.build(read(*town_rows()), voice)
    assert page is not None
    chart = page.sheets[0][0].bands[2].chart
    assert chart is not None
    assert tabulate(chart).rows == (("Niloufar", "30", "26 to 34", "50"),)


def test_dark_is_better_on_every_map(voice: Voice):
    """Of strengths the high scores are dark, of harms the low ones; a withheld area has no step."""
    page = maps.build(read(*town_rows(), *town_rows("harm", "harm_perceived")), voice)
    assert page is not None
    strength, harm = (one.chart for one in page.sheets[0])
    steps = {area.name: area.step for area in strength.areas}
    assert steps["Sepidar"] == 4
    assert steps["Niloufar"] == 0
    assert steps["Labeh-Rud"] is None
    assert {area.name: area.step for area in harm.areas}["Niloufar"] == 4
    assert harm.steps == strength.steps[::-1]


def test_shade_agrees_with_the_figure(voice: Voice):
    """A score printed as 60 lies in the step that begins with 60."""
    scale = maps.Scale(30, is_open=False)
    assert scale.name(voice, is_harm=False)[3] == "60 to 69"
    assert scale.step_of(60, is_harm=False) == 3


def test_wide_scores_leave_the_ends_open(voice: Voice):
    """Scores that do not fit into five steps of ten have open ends."""
    scale = maps.Scale(maps.MIDDLE, is_open=True)
    assert scale.name(voice, is_harm=False) == (
        "under 40", "40 to 49", "50 to 59", "60 to 69", "70 and over",
    )  # fmt: skip
    assert [scale.step_of(value, is_harm=False) for value in (3, 39, 40, 70, 100)] == [
        0, 0, 1, 4, 4,
    ]  # fmt: skip


def test_two_topics_have_no_shape(voice: Voice):
    """Two topics are not drawn as wheels."""
    assert shapes.build(read(*town_rows(), *town_rows(index="assets")), voice) is None


def test_numbers_of_spokes_are_those_of_the_table(voice: Voice):
    """A topic has the same number on every page, whether or not harms stand between."""
    rows = [row for name in ("qol", "support", "assets") for row in town_rows(index=name)]
    overview = read(*rows, *town_rows("harm", "harm_perceived"))
    page, all_ = shapes.build(overview, voice), table.build(overview, voice)
    assert page is not None
    assert all_ is not None
    assert page.charts[0].spokes == tuple(spoke.number for spoke in page.spokes)
    assert [spoke.title for spoke in page.spokes] == [
        "Quality of life",
        "Support for people who are harmed or at risk",
        "Neighbourhood assets and capacities",
    ]


def test_method_says_which_rule_was_used(voice: Voice):
    """Without tests against all others, the method speaks of ranges that do not touch."""
    page = method.build(read(*town_rows()), voice)
    assert "do not touch" in page.end[0].paragraphs[0]


def test_cut():
    """Rows are cut into pieces of about one length, and none is lost."""
    assert [len(part) for part in cut(range(23), 12)] == [12, 11]
    assert cut((), 12) == []


def test_fill_sheets():
    """A block that does not fit begins a new sheet; one taller than a sheet has its own."""
    assert fill_sheets([3, 4, 9, 2], float, 8) == [(3, 4), (9,), (2,)]


def crowd(count: int) -> Overview:
    """Make a town of many neighbourhoods with names of sixty letters."""
    name = "A neighbourhood whose name has sixty letters, by the river"
    places = tuple(
        Neighbourhood(f"n{place}", Text(f"{name} {place}"), "", 100) for place in range(count)
    )
    rows = [shown("all", "strength", "qol", 50, "mixed", wide=1)]
    rows += [shown(p.id, "strength", "qol", 30 + i % 40, "mixed") for i, p in enumerate(places)]
    release = make_release(rows)
    return read_overview(replace(release, project=replace(project(), neighbourhoods=places)))


def test_two_hundred_neighbourhoods(
    languages: dict[str, Language], complaints: list[str], tmp_path: Path
):
    """Every one of two hundred neighbourhoods is on paper, over as many sheets as it takes."""
    file = tmp_path / "crowd.pdf"
    file.write_bytes(render(find_product("comparison"), crowd(200), languages["en"]))
    text = read_text(file)
    assert all(f"{place + 1}. A neighbourhood" in text for place in range(200))
    assert count_pages(file) > 20
    assert complaints == []


@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
def test_print(tag: str, languages: dict[str, Language], tmp_path: Path):
    """The whole comparison is printed in every language, and names every neighbourhood."""
    file, overview = tmp_path / "town.pdf", read_overview(make_release())
    file.write_bytes(render(find_product("comparison"), overview, languages[tag]))
    text = read_text(file)
    assert languages[tag].text(overview.readings[0].place.name) in text
    assert count_pages(file) >= 6


def test_without_outlines_and_harms(languages: dict[str, Language], tmp_path: Path):
    """A project without outlines, districts and harms has no maps and no gap."""
    bare = read_overview(take_away(make_release()))
    voice = Voice(languages["en"], bare.questionnaire)
    assert maps.build(bare, voice) is None
    assert summary.build(bare, voice).map is None
    assert render(find_product("comparison"), bare, languages["en"]).startswith(b"%PDF")
