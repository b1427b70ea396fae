"""What a file declares of its method: design, indices, ranks, release, and tables of areas."""

import pytest

from survey.errors import MahallaError
from survey.indices.composite import CompositeSettings
from survey.questionnaire.load import parse_questionnaire, require_form
from survey.questionnaire.method import Margin, Ranks, RollUp, SampleDesign, Sensitivity
from survey.questionnaire.scored import group_asked

AREAS = """\
id: towns
title: Our towns
unit: area
variables:
  income: {title: Income a head}
  school: {title: Years of schooling}
"""
STREET = """\
id: street
title: Our street
unit: household
domains:
  street: {title: The street}
  harm: {title: Harms, polarity: harm, measure: reported}
sections:
  - id: walking
    title: Walking
    questions:
      - {id: safe, kind: yes_no, text: Safe?, domain: street}
      - {id: theft, kind: yes_no, text: Were you robbed?, domain: harm}
      - {id: adults, kind: integer, text: How many adults?}
      - id: roof
        kind: stoplight
        text: Our roof
        options:
          - {name: red, text: It leaks.}
          - {name: yellow, text: It leaks in heavy rain.}
          - {name: green, text: It is dry.}
      - {id: wish, kind: text, text: What else?}
      - {id: sex, kind: choice, text: Sex, options: [{name: f, text: F}, {name: m, text: M}]}
"""


def read(text):
    """Read a questionnaire of a street to which `text` is added."""
    return parse_questionnaire(STREET + text, "street.yaml")


def read_areas(text):
    """Read a table of areas with `text`."""
    return parse_questionnaire(AREAS + text, "towns.yaml")


def test_without_any_declaration_the_usual_method_is_there():
    """No index, joint ranks at 90 %, 500 draws of sensitivity and the standard release."""
    method = read("").method

    assert (method.indices, method.variables, method.roll_up) == ((), (), None)
    assert (method.design, method.ranks) == (SampleDesign(), Ranks("joint", 0.9, 5000, 1))
    assert (method.sensitivity, method.release) == (Sensitivity(500, 1), "standard")


def test_a_design_names_columns_and_questions():
    """Every key of the design is kept as it stands."""
    design = read(
        "design: {probability: p, eligible: adults, interviewed: seen, nonresponse: factor,"
        " population: blocks, second_population: homes, trim: null,"
        " margins: {sex: {f: 210, m: 190}, age: {young: 250, old: 150}}}\n"
    ).method.design

    assert design.columns == (
        *("p", "adults", "seen", "factor", "blocks", "homes"),
        *("sex", "age"),
    )
    assert design.margins[0] == Margin("sex", (("f", 210), ("m", 190)))
    assert design.trim is None


@pytest.mark.parametrize("rest", ["strata: neighbourhood}", "}\ncolumns: {stratum: zone}"])
def test_population_may_be_a_number_for_each_stratum(rest):
    """Strata are the neighbourhoods, or stand in a column."""
    design = read(f"design: {{population: {{north: 40, south: 60}}, {rest}\n").method.design

    assert (design.population, design.populations) == ("", (("north", 40), ("south", 60)))


def test_an_index_of_harms_is_harm_without_saying_so():
    """A high value of Alkire–Foster is bad, one of stoplights good."""
    indices = read(
        "indices:\n"
        "  met: {title: Harms met, kind: alkire_foster, domain: harm}\n"
        "  ready: {title: Self-sufficient, kind: stoplights}\n"
    ).method.indices

    assert [index.polarity for index in indices] == ["harm", "strength"]


def test_an_index_may_take_those_above_it():
    """A composite of a composite and of stoplights that belong to no domain."""
    indices = read(
        "indices:\n"
        "  ready: {title: Self-sufficient, kind: stoplights, of: [roof]}\n"
        "  whole: {title: All, of: [street, {take: ready, weight: 2}]}\n"
        "  again: {title: Again, of: [whole]}\n"
    ).method.indices

    assert [index.kind for index in indices] == ["stoplights", "composite", "composite"]


def test_what_is_turned_round_may_be_of_the_other_direction():
    """An index of deprivation from one of attainment, where the component says `negative`."""
    method = read_areas(
        "indices:\n"
        "  living: {title: Living, of: [income, {take: school, weight: 2}]}\n"
        "  want: {title: Want, polarity: harm, of: [{take: living, polarity: negative}]}\n"
    ).method

    settings = method.indices[1].settings
    assert isinstance(settings, CompositeSettings)
    assert settings.of[0].polarity == "negative"


def test_a_table_of_areas_declares_how_it_rolls_up():
    """The larger area and the population are columns of the table."""
    method = read_areas("roll_up: {to: province, weight: people}\n").method

    assert method.roll_up == RollUp("province", "people")
    assert [variable.id for variable in method.variables] == ["income", "school"]


@pytest.mark.parametrize("key", ["scales: {a: {kind: yes_no}}", "design: {trim: 3}"])
def test_a_table_of_areas_asks_nobody(key):
    """Keys about questions are refused."""
    with pytest.raises(MahallaError, match=r"With `unit: area` there are no questions\."):
        read_areas(f"{key}\n")


def test_nobody_can_be_counted_by_a_question_that_is_switched_off():
    """A margin of a question that nobody is asked could never be met."""
    off = STREET.replace("{id: sex, ", "{id: sex, enabled: false, ")
    with pytest.raises(MahallaError, match="“sex” is switched off"):
        parse_questionnaire(f"{off}design: {{margins: {{sex: {{f: 2, m: 3}}}}}}\n", "street.yaml")


def test_a_table_of_areas_is_no_form():
    """What people answer passes; a table of areas is refused in a sentence."""
    street = read("")

    assert require_form(street) is street
    with pytest.raises(MahallaError, match="“towns” describes a table of areas"):
        require_form(read_areas(""))


def test_all_mistakes_of_a_method_are_told_at_once():
    """Design, indices and comparison, each at its line."""
    with pytest.raises(MahallaError) as caught:
        read(
            "design: {eligible: wish, margins: {wish: {a: 1}}}\n"
            "indices: {whole: {title: All, of: [streets, harm]}}\n"
            "compare: {items: {adults: grown}}\n"
        )

    lines = [problem.where.line for problem in caught.value.problems]
    assert lines == [23, 23, 24, 24, 25]


def test_questions_are_grouped_by_their_domain():
    """Those that have codes and are asked; under no name those without a domain."""
    street = read("")

    grouped = group_asked(street.questions.values())

    assert {domain: [q.id for q in some] for domain, some in grouped.items()} == {
        "street": ["safe"],
        "harm": ["theft"],
        "": ["roof"],
    }
