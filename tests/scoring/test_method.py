"""The hash of the method changes with what scores mean, and with nothing else."""

from dataclasses import replace

from survey.conditions.model import Comparison
from survey.locale import Text
from survey.questionnaire.model import Domain, Thresholds
from survey.scoring.method import method_hash
from tests.scoring.builders import STRENGTH, integer, questionnaire, rating

PLAIN = questionnaire(rating(), integer("n"))


def test_the_same_method_has_the_same_hash():
    """64 hexadecimal digits that depend on nothing but the questionnaire."""
    assert method_hash(PLAIN) == method_hash(questionnaire(rating(), integer("n")))
    assert len(method_hash(PLAIN)) == 64


def test_what_decides_scores_changes_it():
    """Polarity, weight, options, limits, conditions, rules, thresholds, the unit."""
    others = [
        questionnaire(rating(polarity="negative"), integer("n")),
        questionnaire(rating(item={"weight": 2.0}), integer("n")),
        questionnaire(rating(options=4), integer("n")),
        questionnaire(rating(), integer("n", highest=9)),
        questionnaire(rating(), integer("n", show_if=Comparison("q", "in", ("o1", "o2")))),
        questionnaire(
            rating(),
            integer("n"),
            domains=[Domain("d", STRENGTH.title, "strength", rule="prorate")],
        ),
        replace(PLAIN, thresholds=Thresholds(70, 30)),
        replace(PLAIN, unit="household"),
    ]
    hashes = [method_hash(PLAIN), *map(method_hash, others)]
    assert len(set(hashes)) == len(hashes)


def test_a_translation_does_not_change_it():
    """Inline texts of other languages are no part of the method."""
    translated = rating()
    translated = replace(translated, text=Text("q", inline=(("fa", "پرسش"),)))
    assert method_hash(questionnaire(translated, integer("n"))) == method_hash(PLAIN)


def test_the_title_does_not_change_it():
    """Nor what the questionnaire is called."""
    assert method_hash(replace(PLAIN, title=Text("Other"))) == method_hash(PLAIN)
