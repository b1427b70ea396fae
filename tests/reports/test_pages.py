"""The pages in words: what is claimed, what is said of what is withheld, what is left out."""

from dataclasses import replace
from math import nan

import pytest

from survey.locale import Language
from survey.reports.products import find_product
from survey.reports.products.neighbourhood.pages import (
    harms,
    method,
    results,
    summary,
    views,
)
from survey.reports.reading import Reading, read_neighbourhood
from survey.reports.voice import Voice
from tests.reports.sample import (
    Row,
    area_rows,
    make_release,
    option_rows,
    questionnaire,
    shown,
    silent_rows,
    text,
    withheld,
    without_extras,
)
from tests.reports.sample_tables import compared, with_tables


@pytest.fixture
def voice(languages: dict[str, Language]) -> Voice:
    return Voice(languages["en"], questionnaire())


def read(rows: list[Row], name: str = "sepidar") -> Reading:
    return read_neighbourhood(make_release(rows), name)


def headline(voice: Voice, *rows: Row) -> str:
    return summary.build(read(list(rows)), voice).headline


def test_order_of_pages():
    """Pages are printed in the order of their places in the full report."""
    pages = find_product("neighbourhood").pages
    assert [page.place for page in pages] == sorted(page.place for page in pages)
    assert {page.name: page.place for page in pages} == {
        "summary": 1,
        "views": 2,
        "harms": 3,
        "matrix": 4,
        "changed": 5,
        "results": 6,
        "voices": 7,
        "method": 8,
    }


def test_certain_headline(voice: Voice):
    """What the scores say for certain is said plainly."""
    assert (
        headline(
            voice,
            shown("sepidar", "strength", "qol", 70, "strength"),
            shown("sepidar", "strength", "environment", 30, "weakness"),
        )
        == "“Quality of life” is a strength here, but “Public environment” is a weak point."
    )


def test_likely_headline(voice: Voice):
    """What is only likely is called probable."""
    said = headline(voice, shown("sepidar", "strength", "environment", 35, "likely_weakness"))
    assert said == "“Public environment” is probably a weak point of this neighbourhood."


def test_harm_in_the_headline(voice: Voice):
    """A harm is a concern, never a weak point."""
    said = headline(voice, shown("sepidar", "harm", "harm_perceived", 70, "high_concern"))
    assert "is a serious concern" in said


def test_nothing_stands_out(voice: Voice):
    """A mixed neighbourhood is not given a headline it has not earned."""
    said = headline(voice, shown("sepidar", "strength", "qol", 50, "mixed"))
    assert said == "No topic stands out here: all lie between strength and weak point."


def test_first_impressions(voice: Voice):
    """Few answers without a finding are called a first impression."""
    said = headline(voice, shown("sepidar", "strength", "qol", 50, "uncertain", n=14))
    assert said.startswith("First impressions")


def test_caution(voice: Voice):
    """Below thirty answers the first page asks for caution."""
    page = summary.build(read([shown("sepidar", "strength", "qol", 50, "mixed", n=14)]), voice)
    assert page.caution.startswith("Only 14 answers")


def test_silence_shows_no_number(voice: Voice):
    """Where too few answered, no figure is shown, not even how many they were."""
    page = summary.build(read(silent_rows("sepidar")), voice)
    assert (page.numbers, page.listings, page.compass) == ((), (), None)
    assert page.headline == "Too few people answered here for results to be shown."


def test_silence_in_the_method(voice: Voice):
    """The number of answers is not given away where it is small."""
    facts = {
        fact.name: fact.value for fact in method.build(read(silent_rows("sepidar")), voice).facts
    }
    assert facts["Answers here"] == "fewer than 10 respondents or 5 households"


def test_many_answers_that_may_not_be_shown(voice: Voice):
    """Where figures are withheld for the sake of others, nobody says that answers were few."""
    page = method.build(read([withheld("sepidar", "strength", "qol", "complementary")]), voice)
    assert {fact.name: fact.value for fact in page.facts}["Answers here"] == "not shown"


