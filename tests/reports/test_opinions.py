"""Opinions: which questions are drawn, and where their answers stand."""

from survey.reports.findings import split_options
from survey.reports.opinions import draw_segments, find_opinions
from survey.reports.reading import read_neighbourhood
from survey.reports.scores import Score, Share
from tests.reports.sample import Row, area_rows, make_release, questionnaire, shown

SIDES = split_options(questionnaire().questions["a01"])


def share(value: float, *names: str) -> Share:
    return Share(frozenset(names), Score(value, None, None, 100, 80))


def find(rows: list[Row], *most: int) -> list[list[str]]:
    reading = read_neighbourhood(make_release(rows), "sepidar")
    return [[o.question.id for o in scale.opinions] for scale in find_opinions(reading, most)]


def test_both_sides_are_heard():
    """Half are the best for the neighbourhood and half the worst, ordered by agreement."""
    assert find(area_rows("sepidar"), 4) == [["c06", "q04", "s02", "c11"]]


def test_agreeing_with_bad_news_is_last():
    """Order is by agreement: people disagree that neighbours quarrel, though the score is high."""
    assert find(area_rows("sepidar"), 7)[0][-1] == "c09"


def test_scales_with_most_questions_first():
    """The most common scale is drawn first, another below it."""
    first, second = find(area_rows("sepidar"), 3, 3)
    assert ("c06" in first, "e05" in second) == (True, True)


def test_harms_have_their_own_page():
    """No question about a harm is drawn as an opinion."""
    assert all(
        not name.startswith("p") for names in find(area_rows("sepidar"), 9, 9) for name in names
    )


def test_incomplete_answers_are_not_drawn():
    """A question with a withheld share is left out, because its rest could be read off."""
    rows = [row for row in area_rows("sepidar") if row[1:3] != ("c06=agree", "option")]
    rows = [row for row in rows if row[1] != "c06=agree"]
    assert "c06" not in find(rows, 9)[0]


def test_too_few_questions():
    """A scale with fewer than three questions is not worth a chart."""
    rows = [row for row in area_rows("sepidar") if row[2] != "option" or row[1][:2] == "q0"]
    assert find(rows, 9) == []


def test_segments():
    """Answers stand in the order of their codes, on their side."""
    shares = [
        share(30, "agree"),
        share(10, "strongly_agree"),
        share(20, "neither"),
        share(25, "disagree"),
        share(15, "strongly_disagree"),
    ]
    assert draw_segments(shares, SIDES) == [
        ("low", "far", 15),
        ("low", "near", 25),
        ("neutral", "neutral", 20),
        ("high", "near", 30),
        ("high", "far", 10),
    ]


def test_side_counted_together():
    """Both answers of a side, counted together, are neither the near nor the far one."""
    shares = [
        share(40, "strongly_disagree", "disagree"),
        share(60, "neither", "agree", "strongly_agree"),
    ]
    assert draw_segments(shares, SIDES) == [("low", "both", 40), ("high", "merged", 60)]


def test_everything_in_the_middle():
    """A group that reaches to both sides stands in the middle."""
    shares = [
        share(10, "strongly_disagree"),
        share(80, "disagree", "neither", "agree"),
        share(10, "strongly_agree"),
    ]
    assert draw_segments(shares, SIDES)[1] == ("neutral", "merged", 80)


def test_interval_of_a_group_stands_in():
    """Where a mean has no interval, the clearest group says how clear the answers are."""
    rows = [row for row in area_rows("sepidar") if row[2] != "option" or "c06" not in str(row[1])]
    rows.append(shown("sepidar", "option", "c06=strongly_disagree+disagree+neither", 20))
    rows.append(shown("sepidar", "option", "c06=agree+strongly_agree", 80))
    reading = read_neighbourhood(make_release(rows), "sepidar")
    opinion = next(o for o in find_opinions(reading, (9,))[0].opinions if o.question.id == "c06")
    assert opinion.clarity == 28
