"""What the declared design of a sample must be: numbers where it counts, answers that there are."""

from collections.abc import Iterator, Mapping

from survey.errors import N_, Mistake
from survey.kinds.find import kind_of
from survey.questionnaire.file_schema import FilePart
from survey.questionnaire.model import Question
from survey.questionnaire.walk import Trail

NUMBERS = (
    "probability",
    "eligible",
    "interviewed",
    "nonresponse",
    "population",
    "second_population",
)
"""The keys whose value names a number."""

NO_NUMBER = N_(
    "“%(name)s” is a question that is not answered with a number. Name another question, or a "
    "column of the table of answers."
)
NOT_ASKED = N_("“%(name)s” is switched off, so nobody answers it. Name another, or switch it on.")
NO_OPTIONS = N_(
    "“%(name)s” is not a question with one answer out of a list, so nobody can be counted by it. "
    "Name another question, or a column of the table of answers."
)
NO_OPTION = N_("“%(name)s” is no answer to “%(question)s”. Use: %(names)s.")
NO_STRATA = N_(
    "There are no strata to give numbers for. Name their column under `columns:` as `stratum`, or "
    "write `strata: neighbourhood` here."
)
UNLIKE_TOTALS = N_(
    "The totals under “%(one)s” add up to %(first)s, those under “%(other)s” to %(second)s. They "
    "are the same people: make the sums equal."
)
CLOSE = 0.01
"""How unlike sums may be, relative to the first: raking scales them to it, and says so."""


def find_design_mistakes(file: FilePart, questions: Mapping[str, Question]) -> Iterator[Mistake]:
    """Find what is wrong with `design`; a name that is no question is a column of the table."""
    for key in NUMBERS:
        name = getattr(file.design, key)
        if isinstance(name, str) and name in questions:
            yield from _check_number(("design", key), questions[name])
    if isinstance(file.design.population, dict):
        yield from _check_strata(file)
    yield from _check_sums(file)
    for name in file.design.margins:
        if name in questions:
            yield from _check_margin(file, questions[name])


def _check_number(path: Trail, question: Question) -> Iterator[Mistake]:
    if kind_of(question).compares_as != "number":
        yield Mistake(path, NO_NUMBER, {"name": question.id})
    elif not question.enabled or question.needs:
        yield Mistake(path, NOT_ASKED, {"name": question.id})


def _check_strata(file: FilePart) -> Iterator[Mistake]:
    if file.design.strata == "stratum" and not file.columns.stratum:
        yield Mistake(("design", "population"), NO_STRATA)


def _check_sums(file: FilePart) -> Iterator[Mistake]:
    sums = {name: sum(totals.values()) for name, totals in file.design.margins.items()}
    first = next(iter(sums), "")
    for name, total in sums.items():
        if abs(total - sums[first]) > CLOSE * sums[first]:
            values = {"one": first, "first": f"{sums[first]:.15g}", "other": name}
            path: Trail = ("design", "margins", name)
            yield Mistake(path, UNLIKE_TOTALS, {**values, "second": f"{total:.15g}"})


def _check_margin(file: FilePart, question: Question) -> Iterator[Mistake]:
    path: Trail = ("design", "margins", question.id)
    if not question.options or kind_of(question).compares_as != "text":
        yield Mistake(path, NO_OPTIONS, {"name": question.id})
        return
    if not question.enabled or question.needs:
        yield Mistake(path, NOT_ASKED, {"name": question.id})
    options = [option.name for option in question.options]
    for category in file.design.margins[question.id]:
        if category not in options:
            values = {"question": question.id, "name": category, "names": ", ".join(options)}
            yield Mistake((*path, category), NO_OPTION, values)