def test_withheld_topic(voice: Voice):
    """A topic that may not be shown has no value on the compass."""
    rows = [row for row in area_rows("sepidar") if row[1] != "qol"]
    rows.insert(0, withheld("sepidar", "strength", "qol"))
    compass = summary.build(read(rows), voice).compass
    assert compass is not None
    assert [spoke.value for spoke in compass.spokes if spoke.label == "Quality of life"] == [None]


def test_two_topics_are_no_compass(voice: Voice):
    """Two topics are not drawn as a wheel."""
    rows = [row for row in area_rows("sepidar") if row[1] not in ("qol", "support", "assets")]
    assert summary.build(read(rows), voice).compass is None


def test_numbers_to_remember(voice: Voice):
    """The first number counts people, the others are the best answer and the worst."""
    numbers = summary.build(read(area_rows("sepidar")), voice).numbers
    assert [(number.words, number.tone) for number in numbers] == [
        ("117 people", "good"),
        ("72 of 100", "good"),
        ("69 of 100", "need"),
    ]


def test_clear_difference(voice: Voice):
    """A finding is set beside all neighbourhoods only where the difference is clear."""
    rows = [
        shown("sepidar", "strength", "qol", 70, "strength"),
        shown("sepidar", "strength", "participation", 68, "strength"),
        shown("all", "strength", "qol", 50),
        shown("all", "strength", "participation", 66),
    ]
    entries = summary.build(read(rows), voice).listings[0].entries
    assert [len(entry.facts) for entry in entries] == [2, 1]


def test_opinions_say_the_clearest(voice: Voice):
    """The heading of the opinions is the clearest finding, as people count."""
    page = views.build(read(area_rows("sepidar")), voice)
    assert page is not None
    assert page.blocks[0].heading == (
        "Of every 10 answers, about 7 are “Agree” or “Strongly agree”: "
        "I think of this neighbourhood as my own."
    )


def test_nearly_all(voice: Voice):
    """A share near the whole is not said in tenths, and answers nobody gave are not drawn."""
    rows = [shown("sepidar", "strength", name, 60, "mixed") for name in ("qol", "assets")]
    for name in ("a01", "a04", "q04"):
        rows.append(shown("sepidar", "item", name, 75, wide=0))
        rows.append(shown("sepidar", "option", f"{name}=strongly_disagree+disagree+neither", 0))
        rows.append(shown("sepidar", "option", f"{name}=agree+strongly_agree", 100))
    page = views.build(read(rows), voice)
    assert page is not None
    assert page.blocks[0].heading.startswith("Nearly all answers are “Agree” or “Strongly agree”")
    assert [len(row.segments) for row in page.blocks[0].chart.rows] == [1, 1, 1]


def test_divided_opinions(voice: Voice):
    """Where no answer has a clear majority, none is claimed."""
    rows = [shown("sepidar", "strength", name, 50, "mixed") for name in ("qol", "assets")]
    for name in ("a01", "a04", "q04"):
        rows += [shown("sepidar", "item", name, 50), *option_rows("sepidar", name, 50, 117)]
    page = views.build(read(rows), voice)
    assert page is not None
    assert page.blocks[0].heading == "Opinions are divided: no answer has a clear majority"


def test_small_shares_carry_no_number(voice: Voice):
    """No number stands on a share under nine percent, nor on the undecided."""
    page = views.build(read(area_rows("sepidar")), voice)
    assert page is not None
    segments = [part for block in page.blocks for row in block.chart.rows for part in row.segments]
    assert all(not part.words for part in segments if part.share < 9 or part.side == "neutral")


