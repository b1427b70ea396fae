"""A table of answers made ready to be scored, with what was left out of it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from survey.errors import N_, MahallaError, Problem, Where
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.yaml_file import read_text
from survey.responses.table import Table, read_table
from survey.results.frames import Respondent, lay_out
from survey.results.freeze import METHOD
from survey.results.scored import describe_weights
from survey.scoring.finish import Scores
from survey.scoring.method.sample_choices import Run
from survey.scoring.sample.prepare import Prepared, prepare
from survey.scoring.score import score_partitions

NOTHING = N_(
    "No row of the table can be scored. Check its ids, its neighbourhoods and its columns."
)


@dataclass(frozen=True)
class Answered:
    """A questionnaire with a table of its answers, weighted as it declares."""

    questionnaire: Questionnaire
    table: Table
    prepared: Prepared

    def score(self, districts: dict[str, str]) -> Scores:
        """Score the answers."""
        return score_partitions(self.questionnaire, [self.prepared.partition], districts)

    @property
    def run(self) -> Run:
        """What the scoring went through, for the table `method`."""
        rejected = self.table.rejected
        rows = {cell.row for cell in rejected} - {row.number for row in self.table.rows}
        cells = sum(cell.row not in rows for cell in rejected)
        run = Run(METHOD, len(self.table.rows), len(rows), cells)
        return describe_weights(run, self.prepared.weighting, self.questionnaire)


def load_answers(questionnaire: Questionnaire, path: Path, today: date) -> Answered:
    """Read a table of answers and weight them.

    Raises MahallaError where it cannot be read, has nothing to score, or does not fit the design.
    """
    table = read_table(read_text(path), questionnaire, today, str(path))
    if not table.rows:
        raise MahallaError(Problem(NOTHING, where=Where(str(path))))
    frames = lay_out(questionnaire, respondents_of(table))
    return Answered(questionnaire, table, prepare(questionnaire, *frames))


def respondents_of(table: Table) -> list[Respondent]:
    """Take each row of a table as a respondent."""
    return [
        Respondent(
            id=row.id,
            area=row.neighbourhood,
            household=row.household,
            answers=row.answers,
            stratum=row.stratum,
            psu=row.psu,
            weight=row.weight,
            design=row.design,
        )
        for row in table.rows
    ]
