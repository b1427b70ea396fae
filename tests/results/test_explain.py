"""`mahalla explain`: every step to a number, in sentences, and nothing of what is withheld."""

import random
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.locale import load_languages
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.store import submit
from survey.results.answered import load_answers
from survey.results.evidence import write
from survey.results.freeze import freeze
from survey.settings import Settings
from survey.storage.database import Database
from tests.databases import tell_database
from tests.results.collection import AUTUMN, EAST, collect, interview

FORM = """
id: pond
title: The pond
unit: person
columns: {weight: w}
scales:
  agree:
    kind: rating
    missing: [dont_know]
    options:
      - {name: bad, code: 1, text: Bad}
      - {name: so, code: 2, text: So}
      - {name: fine, code: 3, text: Fine}
      - {name: good, code: 4, text: Good}
      - {name: best, code: 5, text: Best}
domains:
  water: {title: Water, polarity: strength, weight: 2}
  peace: {title: Peace, polarity: strength, missing_rule: prorate}
  light: {title: Light, polarity: strength}
  noise: {title: Noise, polarity: harm}
  met: {title: Harms met, polarity: harm, measure: reported}
indices:
  calm:
    title: Calm
    of: [water, {take: peace, weight: 3, steps: [{cap: 80}, {multiply: 0.5}]}]
    steps: [{add: 1}]
  both: {title: Both, of: [water, peace], aggregate: geometric}
  sum: {title: Sum, of: [water, light], aggregate: sum}
  placed: {title: Placed, of: [water, calm], steps: [percentile_rank]}
  struck: {title: Struck, kind: alkire_foster, domain: met, cutoff: 0.5, polarity: harm}
  green: {title: Green, kind: stoplights}
sections:
  - id: s
    title: S
    questions:
      - {id: clear, scale: agree, text: The water is clear., domain: water, weight: 2}
      - {id: dirty, scale: agree, text: The water is dirty., domain: water, polarity: negative}
      - {id: quiet, scale: agree, text: It is quiet., domain: peace}
      - {id: still, scale: agree, text: Nights are still., domain: peace, sensitive: true}
      - {id: lit, kind: yes_no, text: Is it lit?, domain: light}
      - {id: loud, scale: agree, text: It is loud., domain: noise}
      - {id: louder, scale: agree, text: It is very loud., domain: noise}
      - {id: robbed, kind: yes_no, text: Was somebody robbed?, domain: met, severity: 2}
      - {id: cheated, kind: yes_no, text: Was somebody cheated?, domain: met}
      - id: work
        kind: stoplight
        text: Work
        options:
          - {name: green, text: Steady}
          - {name: yellow, text: At times}
          - {name: red, text: None}
"""
RENORMALISED = "{title: Sum, of: [water, light], renormalise: true}"
RATINGS = ("clear", "dirty", "quiet", "still", "loud", "louder")
TRUTHS = ("lit", "robbed", "cheated")
ANSWERS = ("bad", "so", "fine", "good", "best")
INDICES = ("water", "peace", "light", "noise", "calm", "both", "sum", "placed", "struck", "green")
AREAS = """
id: little
title: A little index
unit: area
variables: {water: {title: Water}, roads: {title: Roads}}
indices:
  both: {title: Both, of: [water, {take: roads, weight: 3, steps: [min_max]}]}
  twice: {title: Twice, of: [both], steps: [{multiply: 2}]}
roll_up: {to: region, weight: people}
"""
TABLE = "area,water,roads,region,people\na,10,10,east,100\nb,40,40,east,200\nc,,20,west,50\n"
ROOT = Path(__file__).parents[2]
ENGLISH = load_languages(ROOT / "translations")["en"]
TODAY = date(2026, 11, 1)
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def answer(chance: random.Random, area: str, number: int) -> dict[str, str]:
    """One row of a made-up table; pairs of neighbours are a household."""
    given = {name: chance.choice(("", *ANSWERS)) for name in RATINGS}
    truths = {name: chance.choice(("yes", "no")) for name in TRUTHS}
    return {
        "id": f"{area}{number}",
        "neighbourhood": area,
        "household": f"h{number // 2}",
        "w": str(1 + number % 3 / 2),
        "work": chance.choice(("green", "yellow", "red")),
        **given,
        **truths,
    }


