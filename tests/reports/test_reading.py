"""Reading a release: numbers that may be told, and none by which a hidden one comes out."""

from dataclasses import replace

from survey.reports.reading import count_responses, read_imprint, read_neighbourhood
from survey.results.model import Release
from survey.scoring.method.sample_choices import Run
from tests.reports.sample import area_rows, make_release, silent_rows


def hide_few(everywhere: int | None) -> Release:
    """Make a release of three neighbourhoods with 117, 117 and 6 answers, 240 in all."""
    rows = [*area_rows("sepidar"), *area_rows("niloufar"), *silent_rows("labeh-rud")]
    rows += area_rows("all", n=everywhere) if everywhere else silent_rows("all")
    return replace(make_release(rows), responses=240)


def test_all_answers_do_not_tell_how_few_answered_where_nothing_is_shown():
    """240 less twice 117 would say that there were 6: only what is shown is counted."""
    release = hide_few(None)
    assert read_imprint(release).responses == count_responses(release) == 234


def test_the_number_of_everything_is_told_where_it_is_released():
    """Where all together may be shown, theirs is the number."""
    assert read_imprint(hide_few(250)).responses == 250


def test_the_choices_of_the_method_do_not_tell_it():
    """What one scoring went through is printed with the same number."""
    release = replace(hide_few(None), run=Run("1", 240))
    reading = read_neighbourhood(release, "sepidar")
    told = [value for choice in reading.choices for value in choice.values.values()]
    assert reading.run.responses == 234
    assert 234 in told
    assert 240 not in told


def test_weights_do_not_tell_it_either():
    """Kish's n times his effect of weights is the number of all responses."""
    run = Run("1", 240, weight_effect=1.2, kish_size=200.0)
    release = replace(make_release(), run=run)
    told = {choice.key for choice in read_neighbourhood(release, "sepidar").choices}
    assert "deff_w" in told
    assert "n_kish" not in told
