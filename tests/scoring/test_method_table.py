"""The table `method`: every choice is there, as a whole sentence that can be translated."""

import json
from pathlib import Path

import pytest

from survey.locale import load_languages
from survey.questionnaire.load import parse_questionnaire
from survey.scoring.method.choices import COLUMNS
from survey.scoring.method.method_table import make_method
from survey.scoring.method.sample_choices import Run

LANGUAGES = load_languages(Path(__file__).parents[2] / "translations")
PEOPLE = """
id: pond
title: The pond
unit: person
columns: {weight: w, psu: block}
thresholds: {strength: 65, weakness: 35}
scales:
  agree:
    kind: rating
    missing: [dont_know]
    options:
      - {name: no, code: 1, text: No}
      - {name: so, code: 2, text: So}
      - {name: yes, code: 3, text: Yes}
domains:
  water: {title: Water, polarity: strength, weight: 2, missing_rule: prorate, reflective: true}
  noise: {title: Noise, polarity: strength}
  met: {title: Harm met, polarity: harm, measure: reported}
design:
  probability: chance
  strata: neighbourhood
  population: {north: 40}
  margins: {sex: {man: 10, woman: 12}}
  trim: 4
indices:
  calm:
    title: Calm
    of: [water, {take: noise, weight: 3, polarity: negative, steps: [{cap: 80}]}]
    aggregate: geometric
    steps: [{round: 2}]
  struck: {title: Struck, kind: alkire_foster, domain: met, cutoff: 0.5, polarity: harm}
ranks: {method: differences, level: 0.8, draws: 6000, seed: 7}
sensitivity: {draws: 50, seed: 3}
release: official
compare: {items: {clear: clean}}
sections:
  - id: s
    title: S
    questions:
      - {id: clear, scale: agree, text: The water is clear., domain: water, weight: 2, dk_as: 1}
      - {id: dirty, scale: agree, text: The water is dirty., domain: water, polarity: negative}
      - {id: loud, scale: agree, text: It is loud., domain: noise}
      - {id: robbed, kind: yes_no, text: Was somebody robbed?, domain: met, severity: 2}
"""
AREAS = """
id: little
title: A little index
unit: area
variables: {water: {title: Water}, roads: {title: Roads}}
indices: {both: {title: Both, of: [water, {take: roads, weight: 3}]}}
"""
RUN = Run("1", responses=24, rows_left_out=2, cells_left_out=3)


def choose(part, key, source=PEOPLE, run=RUN, language="en"):
    """The value and the sentence of one choice."""
    table = make_method(parse_questionnaire(source, "x.yaml"), run, LANGUAGES[language])
    found = table[(table["part"] == part) & (table["key"] == key)]
    assert len(found) == 1, table[["part", "key", "value"]].to_string()
    return found.iloc[0]["value"], found.iloc[0]["text"]


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("questionnaire", "id", "pond"),
        ("questionnaire", "responses", "24"),
        ("questionnaire", "rows_left_out", "2"),
        ("questionnaire", "cells_left_out", "3"),
        ("questionnaire", "software", "1"),
        ("design", "weight", "w"),
        ("design", "probability", "chance"),
        ("design", "psu", "block"),
        ("design", "strata", "neighbourhood"),
        ("design", "population.north", "40"),
        ("design", "margin.sex", "man 10, woman 12"),
        ("design", "trim", "4"),
        ("domain", "water.missing", "prorate"),
        ("domain", "noise.missing", "none"),
        ("domain", "water.weight", "2"),
        ("domain", "water.alpha", "0.6"),
        ("domain", "enough_answered", "50"),
        ("item", "clear", "positive 2"),
        ("item", "dirty", "negative 1"),
        ("item", "clear.dk_as", "1"),
        ("item", "robbed.severity", "2"),
        ("thresholds", "strength", "65"),
        ("thresholds", "weakness", "35"),
        ("index", "calm.aggregate", "geometric"),
        ("index", "calm.water", "2"),
        ("index", "calm.noise", "3"),
        ("index", "calm.noise.steps", "cap: 80; reverse"),
        ("index", "calm.steps", "round: 2"),
        ("index", "struck.cutoff", "0.5"),
        ("index", "struck.denominator", "all"),
        ("ranks", "method", "differences"),
        ("ranks", "level", "0.8"),
        ("sensitivity", "draws", "50"),
        ("sensitivity", "spans", "0.25 5"),
        ("compare", "false_discoveries", "0.05"),
        ("release", "profile", "official"),
        ("release", "respondents", "10"),
        ("compare", "clear", "clean"),
    ],
)
def test_every_choice_has_a_row(part, key, value):
    """A choice of the file, or of the program, stands in the table with its value."""
    assert choose(part, key)[0] == value


