"""`mahalla score` and its files: all tables, districts, tables of areas, and mistakes."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.errors import MahallaError
from survey.results.whole import write_together

ANSWERS = "id,neighbourhood,household,safe,light\n" + "".join(
    f"{place}{number},{place},{place}{number},{('agree', 'disagree')[number % 2]},agree\n"
    for place, people in (("pines", 12), ("mill", 14), ("hut", 3))
    for number in range(people)
)
DISTRICTS = "neighbourhood,district\npines,east\nmill,east\n"
AREAS = """
id: little
title: A little index
unit: area
variables: {water: {title: Water}, roads: {title: Roads}}
indices: {both: {title: Both, of: [water, {take: roads, weight: 3}]}}
"""
ROLLED = AREAS + "roll_up: {to: region, weight: people}\n"


@pytest.fixture
def folder(tmp_path: Path, street_source: str) -> Path:
    (tmp_path / "street.yaml").write_text(street_source, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    (tmp_path / "areas.yaml").write_text(AREAS, encoding="utf-8")
    (tmp_path / "rolled.yaml").write_text(ROLLED, encoding="utf-8")
    return tmp_path


def score(
    folder: Path, *more: str, questionnaire: str = "street.yaml", answers: str = "answers.csv"
) -> tuple[int, str]:
    arguments = [str(folder / questionnaire), str(folder / answers), "--out", str(folder / "out")]
    result = CliRunner().invoke(main, ["score", *arguments, *more])
    return result.exit_code, result.output


def score_areas(folder: Path, table: str, questionnaire: str = "areas.yaml") -> tuple[int, str]:
    (folder / "areas.csv").write_text(table, encoding="utf-8")
    return score(folder, questionnaire=questionnaire, answers="areas.csv")


def read(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / "out" / f"{name}.csv", keep_default_na=False)


def test_every_table_is_written_twice(folder: Path) -> None:
    """Each of the nine tables is there as CSV and as Parquet, with the same columns."""
    status, said = score(folder)
    assert status == 0, said
    names = ["change", "harms", "items", "method", "ranks", "scores", "sensitivity"]
    names += ["suppression", "transitions"]
    files = sorted(file.name for file in (folder / "out").iterdir())
    assert files == [f"{name}.{end}" for name in names for end in ("csv", "parquet")]
    for name in names:
        columns = pq.read_schema(folder / "out" / f"{name}.parquet").names
        assert columns == list(read(folder, name).columns)


def test_what_changed_since_an_earlier_wave_is_told(folder: Path) -> None:
    """With --before the table `change` compares both waves, here of one questionnaire."""
    earlier = ANSWERS.replace(",disagree,", ",neither,")
    (folder / "earlier.csv").write_text(earlier, encoding="utf-8")
    status, said = score(folder, "--before", str(folder / "earlier.csv"))
    assert status == 0, said
    change = read(folder, "change").set_index(["area", "index"])
    assert float(change.loc[("pines", "street"), "difference"]) == -12.5


@pytest.mark.parametrize(
    ("mapped", "shown"), [("", False), ("compare: {items: {safe: secure, light: light}}", True)]
)
def test_an_earlier_wave_may_have_its_own_questionnaire(
    folder: Path, street_source: str, mapped: str, shown: bool
) -> None:
    """With --before-questionnaire renamed questions are compared where the file maps them."""
    (folder / "street.yaml").write_text(f"{street_source}\n{mapped}\n", encoding="utf-8")
    (folder / "old.yaml").write_text(street_source.replace("safe", "secure"), encoding="utf-8")
    (folder / "earlier.csv").write_text(ANSWERS.replace("safe", "secure"), encoding="utf-8")
    before = ("--before", str(folder / "earlier.csv"))
    status, said = score(folder, *before, "--before-questionnaire", str(folder / "old.yaml"))
    assert status == 0, said
    assert ("street" in set(read(folder, "change")["index"])) == shown
    assert ("not compared: " in said) != shown


def test_an_earlier_questionnaire_alone_is_a_sentence(folder: Path) -> None:
    """--before-questionnaire without --before is refused."""
    status, said = score(folder, "--before-questionnaire", str(folder / "street.yaml"))
    assert status == 1
    assert "Give that one too" in said


def test_parquet_says_where_it_comes_from(folder: Path) -> None:
    """The metadata of a Parquet file name the questionnaire and its version."""
    score(folder)
    metadata = pq.read_schema(folder / "out" / "scores.parquet").metadata
    assert metadata[b"mahalla.questionnaire"] == b"street"
    assert len(metadata[b"mahalla.version"]) > 10


def test_the_same_inputs_give_the_same_files(folder: Path) -> None:
    """Every file has the same bytes when it is made again."""
    score(folder)
    first = {file.name: file.read_bytes() for file in (folder / "out").iterdir()}
    score(folder)
    assert {file.name: file.read_bytes() for file in (folder / "out").iterdir()} == first


def test_what_is_withheld_is_counted_and_has_no_number(folder: Path) -> None:
    """Of three people no number is printed, in CSV and in Parquet, and the end of it says so."""
    _, said = score(folder)
    for frame in (
        pd.read_csv(folder / "out" / "scores.csv"),
        pd.read_parquet(folder / "out" / "scores.parquet"),
    ):
        hut = frame[frame["area"] == "hut"]
        assert hut["suppressed"].all()
        assert hut[["estimate", "se", "n", "households"]].isna().all(axis=None)
    assert "withheld: " in said.splitlines()[-1]


def test_districts_come_from_a_file(folder: Path) -> None:
    """With --districts the neighbourhoods add up to districts."""
    (folder / "districts.csv").write_text(DISTRICTS, encoding="utf-8")
    status, said = score(folder, "--districts", str(folder / "districts.csv"))
    assert status == 0, said
    assert "district:east" in set(read(folder, "scores")["area"])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("neighbourhood,area\npines,east\n", "The table has no column “district”"),
        (DISTRICTS + "pines,west\n", "Row 4 puts “pines” in another district"),
        (DISTRICTS + "hut\n", "Row 4 has 1 cells, but there are 2 columns"),
        ("", "The table is empty"),
        ("district,district,neighbourhood\n", "Two columns are called “district”"),
        (DISTRICTS + '"hut\n', "The table cannot be read on from here"),
    ],
)
def test_a_wrong_table_of_districts_is_a_sentence(folder: Path, table: str, said: str) -> None:
    """What is wrong with the districts is said with its row or column."""
    (folder / "districts.csv").write_text(table, encoding="utf-8")
    status, output = score(folder, "--districts", str(folder / "districts.csv"))
    assert status == 1
    assert said in output
    assert not (folder / "out").exists()


def test_districts_that_are_not_there_are_a_sentence(folder: Path) -> None:
    """A file of districts that cannot be read is named."""
    status, output = score(folder, "--districts", str(folder / "none.csv"))
    assert status == 1
    assert "none.csv: The file cannot be read" in output


def test_a_table_without_rows_has_nothing_to_score(folder: Path) -> None:
    """A table that only has the names of its columns is said to hold nothing."""
    (folder / "answers.csv").write_text(ANSWERS.splitlines()[0] + "\n", encoding="utf-8")
    status, said = score(folder)
    assert status == 1
    assert "No row of the table can be scored" in said


def test_problems_are_said_in_the_language_asked_for(folder: Path) -> None:
    """With --lang the last line is in that language, its numbers in its digits."""
    arguments = [str(folder / "street.yaml"), str(folder / "answers.csv"), "--out"]
    run = CliRunner().invoke(main, ["--lang", "fa", "score", *arguments, str(folder / "out")])
    assert "۲۹" in run.output


def test_the_method_is_said_in_the_language_asked_for(folder: Path) -> None:
    """With --language the sentences of `method` are in that language."""
    score(folder, "--language", "fa")
    method = read(folder, "method")
    text = method[method["key"] == "strength"]["text"].iloc[0]
    assert "۶۰" in text


def test_rows_and_cells_left_out_are_counted_in_the_method(folder: Path) -> None:
    """The method says how many rows and cells of the table could not be read."""
    wrong = ANSWERS + "x,,x,agree,agree\ny,mill,y,perhaps,agree\n"
    (folder / "answers.csv").write_text(wrong, encoding="utf-8")
    score(folder)
    method = read(folder, "method").set_index("key")["value"]
    assert method["rows_left_out"] == "1"
    assert method["cells_left_out"] == "1"


def test_a_table_of_areas_is_scored_by_its_columns(folder: Path) -> None:
    """Numbers in any digits, columns in any order, a blank cell missing: three tables."""
    status, said = score_areas(folder, "roads;area;water\n۵۰;a;10\n٦٠٫٥;b;۲۰\n;c;30\n")
    assert status == 0, said
    scores = read(folder, "scores")
    assert scores["estimate"].tolist() == ["40.0", "50.375", ""]
    assert read(folder, "ranks")["area"].tolist() == ["a", "b"]
    assert sorted(file.name for file in (folder / "out").glob("*.csv")) == [
        "method.csv",
        "ranks.csv",
        "scores.csv",
    ]
    assert "nothing is withheld" in said


def test_areas_roll_up(folder: Path) -> None:
    """The column of the larger area and that of the people are read by name too."""
    table = "area,water,roads,region,people\na,10,10,east,100\nb,40,40,east,200\n"
    status, said = score_areas(folder, table, "rolled.yaml")
    assert status == 0, said
    scores = read(folder, "scores").set_index("area")["estimate"]
    assert float(scores["district:east"]) == 30


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("area,water,roads\na,1,2\nb,many,2\n", "Row 3, column “water”: “many” is not a number"),
        ("area,water\na,1\n", "The table has no column “roads”"),
        ("water,roads\n1,2\n", "The table has no column “neighbourhood”"),
        ("area,water,roads\n", "The table has no rows"),
        ("area,water,roads\na,1\n", "Row 2 has 2 cells"),
    ],
)
def test_a_wrong_table_of_areas_is_a_sentence(folder: Path, table: str, said: str) -> None:
    """What is wrong with a table of areas is said with its row and column."""
    status, output = score_areas(folder, table)
    assert status == 1
    assert said in output


def test_a_table_of_areas_has_no_districts(folder: Path) -> None:
    """--districts with a table of areas is refused, not forgotten."""
    (folder / "districts.csv").write_text(DISTRICTS, encoding="utf-8")
    (folder / "areas.csv").write_text("area,water,roads\na,1,2\n", encoding="utf-8")
    more = ("--districts", str(folder / "districts.csv"))
    status, said = score(folder, *more, questionnaire="areas.yaml", answers="areas.csv")
    assert status == 1
    assert "Remove --districts" in said


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    """Where the second file cannot be written, the first is not there either."""

    def fail(_: Path) -> None:
        raise OSError(28, "No space left on device")

    files = {tmp_path / "a": lambda part: part.write_text("a"), tmp_path / "b": fail}
    with pytest.raises(MahallaError, match="No space left"):
        write_together(files)
    assert list(tmp_path.iterdir()) == []
