"""Don't know, refused, blank and not applicable, and what n tells of them."""

import pytest

from survey.conditions.model import Comparison
from survey.scoring.answers.codes import BLANK, DONT_KNOW, REFUSED, STRUCTURAL
from survey.scoring.score import score
from tests.scoring.builders import coded, people, questionnaire, rating, row, spread

ANSWERS = spread(10, 10, 10, 10, 10)
KINDS = ["dont_know", "refused", "blank"]
CONDITIONAL = {"missing": ("not_applicable",)}


def score_silences(silences, **how):
    """50 answers and some silences in one neighbourhood."""
    given = [*ANSWERS, *silences]
    table = people({"A": len(given)})
    return score(questionnaire(rating(**how)), table, coded(table, q=given))


def flags(scores, kinds=KINDS):
    return [row(scores, "A", kind, "q").flag for kind in kinds]


def test_the_three_silences_are_shares_of_those_asked():
    """20 don't know, 10 refused, 20 blank of 100; 100 not asked are no part of it."""
    silences = [DONT_KNOW] * 20 + [REFUSED] * 10 + [BLANK] * 20 + [STRUCTURAL] * 100
    scores = score_silences(silences)
    shown = [row(scores, "A", kind, "q") for kind in KINDS]
    assert [share.estimate for share in shown] == [20, 10, 20]
    assert [share.n for share in shown] == [100, 100, 100]


def test_not_applicable_is_a_share_of_everybody():
    """50 of 100."""
    scores = score_silences([STRUCTURAL] * 50)
    share = row(scores, "A", "not_applicable", "q")
    assert (share.estimate, share.n) == (50, 100)


def test_a_small_silence_withholds_the_three():
    """With the two others and n the third would follow."""
    assert flags(score_silences([DONT_KNOW] * 20 + [REFUSED] * 2)) == ["small_count"] * 3


def test_silences_do_not_tell_how_many_few_answers_are():
    """Of 30 asked 23 were silent: the 7 answers, too few to have an n, would follow."""
    given = [0, 1, 2, 3, 4, 0, 1, *[REFUSED] * 23]
    table = people({"A": 30})
    scores = score(questionnaire(rating()), table, coded(table, q=given))
    assert all(row(scores, "A", kind, "q").suppressed for kind in KINDS)


def test_no_silence_at_all_is_said():
    """0 % of a question that is not sensitive."""
    scores = score_silences([])
    assert [row(scores, "A", kind, "q").estimate for kind in KINDS] == [0, 0, 0]


def test_of_a_sensitive_question_no_silence_is_withheld():
    """That nobody refused speaks for everyone."""
    assert flags(score_silences([], sensitive=True)) == ["small_count"] * 3


def test_few_not_asked_withhold_their_share():
    """3 of 53 do not go out after dark."""
    scores = score_silences([STRUCTURAL] * 3, **CONDITIONAL)
    assert row(scores, "A", "not_applicable", "q").flag == "small_count"


def test_few_not_asked_withhold_the_silences_too():
    """The n of the silences would tell how many were not asked."""
    assert flags(score_silences([STRUCTURAL] * 3, **CONDITIONAL)) == ["small_count"] * 3


@pytest.mark.parametrize(
    ("how", "flag"), [({}, ""), (CONDITIONAL, "small_count")], ids=["for all", "for some"]
)
def test_that_a_sensitive_question_applies_to_all_is_withheld_only_where_it_may_not(how, flag):
    """0 % not applicable says something only of a question that may not apply."""
    scores = score_silences([], sensitive=True, **how)
    assert row(scores, "A", "not_applicable", "q").flag == flag


def test_not_knowing_that_is_an_answer_is_no_silence():
    """With dk_as there is no share of don't know, and refused and blank are on their own."""
    scores = score_silences([DONT_KNOW] * 3, item={"dk_as": 1.0})
    assert "dont_know" not in set(scores.kind)
    assert row(scores, "A", "refused", "q").n == 53


def test_silences_of_the_total_do_not_bare_a_neighbourhood():
    """A's shares and the total's would give B's 2."""
    given = [*ANSWERS, *ANSWERS, *[DONT_KNOW] * 2]
    table = people({"A": 50, "B": 52})
    scores = score(questionnaire(rating()), table, coded(table, q=given))
    assert row(scores, "all", "dont_know", "q").flag == "small_count"
    given = [*ANSWERS, *[DONT_KNOW] * 10, *ANSWERS, *[DONT_KNOW] * 2]
    table = people({"A": 60, "B": 52})
    scores = score(questionnaire(rating()), table, coded(table, q=given))
    assert row(scores, "all", "dont_know", "q").flag == "complementary"


def test_a_question_skipped_by_everyone_in_a_section_is_conditional():
    """A section's condition makes its questions conditional."""
    given = ANSWERS
    table = people({"A": 50})
    asked = questionnaire(rating(sensitive=True), show_if=Comparison("x", "is", "yes"))
    scores = score(asked, table, coded(table, q=given))
    assert row(scores, "A", "not_applicable", "q").flag == "small_count"


def test_that_a_question_is_for_all_is_said_beside_small_neighbourhoods():
    """B and C are too small to print; the total may still say that nobody was left out."""
    table = people({"A": 50, "B": 8, "C": 8})
    scores = score(questionnaire(rating()), table, coded(table, q=[*ANSWERS, *[0] * 8, *[4] * 8]))
    assert row(scores, "all", "not_applicable", "q").estimate == 0
    assert row(scores, "all", "blank", "q").estimate == 0