def test_harms_clearly_more_common(voice: Voice):
    """A harm is called more common only where the intervals do not touch."""
    rows = [
        shown("sepidar", "top_two", "p01", 70, wide=5),
        shown("sepidar", "top_two", "p02", 50, wide=5),
        shown("all", "top_two", "p01", 50, wide=2),
        shown("all", "top_two", "p02", 46, wide=2),
    ]
    page = harms.build(read([*rows, shown("sepidar", "item", "p01", 60)]), voice)
    assert page is not None
    assert page.heading == "1 social harm is clearly more common here than overall"


def test_withheld_harm_comes_last(voice: Voice):
    """A withheld share keeps its row, at the end and without a value."""
    rows = [row for row in area_rows("sepidar") if row[1] != "p01" or row[2] == "item"]
    page = harms.build(read([*rows, withheld("sepidar", "top_two", "p01")]), voice)
    assert page is not None
    assert [row.value for row in page.blocks[0].chart.rows] == [44, 38, None]


def test_two_indices_are_never_merged(voice: Voice):
    """Harms that residents see and harms that households met are two charts."""
    page = harms.build(read(area_rows("sepidar")), voice)
    assert page is not None
    assert [block.title for block in page.blocks] == [
        "Social harms as residents see them",
        "Harms reported by households",
    ]


def test_an_index_without_a_range_is_not_said(voice: Voice):
    """A harm index whose interval is withheld is left out of the caption, not left half said."""
    rows = [row for row in area_rows("sepidar") if row[1:3] != ("harm", "harm_perceived")]
    row = shown("sepidar", "harm", "harm_perceived", 70)
    page = harms.build(read([*rows, (*row[:5], nan, nan, *row[7:])]), voice)
    assert page is not None
    assert "Index of harm" not in page.blocks[0].caption


def test_results_list_everything(voice: Voice):
    """Every topic and question has its line."""
    page = results.build(read(area_rows("sepidar")), voice)
    assert page is not None
    assert sum(1 + len(group.questions) for group in page.groups) == 7 + 16


def test_reported_harms_are_not_judged(voice: Voice):
    """How many households met a harm is printed without calling it much or little."""
    page = results.build(read(area_rows("sepidar")), voice)
    assert page is not None
    assert [line.cell for line in page.groups[-1].questions] == ["plain", "plain"]


def test_not_applicable_is_printed(voice: Voice):
    """How many never go out alone is printed beside how safe the others feel."""
    page = results.build(read(area_rows("sepidar")), voice)
    assert page is not None
    notes = [line.note for group in page.groups for line in group.questions if line.note]
    assert notes == ["12 of 100 said: “I never go out alone at night”"]


def test_withheld_line(voice: Voice):
    """A withheld result says so in words."""
    rows = [*area_rows("sepidar"), withheld("sepidar", "item", "e08")]
    rows = [row for row in rows if row[1:3] != ("e08", "item") or row[-2]]
    page = results.build(read(rows), voice)
    assert page is not None
    lines = [line for group in page.groups for line in group.questions if line.cell == "withheld"]
    assert [(line.score, line.span) for line in lines] == [("", "too few answers")]


@pytest.mark.parametrize(
    ("flag", "said"), [("no_variation", "all alike"), ("interval_withheld", "not shown")]
)
def test_no_range(voice: Voice, flag: str, said: str):
    """A line without a range says why: nothing varied, or it would give answers away."""
    row = ("sepidar", "e08", "item", 80.0, nan, nan, nan, 60, 60, 50, "", False, flag)
    rows = [shown("sepidar", "strength", "environment", 50, "mixed"), row]
    page = results.build(read(rows), voice)
    assert page is not None
    assert [line.span for line in page.groups[0].questions] == [said]


def test_harms_clearly_less_common(voice: Voice):
    """Good news about harms is said as well, where it is clear."""
    rows = [
        shown("sepidar", "item", "p01", 40),
        shown("sepidar", "top_two", "p01", 30, wide=5),
        shown("all", "top_two", "p01", 50, wide=2),
    ]
    page = harms.build(read(rows), voice)
    assert page is not None
    assert page.heading == "1 social harm is clearly less common here than overall"


