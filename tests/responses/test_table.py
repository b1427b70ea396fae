"""Tables of answers from elsewhere: what is read, and every cell that is not, with its reason."""

import contextlib
import csv
from datetime import date, datetime
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.table import Table, TableRow, read_table
from tests.responses.conftest import SOURCE

TODAY = date(2026, 11, 22)
HEADER = "nr,quarter,household,day,like,which,many\n"
WEIGHTED = SOURCE.replace(
    "  collected_at: day\n",
    "  collected_at: day\n  weight: w\n  stratum: s\n  psu: p\n  language: lang\n",
)


def read(questionnaire: Questionnaire, text: str) -> Table:
    return read_table(text, questionnaire, TODAY, "answers.csv")


def rejected(questionnaire: Questionnaire, text: str) -> list[tuple[int, str, str, str]]:
    cells = read(questionnaire, text).rejected
    return [(cell.row, cell.column, cell.value, cell.reason.say()) for cell in cells]


def test_a_row_is_read(trees: Questionnaire) -> None:
    """Every column that the questionnaire knows ends up in its place."""
    table = read(trees, HEADER + "7,pines,12,2026-10-03T09:30:00,a_lot,plum fig,۱۲\n")
    assert table.rows == (
        TableRow(
            number=2,
            id="7",
            neighbourhood="pines",
            answers={"like": "a_lot", "which": ["fig", "plum"], "many": 12},
            household="12",
            collected_at=datetime(2026, 10, 3, 9, 30),
            language="en",
        ),
    )


def test_design_columns_are_read() -> None:
    """Weight, stratum, sampling unit and language are read where the questionnaire names them."""
    text = "nr,quarter,day,like,w,s,p,lang\n7,pines,2026-10-03,a_lot,1.25,hill,row 3,fa\n"
    [row] = read(parse_questionnaire(WEIGHTED, "trees.yaml"), text).rows
    assert (row.weight, row.stratum, row.psu, row.language) == (1.25, "hill", "row 3", "fa")


@pytest.mark.parametrize("weight", ["0", "-1", "much", "1e400"])
def test_a_bad_weight_is_rejected(weight: str) -> None:
    """A weight that is no positive number is left out and listed."""
    text = f"nr,quarter,day,like,w,s,p,lang\n7,pines,2026-10-03,a_lot,{weight},hill,row 3,fa\n"
    table = read(parse_questionnaire(WEIGHTED, "trees.yaml"), text)
    assert (table.rows[0].weight, [cell.column for cell in table.rejected]) == (None, ["w"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters(trees: Questionnaire, delimiter: str) -> None:
    """Commas, semicolons and tabs are recognised."""
    text = (HEADER + "7,pines,12,,a_lot,fig,3\n").replace(",", delimiter)
    assert read(trees, text).rows[0].answers == {"like": "a_lot", "which": ["fig"], "many": 3}


def test_a_blank_cell_is_no_answer(trees: Questionnaire) -> None:
    """A blank cell, also of spaces, gives no answer and is not rejected."""
    table = read(trees, HEADER + "7,pines,12,,, ,3\n")
    assert (table.rows[0].answers, table.rejected) == ({"many": 3}, ())


@pytest.mark.parametrize(
    ("cells", "answers"),
    [
        ("dont_know,,", {"like": {"missing": "dont_know"}}),
        ("no_idea,,", {"like": {"missing": "dont_know"}}),
        (",,not_applicable", {"many": {"missing": "not_applicable"}}),
        (",,away", {"many": {"missing": "not_applicable"}}),
        ("a_lot,away,", {"like": "a_lot", "which": ["away"]}),
    ],
)
def test_words_for_missing(trees: Questionnaire, cells: str, answers: dict[str, object]) -> None:
    """Words for missing are stored as such where the question offers them; options come first."""
    assert read(trees, f"{HEADER}7,pines,12,,{cells}\n").rows[0].answers == answers


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        ("7,pines,12,,loads,,", "like", "loads", "“loads” is not one of the answers. Choose one"),
        ("7,pines,12,,kept_quiet,,", "like", "kept_quiet", "“kept_quiet” is not offered as an"),
        ("7,pines,12,,,,no_idea", "many", "no_idea", "“no_idea” is not offered as an answer to"),
        ("7,pines,12,,,,51", "many", "51", "The number must be at most 50."),
        ("7,pines,12,,,,False", "many", "False", "“False” is not a number. Write it with digits"),
        ("7,pines,12,,a_lot,oak,", "which", "oak", "“oak” is not one of the answers. Choose one"),
        ("7,pines,12,,a_little,fig,", "which", "fig", "After the other answers in this row the"),
        ("7,pines,12,yesterday,,,", "day", "yesterday", "“yesterday” is not a time. Write 2026-"),
    ],
)
def test_a_rejected_cell(
    trees: Questionnaire, row: str, column: str, value: str, reason: str
) -> None:
    """A cell that cannot be read is listed with row, column, value and reason."""
    [found] = rejected(trees, f"{HEADER}{row}\n")
    assert found[:3] == (2, column, value)
    assert found[3].startswith(reason)


