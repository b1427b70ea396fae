"""The rows of an export: each response written into the columns, without a look at the next one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from operator import itemgetter

from survey.exchange.layout import Layout
from survey.kinds.find import kind_of
from survey.questionnaire.model import Columns, Question, Questionnaire
from survey.responses.cells import list_words, mark_cell
from survey.storage.database import Row


class Cells(dict[str, str]):
    """The answers to a question as cells; those that are offered are written once and looked up."""

    def __init__(self, question: Question, columns: Columns) -> None:
        self.question, self.kind = question, kind_of(question)
        self.words = list_words(question, columns)
        self.offered = {option.name for option in question.options}

    def __missing__(self, answer: str) -> str:
        cell = self.write(answer)
        if answer in self.offered:
            self[answer] = cell
        return cell

    def write(self, answer: object) -> str:
        """Write an answer in the form that an import reads."""
        if isinstance(answer, dict):
            return str(answer["missing"])
        texts = self.kind.write(answer, self.question)  # type: ignore[arg-type]
        return mark_cell(" ".join(texts), self.words)


def write_rows(
    rows: Iterable[Row], layout: Layout, versions: Mapping[str, Questionnaire]
) -> Iterator[list[str]]:
    """Write responses, as the database has them, into the columns.

    Every answer is written by the version that was answered; a blank is an empty cell.
    """
    find_facts = itemgetter(*layout.facts.values())
    columns = {version: _find_columns(layout, one) for version, one in versions.items()}
    for row in rows:
        cells: list[str] = [_write_fact(fact) for fact in find_facts(row)]
        if layout.design:
            design = json.loads(row["design"])
            cells += [_write_fact(design.get(name)) for name in layout.design]
        answers = json.loads(row["answers"])
        for name, known in columns[row["version"]]:
            answer = answers.get(name)
            if answer is None or known is None:
                cells.append("")
            else:
                cells.append(known[answer] if isinstance(answer, str) else known.write(answer))
        yield cells


def _find_columns(layout: Layout, version: Questionnaire) -> list[tuple[str, Cells | None]]:
    """Find what writes each column of an answer to a version; None where it did not ask."""
    asked = version.questions
    return [
        (name, Cells(asked[name], version.columns) if name in asked else None)
        for name in layout.questions
    ]


def _write_fact(fact: str | float | None) -> str:
    if isinstance(fact, float):
        return f"{Decimal(repr(fact)):f}"  # never with an exponent, which no import reads
    return "" if fact is None else mark_cell(fact)