def make_table() -> pd.DataFrame:
    chance = random.Random(4)
    sizes = {"pines": 60, "mill": 70, "hill": 66, "hut": 7}
    return pd.DataFrame(
        [answer(chance, area, number) for area, size in sizes.items() for number in range(size)]
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pond")
    (place / "form.yaml").write_text(FORM, encoding="utf-8")
    (place / "areas.yaml").write_text(AREAS, encoding="utf-8")
    (place / "areas.csv").write_text(TABLE, encoding="utf-8")
    make_table().to_csv(place / "answers.csv", index=False)
    (place / "districts.csv").write_text(
        "neighbourhood,district\npines,low\nmill,low\n", encoding="utf-8"
    )
    files = [str(place / "form.yaml"), str(place / "answers.csv"), "--out", str(place / "out")]
    ran = CliRunner().invoke(main, ["score", *files, "--districts", str(place / "districts.csv")])
    assert ran.exit_code == 0, ran.output
    return place


def run(*arguments: str) -> tuple[int, str]:
    ran = CliRunner().invoke(main, ["explain", *arguments])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran.output


def explain(folder: Path, area: str, index: str, *more: str, answers: str = "answers.csv") -> str:
    status, said = run(
        *(area, index, "--questionnaire", str(folder / "form.yaml")),
        *("--answers", str(folder / answers)),
        *("--districts", str(folder / "districts.csv"), *more),
    )
    assert status == 0, said
    return said


def explain_area(folder: Path, area: str, index: str) -> tuple[int, str]:
    files = ("--questionnaire", folder / "areas.yaml", "--answers", folder / "areas.csv")
    return run(area, index, *map(str, files))


def find_row(folder: Path, area: str, index: str) -> pd.Series:
    tables = [pd.read_csv(folder / "out" / f"{name}.csv") for name in ("scores", "harms")]
    both = pd.concat(tables)
    found = both[(both["area"] == area) & (both["index"] == index)]
    assert len(found) == 1, found
    return found.iloc[0]


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("area", ["pines", "mill", "hill", "district:low"])
def test_the_number_is_the_one_of_the_table(folder: Path, area: str, index: str) -> None:
    """The last line has the estimate of the table to its last digit; withheld, there is none."""
    row = find_row(folder, area, index)
    last = explain(folder, area, index).splitlines()[-1]
    if row["suppressed"]:
        assert not NUMBER.search(last)
    else:
        assert float(NUMBER.findall(last)[-1]) == row["estimate"]


def test_most_figures_of_the_example_are_shown(folder: Path) -> None:
    """The example is not withheld throughout, or the test above would say little."""
    shown = [not find_row(folder, "pines", index)["suppressed"] for index in INDICES]
    assert sum(shown) >= 8


@pytest.mark.parametrize("index", INDICES)
def test_nothing_of_a_withheld_figure_is_said(folder: Path, index: str) -> None:
    """Of a neighbourhood of seven only the reason is said: not a single digit."""
    said = explain(folder, "hut", index)
    assert not NUMBER.search(said)
    assert "withheld" in said


def test_a_total_that_would_give_it_away_says_why(folder: Path) -> None:
    """The total over all areas is withheld because of the neighbourhood of seven."""
    said = explain(folder, "all", "water")
    assert not NUMBER.search(said)
    assert "by subtracting what is printed" in said


def find_hidden(folder: Path, answers: str, area: str) -> set[str]:
    """The estimates, errors and limits that are computed of an area but withheld, as written."""
    answered = load_answers(load_questionnaire(folder / "form.yaml"), folder / answers, TODAY)
    scores = answered.score({"pines": "low", "mill": "low"})
    place = scores.areas.index(area)
    hidden, shown = set(), set()
    for figure in scores.figures:
        numbers = [figure.numbers[name][place] for name in ("estimate", "se", "lower", "upper")]
        written = {write(number, ENGLISH) for number in numbers if number % 1}
        (hidden if figure.suppressed[place] else shown).update(written)
    return hidden - shown - {"–"}


@pytest.mark.parametrize("index", [*INDICES, "met"])
def test_no_withheld_number_is_in_any_explanation(folder: Path, index: str) -> None:
    """Where some harms and lights are withheld, none of their numbers is said of any index."""
    table = make_table()
    in_pines = table["neighbourhood"] == "pines"
    for name in ("robbed", "lit"):
        table.loc[in_pines, name] = ["yes"] * 4 + ["no"] * 56
    table.to_csv(folder / "few.csv", index=False)
    hidden = find_hidden(folder, "few.csv", "pines")
    said = explain(folder, "pines", index, answers="few.csv")
    assert len(hidden) > 10
    assert not hidden & set(NUMBER.findall(said))


def test_a_withheld_question_is_said_to_be(folder: Path) -> None:
    """A question whose share is withheld says so in the place of its number."""
    table = make_table()
    table.loc[table["neighbourhood"] == "pines", "robbed"] = ["yes"] * 4 + ["no"] * 56
    table.to_csv(folder / "robbed.csv", index=False)
    lines = explain(folder, "pines", "met", answers="robbed.csv").splitlines()
    robbed = next(line for line in lines if "robbed" in line)
    assert robbed.endswith("Its mean here is withheld.")


def test_few_who_answered_too_little_are_not_counted(folder: Path) -> None:
    """How many have no score is withheld where they are one to four."""
    table = make_table()
    table[list(RATINGS)] = table[list(RATINGS)].replace("", "fine")
    few = table[(table["neighbourhood"] == "pines")].index[:3]
    table.loc[few, ["clear", "dirty"]] = ""
    table.to_csv(folder / "silent.csv", index=False)
    said = explain(folder, "pines", "water", answers="silent.csv")
    assert "How many answered too little is withheld" in said


def test_many_who_answered_too_little_are_counted(folder: Path) -> None:
    """How many have no score is said where they are many everywhere."""
    table = make_table()
    table = table[table["neighbourhood"] != "hut"]
    table[list(RATINGS)] = table[list(RATINGS)].replace("", "fine")
    for area in ("pines", "mill", "hill"):
        many = table[table["neighbourhood"] == area].index[:12]
        table.loc[many, ["clear", "dirty"]] = ""
    table.to_csv(folder / "quiet.csv", index=False)
    said = explain(folder, "pines", "water", answers="quiet.csv")
    assert "have no score: 12." in said


def test_a_domain_is_explained_by_its_questions_and_its_range(folder: Path) -> None:
    """Weight, polarity and mean of each question, PSUs, strata, df, t, range and label are said."""
    said = explain(folder, "pines", "water")
    row = find_row(folder, "pines", "water")
    assert "“The water is dirty.” counts in “Water” with the weight 1; a high answer is bad" in said
    assert "two-way" in said
    assert "Sampling units (PSUs): 30, strata: 1, degrees of freedom: 29." in said
    assert f"Answers that count: {row['n']:.0f}, from {row['households']:.0f} households." in said
    assert "t is 2.0452" in said
    for column in ("lower", "upper", "se"):
        assert f"{row[column]:.2f}" in said or f"{row[column]:.4f}".rstrip("0") in said


def test_a_composite_is_put_together_step_by_step(folder: Path) -> None:
    """Each component goes through its steps, is weighed and put together, as arithmetic."""
    said = explain(folder, "pines", "calm")
    water, peace = (find_row(folder, "pines", name)["estimate"] for name in ("water", "peace"))
    assert f"After the step “multiply: 0.5” it is {peace / 2:.4f}".rstrip("0") in said
    assert f"{(2 * water + 3 * peace / 2) / 5:.4f}".rstrip("0") in said
    assert "After the step “add: 1” the result is" in said


def test_the_product_of_headcount_and_intensity_is_the_index(folder: Path) -> None:
    """M0 = H × A is written with its numbers."""
    said = explain(folder, "pines", "struck")
    line = next(line for line in said.splitlines() if line.startswith("The index is H × A"))
    share, depth, _, product = (float(number) for number in NUMBER.findall(line))
    assert product == pytest.approx(find_row(folder, "pines", "struck")["estimate"], abs=1e-3)
    assert share * depth / 100 == pytest.approx(product, abs=1e-2)


@pytest.mark.parametrize("language", ["fa", "ar"])
def test_numbers_are_in_the_digits_of_the_language(folder: Path, language: str) -> None:
    """In Persian and Arabic no number of the explanation is in Latin digits."""
    said = explain(folder, "pines", "light", "--language", language)
    last = said.splitlines()[-1]
    assert re.search("[۰-۹٠-٩]", last)
    assert not NUMBER.search(last)


@pytest.mark.parametrize(
    ("area", "index", "said"),
    [
        ("moon", "water", "There is no area “moon”"),
        ("pines", "air", "There is no index or domain “air”"),
    ],
)
def test_an_unknown_name_is_a_sentence(folder: Path, area: str, index: str, said: str) -> None:
    """What is not there is named, with what there is."""
    files = ("--questionnaire", folder / "form.yaml", "--answers", folder / "answers.csv")
    status, output = run(area, index, *map(str, files))
    assert status == 1
    assert said in output


def test_something_to_explain_from_is_needed() -> None:
    """Without files and without a project it is said what is missing."""
    status, said = run("pines", "water")
    assert status == 1
    assert "Say what to explain from" in said


def test_an_index_of_a_table_of_areas_is_explained(folder: Path) -> None:
    """Of a table of areas the components, their steps and the formula are said."""
    status, said = explain_area(folder, "b", "both")
    assert status == 0, said
    assert "(1 × 40 + 3 × 100) / 4 = 85." in said
    assert said.splitlines()[-1].endswith("85.")


def test_an_index_of_an_index_is_explained(folder: Path) -> None:
    """A component may be an index above."""
    assert "“Both” is 85 here." in explain_area(folder, "b", "twice")[1]


def test_a_larger_area_is_explained_by_its_population(folder: Path) -> None:
    """A larger area has the mean of its areas by their people."""
    _, said = explain_area(folder, "district:east", "both")
    assert "weighted by the column “people”: 17,250 / 300 = 57.5." in said


def test_what_is_missing_in_a_table_of_areas_is_said(folder: Path) -> None:
    """Without all components there is no value, and that is said."""
    assert "There is no value" in explain_area(folder, "c", "both")[1]


def explain_project(settings: Settings, *more: str) -> tuple[int, str]:
    database = ("--database", tell_database(settings.database))
    return run("pines", "street", "--project", "east", *database, *more)


def test_a_released_figure_is_explained_from_the_database(
    east_office: Database, settings: Settings, street: Questionnaire, now: datetime
) -> None:
    """With --project the released answers are taken, and no later ones."""
    collect(east_office, street, range(30))
    rows = freeze(east_office, "test", EAST, AUTUMN, street, now).scores
    late = replace(interview(street, 99), received_at=now + timedelta(days=1))
    submit(east_office, "test", late)
    row = rows[(rows["area"] == "pines") & (rows["index"] == "street")].iloc[0]
    status, said = explain_project(settings, "--wave", "autumn")
    assert status == 0, said
    assert "Answers that count: 30, from 30 households." in said
    assert float(NUMBER.findall(said.splitlines()[-1])[-1]) == row["estimate"]


def test_a_release_of_other_answers_is_not_explained(
    east_office: Database, settings: Settings, street: Questionnaire, now: datetime
) -> None:
    """Where the answers up to the cut-off are not those of the release, nothing is explained."""
    collect(east_office, street, range(30))
    freeze(east_office, "test", EAST, AUTUMN, street, now)
    collect(east_office, street, range(30, 32))
    status, said = explain_project(settings)
    assert status == 1
    assert "Make new figures with `mahalla release`" in said
    assert "Answers that count" not in said


def test_a_project_without_figures_cannot_be_explained(
    east_office: Database, settings: Settings
) -> None:
    """A project, a wave and a release that are not there are said in a sentence each."""
    assert "There are no scores yet for “east”" in explain_project(settings)[1]
    assert "has no wave “winter”" in explain_project(settings, "--wave", "winter")[1]
    nowhere = run(
        "pines", "street", "--project", "west", "--database", tell_database(settings.database)
    )
    assert "There is no project “west”" in nowhere[1]


def change_answers(folder: Path, name: str, **answers: str) -> str:
    """Make a table in which everybody in the pines gave the same answers to some questions."""
    table = make_table()
    for question, answer in answers.items():
        table.loc[table["neighbourhood"] == "pines", question] = answer
    table.to_csv(folder / name, index=False)
    return name


def test_where_nothing_varies_there_is_no_range(folder: Path) -> None:
    """Where all gave the same answers, it says so instead of a range of no width."""
    answers = change_answers(folder, "same.csv", clear="good", dirty="so")
    said = explain(folder, "pines", "water", answers=answers)
    assert "No variation was observed, so there is no range." in said
    assert "it is called neither good nor bad" in said


def test_limits_beyond_the_scale_are_cut(folder: Path) -> None:
    """A range that would leave the scale is shown as computed, and as cut."""
    table = make_table()
    in_pines = table["neighbourhood"] == "pines"
    table.loc[in_pines, ["clear", "dirty"]] = ["best", "bad"]
    table.loc[table[in_pines].index[:2], ["clear", "dirty"]] = ["bad", "best"]
    table.to_csv(folder / "cut.csv", index=False)
    said = explain(folder, "pines", "water", answers="cut.csv")
    assert "Cut at the ends of the scale it goes from" in said
    assert "to 100." in said


def test_a_single_sampling_unit_each_has_no_range(folder: Path) -> None:
    """With as many strata as sampling units there is no degree of freedom, and no range."""
    form = FORM.replace("columns: {weight: w}", "columns: {psu: household, stratum: household}")
    (folder / "single.yaml").write_text(form, encoding="utf-8")
    files = ("--questionnaire", folder / "single.yaml", "--answers", folder / "answers.csv")
    status, said = run("pines", "water", *map(str, files))
    assert status == 0, said
    assert "With less than one degree of freedom there is no range." in said
    assert "A stratum has a single sampling unit" in said


def test_a_component_that_is_withheld_is_left_out(folder: Path) -> None:
    """With `renormalise` a withheld component is named, and only the others are put together."""
    form = FORM.replace("{title: Sum, of: [water, light], aggregate: sum}", RENORMALISED)
    (folder / "left.yaml").write_text(form, encoding="utf-8")
    table = make_table()
    table.loc[table["neighbourhood"] == "pines", "lit"] = ["yes"] * 2 + ["no"] * 58
    table.to_csv(folder / "left.csv", index=False)
    files = ("--questionnaire", folder / "left.yaml", "--answers", folder / "left.csv")
    status, said = run("pines", "sum", *map(str, files))
    assert status == 0, said
    assert "“Light” is withheld or missing here." in said
    water = find_row(folder, "pines", "water")["estimate"]
    assert f"Put together: (2 × {water:.4f}".rstrip("0") in said


def test_a_table_of_areas_has_no_districts(folder: Path) -> None:
    """--districts with a table of areas is refused."""
    files = ("--questionnaire", folder / "areas.yaml", "--answers", folder / "areas.csv")
    more = ("--districts", folder / "districts.csv")
    status, said = run("b", "both", *map(str, (*files, *more)))
    assert status == 1
    assert "Remove --districts" in said


def test_raked_weights_are_told(folder: Path) -> None:
    """With margins it is said that what they explain is taken out of the variance."""
    form = FORM.replace("columns: {weight: w}", "design: {margins: {lit: {yes: 100, no: 100}}}")
    (folder / "raked.yaml").write_text(form, encoding="utf-8")
    files = ("--questionnaire", folder / "raked.yaml", "--answers", folder / "answers.csv")
    status, said = run("pines", "water", *map(str, files))
    assert status == 0, said
    assert "What the margins explain is taken out of the variance" in said
    assert "Their weights add up to" in said