def test_a_rejected_cell_leaves_the_rest_of_its_row(trees: Questionnaire) -> None:
    """Only the rejected answer is blank."""
    table = read(trees, HEADER + "7,pines,12,,a_lot,oak,3\n")
    assert table.rows[0].answers == {"like": "a_lot", "many": 3}


def test_a_blank_of_a_question_that_does_not_apply_is_not_rejected(trees: Questionnaire) -> None:
    """A blank under a false condition is as it should be."""
    assert rejected(trees, HEADER + "7,pines,12,,a_little,,3\n") == []


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",pines,12,,a_lot,,", "nr", "The row has no id."),
        ("1,pines,12,,a_lot,,", "nr", "An earlier row has the same id."),
        ("7,,12,,a_lot,,", "quarter", "The row names no neighbourhood."),
        ("7,a/b,12,,a_lot,,", "quarter", "This cannot be the id of a neighbourhood"),
        ("7,pines,12,,a_lot,", "", "The row has 6 cells, but there are 7 columns."),
        ("7,pines,12,,a_lot,,3,4", "", "The row has 8 cells, but there are 7 columns."),
    ],
)
def test_a_row_is_rejected_whole(trees: Questionnaire, row: str, column: str, reason: str) -> None:
    """A row without id or place, or with cells too many or too few, is left out and listed."""
    table = read(trees, f"{HEADER}1,pines,12,,a_lot,,\n{row}\n2,pines,12,,a_lot,,\n")
    [cell] = table.rejected
    assert ([one.id for one in table.rows], cell.row, cell.column) == (["1", "2"], 3, column)
    assert cell.reason.say().startswith(reason)
    assert cell.reason.say().endswith("The whole row was left out.")


def test_rows_are_counted_as_in_a_spreadsheet(trees: Questionnaire) -> None:
    """A cell of several lines is one row, and a blank row counts as one."""
    text = HEADER + '1,pines,"12\nback door",,a_lot,,\n,,,,,,\n2,pines,12,,loads,,\n'
    assert [found[0] for found in rejected(trees, text)] == [4]


def test_columns_and_questions_without_a_partner_are_named(trees: Questionnaire) -> None:
    """Unknown columns are ignored but named, and so are questions that no column answers."""
    table = read(trees, "nr,quarter,day,like,hair,shoes,later\n7,pines,,a_lot,brown,42,x\n")
    assert (table.ignored_columns, table.missing_questions) == (
        ("hair", "shoes", "later"),
        ("which", "many"),
    )


def test_a_column_without_a_name_is_ignored(trees: Questionnaire) -> None:
    """The nameless first column that some programs add is never taken for something else."""
    [row] = read(trees, ",nr,quarter,day,like\n0,7,pines,,a_lot\n").rows
    assert (row.language, row.stratum, row.answers) == ("en", "", {"like": "a_lot"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "answers.csv:1: The table is empty."),
        ("\n , \n", "answers.csv:1: The table is empty."),
        ("quarter,day,like\n", "answers.csv:1: The table has no column “nr”, which `columns: id`"),
        ("nr,day,like\n", "answers.csv:1: The table has no column “quarter”, which `columns: nei"),
        ("nr,quarter,like\n", "answers.csv:1: The table has no column “day”, which `columns: col"),
        ("nr,quarter,day,a\n", "answers.csv:1: No column of the table is called like a question."),
        ("nr,quarter,day,like,like\n", "answers.csv:1: Two columns are called “like”. Rename"),
        (HEADER + '7,"pines,12\n', "answers.csv:2: The table cannot be read on from here"),
        (HEADER + '7,pi"nes"x,"12"x\n', "answers.csv:2: The table cannot be read on from here"),
    ],
)
def test_what_is_no_table(trees: Questionnaire, text: str, reason: str) -> None:
    """A table that cannot be used says why, with its line."""
    with pytest.raises(MahallaError) as caught:
        read(trees, text)
    assert caught.value.problems[0].say().startswith(reason)


def test_a_missing_weight_column_is_not_overlooked() -> None:
    """A questionnaire that names a weight column never reads a table without it."""
    questionnaire = parse_questionnaire(WEIGHTED, "trees.yaml")
    with pytest.raises(MahallaError, match=r"no column “w”, which `columns: weight` of the quest"):
        read(questionnaire, "nr,quarter,day,like,s,p,lang\n")


SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
CELL = st.one_of(
    st.sampled_from(["a_lot", "a_little", "fig", "plum fig", "dont_know", "12", "۱۲", "", " "]),
    st.text(max_size=6),
)


@SHARED
@given(rows=st.lists(st.lists(CELL, min_size=7, max_size=7), max_size=6))
def test_nothing_is_lost_in_silence(trees, rows) -> None:
    """Every cell of an answer is either stored, blank, or listed as rejected."""
    file = StringIO()
    csv.writer(file).writerows([HEADER.strip().split(","), *rows])
    table = read(trees, file.getvalue())
    listed = {(cell.row, cell.column) for cell in table.rejected}
    whole = {cell.row for cell in table.rejected if cell.column in ("nr", "quarter", "")}
    stored = {(row.number, name) for row in table.rows for name in row.answers}
    for number, cells in enumerate(rows, start=2):
        for name, cell in zip(("like", "which", "many"), cells[4:], strict=True):
            is_accounted = (number, name) in stored | listed or number in whole
            assert is_accounted or not cell.strip()


@SHARED
@given(text=st.text(max_size=200))
def test_any_text_is_a_table_or_a_sentence(trees, text) -> None:
    """Whatever a file holds, reading it gives a table or a sentence."""
    for source in (text, HEADER + text):
        with contextlib.suppress(MahallaError):
            read(trees, source)


DESIGNED = SOURCE.replace(
    "sections:\n",
    "design: {probability: drawn, eligible: many, margins: {sex: {male: 40, female: 60}}}\n"
    "sections:\n",
    1,
)
DRAWN = "nr,quarter,day,like,many,drawn,sex\n"


def test_columns_that_the_design_names_are_read() -> None:
    """Numbers and categories of the design are kept with the row; a question stays an answer."""
    text = DRAWN + "7,pines,2026-10-03,a_lot,3,۰٫۲۵,female\n"
    table = read(parse_questionnaire(DESIGNED, "trees.yaml"), text)
    assert table.rows[0].design == {"drawn": 0.25, "sex": "female"}
    assert table.rows[0].answers["many"] == 3
    assert table.ignored_columns == ()


def test_a_blank_of_the_design_is_not_kept() -> None:
    """What a row does not say of the sample is not there."""
    [row] = read(parse_questionnaire(DESIGNED, "trees.yaml"), DRAWN + "7,pines,,a_lot,3,,\n").rows
    assert row.design == {}


@pytest.mark.parametrize("drawn", ["0", "-1", "often", "1e400"])
def test_a_bad_number_of_the_design_is_rejected(drawn: str) -> None:
    """A design factor that is no positive number is left out and listed."""
    text = DRAWN + f"7,pines,2026-10-03,a_lot,3,{drawn},male\n"
    asked = parse_questionnaire(DESIGNED, "trees.yaml")
    assert [cell[:3] for cell in rejected(asked, text)] == [(2, "drawn", drawn)]
    assert read(asked, text).rows[0].design == {"sex": "male"}


def test_a_table_without_a_column_of_the_design() -> None:
    """A column that the design needs and nobody is asked about must be there."""
    with pytest.raises(MahallaError, match="no column “drawn”, which `design`"):
        read(parse_questionnaire(DESIGNED, "trees.yaml"), "nr,quarter,day,like,sex\n7,p,,,male\n")


@pytest.mark.parametrize(("factor", "kept"), [("0", {"factor": 0.0}), ("-1", {}), ("1e400", {})])
def test_a_factor_for_non_response_may_be_0(factor: str, kept: dict[str, float]) -> None:
    """A factor of 0 leaves a response out of the figures; less than that is an error."""
    source = SOURCE.replace("sections:\n", "design: {nonresponse: factor}\nsections:\n", 1)
    text = f"nr,quarter,day,like,factor\n7,pines,2026-10-03,a_lot,{factor}\n"
    table = read(parse_questionnaire(source, "trees.yaml"), text)
    assert (table.rows[0].design, len(table.rejected)) == (kept, 0 if kept else 1)


def test_an_answer_that_identifies_is_never_repeated():
    """A cell of an identifying question that cannot be read is named, and not shown."""
    source = SOURCE.replace("id: many", "id: many\n        identifying: true")
    form = parse_questionnaire(source, "trees.yaml")

    table = read(form, "nr,quarter,day,like,many\n1,pines,2026-11-01,a_lot,09121234567\n")

    [cell] = table.rejected
    assert (cell.column, cell.value) == ("many", "")
    assert "0912" not in cell.reason.say()
