"""What a method must be to its questions: names there are, one direction, whole totals."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from survey.errors import N_, Mistake
from survey.indices.find import index_kinds
from survey.indices.model import AreaIndex, RecordIndex
from survey.questionnaire.file_schema import FilePart
from survey.questionnaire.model import Question

Trail = tuple[str | int, ...]

TAKEN = N_("The name “%(name)s” is already taken. Choose another.")
NO_PART = N_("There is no “%(name)s” that this index could be made from. Use one of: %(names)s.")
NO_QUESTION = N_("There is no scored question for this index. Name some that are asked.")
MIXED = N_(
    "“%(name)s” is a harm and this index a strength, or the other way round. Strengths and harms "
    "are never added up: change `polarity`, or leave it out."
)
NO_SECTION = N_("A questionnaire needs `sections:` with questions. Add them.")
NO_VARIABLE = N_("A table of areas needs `variables:`, the names of its columns. Add them.")
NO_QUESTIONS_OF_AREAS = N_("With `unit: area` there are no questions. Remove `%(key)s`.")
ONLY_AREAS = N_("Only a table of areas (`unit: area`) has `%(key)s`. Remove it.")
NO_OPTION = N_("“%(name)s” is no answer to “%(question)s”. Use: %(names)s.")
UNLIKE_TOTALS = N_(
    "The totals under “%(one)s” add up to %(first)s, those under “%(other)s” to %(second)s. They "
    "are the same people: make the sums equal."
)
CLOSE = 1e-6


def find_method_mistakes(file: FilePart, questions: Mapping[str, Question]) -> Iterator[Mistake]:
    """Find what is wrong with the method; `questions` are those that could be made, by id."""
    yield from _check_unit(file)
    yield from _check_margins(file, questions)
    asked = {name: q for name, q in questions.items() if q.item and q.enabled}
    known: dict[str, str] = {name: part.polarity for name, part in file.domains.items()}
    known |= dict.fromkeys(file.variables, "")
    for name, part in file.indices.items():
        path: Trail = ("indices", name)
        if name in known or name in questions:
            yield Mistake(path, TAKEN, {"name": name})
        yield from _check_index(path, part, known, _by_domain(asked))
        known[name] = part.polarity


def _by_domain(asked: Mapping[str, Question]) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for question in asked.values():
        assert question.item is not None
        found.setdefault(question.item.domain, []).append(question)
    return found


def _check_index(
    path: Trail, part: Any, known: Mapping[str, str], asked: Mapping[str, list[Question]]
) -> Iterator[Mistake]:
    kind = index_kinds()[part.kind]
    settings = kind.settings(**{key: getattr(part, key) for key in kind.settings.model_fields})
    if isinstance(kind, AreaIndex):
        yield from _check_parts(path, kind.choose(settings), part.polarity, known)
    elif isinstance(kind, RecordIndex):
        names = {question.id for some in asked.values() for question in some}
        chosen = kind.choose(settings, asked)
        yield from (Mistake(path, NO_PART, _names(n, names)) for n in chosen if n not in names)
        if not chosen:
            yield Mistake(path, NO_QUESTION)


def _check_parts(
    path: Trail, names: list[str], polarity: str, known: Mapping[str, str]
) -> Iterator[Mistake]:
    for place, name in enumerate(names):
        where: Trail = (*path, "of", place)
        if name not in known:
            yield Mistake(where, NO_PART, _names(name, known))
        elif known[name] not in ("", polarity):
            yield Mistake(where, MIXED, {"name": name})


def _names(name: str, known: Collection[str]) -> dict[str, object]:
    return {"name": name, "names": ", ".join(known) or "–"}


def _check_unit(file: FilePart) -> Iterator[Mistake]:
    if file.unit == "area":
        if not file.variables:
            yield Mistake(("unit",), NO_VARIABLE)
        for key in ("sections", "domains", "scales"):
            if getattr(file, key):
                yield Mistake((key,), NO_QUESTIONS_OF_AREAS, {"key": key})
        return
    if not file.sections:
        yield Mistake((), NO_SECTION)
    for key in ("variables", "roll_up"):
        if getattr(file, key):
            yield Mistake((key,), ONLY_AREAS, {"key": key})


def _check_margins(file: FilePart, questions: Mapping[str, Question]) -> Iterator[Mistake]:
    sums = {name: sum(totals.values()) for name, totals in file.design.margins.items()}
    for name, total in sums.items():
        path: Trail = ("design", "margins", name)
        first = next(iter(sums))
        if abs(total - sums[first]) > CLOSE * sums[first]:
            yield Mistake(
                path,
                UNLIKE_TOTALS,
                {"one": first, "first": sums[first], "other": name, "second": total},
            )
        options = [option.name for option in questions[name].options] if name in questions else []
        for category in file.design.margins[name]:
            if name in questions and category not in options:
                values = {"question": name, **_names(category, options)}
                yield Mistake((*path, category), NO_OPTION, values)