def test_answers_counted_together_are_explained(voice: Voice):
    """The legend explains groups of answers, and only the kinds of segments that are drawn."""
    rows = [shown("sepidar", "strength", name, 60, "mixed") for name in ("qol", "assets")]
    for name in ("a01", "a04", "q04"):
        rows.append(shown("sepidar", "item", name, 70))
        rows.append(shown("sepidar", "option", f"{name}=strongly_disagree+disagree+neither", 30))
        rows.append(shown("sepidar", "option", f"{name}=agree+strongly_agree", 70))
    page = views.build(read(rows), voice)
    assert page is not None
    assert [kind.words for kind in page.blocks[0].chart.kinds] == [
        "“Agree” or “Strongly agree”",
        "undecided, counted with a neighbouring answer",
    ]


def test_source_and_weights(voice: Voice):
    """Answers from elsewhere are credited, and weights are never left unsaid."""
    release = make_release(area_rows("sepidar"))
    taken = replace(release.project, source=text("From a survey", "از یک نظرسنجی", "من استطلاع"))
    weighted = replace(release, project=taken, is_weighted=True)
    page = method.build(read_neighbourhood(weighted, "sepidar"), voice)
    assert page.end[-1].paragraphs == ("From a survey",)
    assert any(fact.value.startswith("weighted:") for fact in page.facts)


def test_method_hashes(voice: Voice):
    """Questions and method are named by the beginning of their hashes."""
    facts = {
        fact.name: fact.value for fact in method.build(read(area_rows("sepidar")), voice).facts
    }
    assert facts["Version of the method"] == "b41d6f0a92"
    assert facts["Version of the questions"] == questionnaire().version[:10]


def test_absent_inputs(voice: Voice):
    """Without harms, outlines and a meeting their page, map and invitation are left out."""
    reading = read_neighbourhood(without_extras(make_release()), "sepidar")
    page = summary.build(reading, voice)
    assert harms.build(reading, voice) is None
    assert (page.map, page.district, page.invitation.meeting) == (None, "", "")


def test_choices_are_printed(voice: Voice):
    """The method page has the table of all choices; of an old release it has none."""
    scored = with_tables(make_release([*area_rows("sepidar"), *area_rows("all", n=661)]))
    page = method.build(read_neighbourhood(scored, "sepidar"), voice)
    said = {part.title: [one.words for one in part.statements] for part in page.choices}
    assert "A figure of fewer than 10 respondents is withheld." in said["What is withheld"]
    assert "Responses that were scored: 661." in said["Questionnaire and program"]
    assert method.build(read(area_rows("sepidar")), voice).choices == ()


def test_harms_that_differ_only_together(voice: Voice):
    """Page 3 does not say that no harm differs where page 6 says that all of them together do."""
    rows = [
        shown("sepidar", "harm", "harm_perceived", 56, "mixed"),
        shown("sepidar", "item", "p01", 60),
        shown("sepidar", "top_two", "p01", 44, wide=8),
        shown("all", "top_two", "p01", 41, wide=2),
    ]
    alike = harms.build(read(rows), voice)
    tested = with_tables(
        make_release(rows), relative=[compared("sepidar", "harm_perceived", 8, "above")]
    )
    apart = harms.build(read_neighbourhood(tested, "sepidar"), voice)
    assert alike is not None
    assert apart is not None
    assert alike.heading == "No social harm here differs clearly from overall"
    assert apart.heading == "How common social harms are here"


def test_compass_marks_what_is_certain(voice: Voice):
    """A dot is called a strength in the legend: what is only probably one has none."""
    rows = area_rows("sepidar")
    compass = summary.build(read(rows), voice).compass
    assert compass is not None
    tones = {spoke.label: spoke.tone for spoke in compass.spokes}
    assert tones["Quality of life"] == "good"
    assert tones["Neighbourhood assets and capacities"] == "middle"
