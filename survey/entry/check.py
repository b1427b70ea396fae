"""What is wrong with a typed sheet, and what only looks odd: blanks, and answers at odds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from survey.entry.model import Cell, Typed, gather_answers, list_cells
from survey.entry.typed import Say, read_cell
from survey.errors import N_, AnswerError
from survey.locale import Language
from survey.questionnaire.flow import Settled, failed_checks, settle
from survey.questionnaire.model import Questionnaire

CLOSED = N_("After the answers before, this answer is not offered.")
NEEDED = N_("This question needs an answer, and nothing was typed.")


@dataclass(frozen=True)
class Remark:
    """A sentence about one field."""

    cell: Cell
    sentence: str


def applying_cells(questionnaire: Questionnaire, typed: Typed) -> list[Cell]:
    """List the fields whose questions apply to the answers typed."""
    settled = settle(questionnaire, gather_answers(questionnaire, typed))
    return [cell for cell in list_cells(questionnaire, typed) if cell.key in settled.visible]


def find_faults(
    questionnaire: Questionnaire, typed: Typed, language: Language, today: date
) -> list[Remark]:
    """List what must be mended before a sheet is done: what cannot be an answer."""
    settled = settle(questionnaire, gather_answers(questionnaire, typed))
    faults = []
    for cell in list_cells(questionnaire, typed):
        sentence = find_fault(cell, typed, settled, language, today)
        if cell.key in settled.visible and sentence:
            faults.append(Remark(cell, sentence))
    return faults


def find_fault(cell: Cell, typed: Typed, settled: Settled, language: Language, today: date) -> str:
    """Say what is wrong with one field, or nothing."""
    kept = typed.get(cell.name)
    if isinstance(kept, dict) and "typed" in kept:
        return explain(cell, kept["typed"], language, today)
    chosen = kept if isinstance(kept, list) else [kept]
    if any((cell.key, name) in settled.closed for name in chosen if isinstance(name, str)):
        return language.gettext(CLOSED)
    return ""


def explain(cell: Cell, typed: str, language: Language, today: date) -> str:
    """Say why what was typed cannot be read; nothing where it can."""
    try:
        read_cell(cell, typed, language, today)
    except AnswerError as error:
        return " ".join(problem.say(language) for problem in error.problems)
    return ""


def find_oddities(
    questionnaire: Questionnaire, typed: Typed, language: Language, say: Say
) -> list[Remark]:
    """List what should be compared with the paper once more, but may stand there so."""
    settled = settle(questionnaire, gather_answers(questionnaire, typed))
    return [
        Remark(cell, sentence)
        for cell in list_cells(questionnaire, typed)
        if cell.key in settled.visible
        for sentence in _say_oddities(cell, typed, settled, language, say)
    ]


def lacks_answers(questionnaire: Questionnaire, typed: Typed) -> bool:
    """Tell whether a question that needs an answer has none."""
    return any(is_gap(cell, typed) for cell in applying_cells(questionnaire, typed))


def is_gap(cell: Cell, typed: Typed) -> bool:
    """Tell whether a field is blank whose question needs an answer."""
    return cell.question.required and cell.is_typed and cell.name not in typed


def _say_oddities(
    cell: Cell, typed: Typed, settled: Settled, language: Language, say: Say
) -> Iterator[str]:
    if is_gap(cell, typed):
        yield language.gettext(NEEDED)
    for check in failed_checks(cell.question, settled.scope_of(cell.key)):
        yield say(check.say)