def test_a_choice_is_a_whole_sentence():
    """The sentence of a choice has its value filled in and a full stop."""
    assert choose("item", "clear")[1] == (
        "“The water is clear.” counts in “Water” with the weight 2; a high answer is good."
    )


def test_the_sentence_can_be_filled_again():
    """What fills a sentence stands beside it, so that a report says it in another language."""
    table = make_method(parse_questionnaire(PEOPLE, "x.yaml"), RUN, LANGUAGES["en"])
    said = [
        row.message % json.loads(row.values_) if json.loads(row.values_) else row.message
        for row in table.rename(columns={"values": "values_"}).itertuples()
    ]
    assert "“Water” is a strength: a high score is good." in said


def test_a_sentence_is_said_in_the_language_asked_for():
    """Numbers in the text are written in the digits of its language."""
    assert "۴" in choose("design", "trim", language="fa")[1]


def test_a_method_without_weights_says_so():
    """Without weights the figures are called unweighted."""
    assert choose("design", "weights")[1] == (
        "Every response counts the same: the figures are unweighted."
    )


def test_what_weights_cost_is_told():
    """With weights Kish's design effect, effective n and the rounds of raking are there."""
    run = Run("1", 24, weight_effect=1.25, kish_size=19.2, rounds=6)
    assert choose("design", "deff_w", run=run)[0] == "1.25"
    assert choose("design", "n_kish", run=run)[0] == "19.2"
    assert choose("design", "rounds", run=run)[0] == "6"


def test_weights_may_stay_untrimmed():
    """`trim: null` is said as a choice."""
    source = PEOPLE.replace("trim: 4", "trim: null")
    assert choose("design", "trim", source)[1] == "Weights are not trimmed."


def test_a_table_of_areas_has_no_sample():
    """The method of a table of areas has neither a design nor limits of release."""
    table = make_method(parse_questionnaire(AREAS, "x.yaml"), Run("1", 9), LANGUAGES["en"])
    assert set(table["part"]) == {"questionnaire", "index", "ranks"}


def test_the_columns_are_the_documented_ones():
    """The table has its six columns, all of text."""
    table = make_method(parse_questionnaire(AREAS, "x.yaml"), Run("1", 9), LANGUAGES["en"])
    assert list(table.columns) == list(COLUMNS)
    assert {str(kind) for kind in table.dtypes} == {"str"}


def test_an_index_that_sums_says_nothing_of_shared_weights():
    """A sum takes its weights as they are; there is nothing to divide."""
    source = AREAS.replace("{title: Both,", "{title: Both, aggregate: sum,")
    table = make_method(parse_questionnaire(source, "x.yaml"), Run("1", 9), LANGUAGES["en"])
    assert "both.normalise_weights" not in set(table["key"])


def test_a_method_that_was_not_varied_says_so():
    """With `draws: 0` nothing is said of a seed."""
    source = PEOPLE.replace("{draws: 50, seed: 3}", "{draws: 0}")
    assert choose("sensitivity", "draws", source) == (
        "0",
        "The choices of the method were not varied.",
    )


BARE = """
id: bare
title: Bare
unit: person
sections:
  - id: s
    title: S
    questions: [{id: light, kind: yes_no, text: Is there light?}]
"""
LIGHTS = """
id: lights
title: Lights
unit: household
indices: {free: {title: Free, kind: stoplights}}
sections:
  - id: s
    title: S
    questions:
      - id: work
        kind: stoplight
        text: Work
        options:
          - {name: green, text: Steady}
          - {name: yellow, text: At times}
          - {name: red, text: None}
"""


def test_a_questionnaire_that_scores_nothing_has_a_method():
    """Without domains and indices only the sample and the release are left to say."""
    table = make_method(parse_questionnaire(BARE, "x.yaml"), RUN, LANGUAGES["en"])
    assert set(table["part"]) >= {"questionnaire", "design", "release"}
    assert not {"domain", "index", "ranks"} & set(table["part"])
    assert choose("design", "psu", BARE)[0] == "household"


def test_settings_that_are_not_there_are_not_said():
    """A setting without a value, such as stoplights that are not named, has no row."""
    table = make_method(parse_questionnaire(LIGHTS, "x.yaml"), RUN, LANGUAGES["en"])
    assert "free.of" not in set(table["key"])
    assert choose("index", "free.green", LIGHTS)[0] == "0.75"


def test_an_index_speaks_of_its_domain_by_title():
    """Who reads the table sees what a domain is called and what a setting means, not its code."""
    asked = parse_questionnaire(PEOPLE, "pond.yaml")
    table = make_method(asked, Run("1", 5), LANGUAGES["en"]).set_index("key")
    assert table.text["struck.domain"] == "“Struck” counts the harms of the domain “Harm met”."
    assert table.text["struck.denominator"] == (
        "The share in “Struck” is one of the severity of all harms, whether they apply or not."
    )
