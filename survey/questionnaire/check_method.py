"""What a method must be to its questions: names there are, one direction, whole totals."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from survey.errors import N_, MahallaError, Mistake
from survey.indices.composite import CompositeSettings, fill_weights
from survey.indices.find import index_kinds
from survey.indices.model import AreaIndex, RecordIndex
from survey.kinds.model import Settings
from survey.questionnaire.check_design import find_design_mistakes
from survey.questionnaire.file_schema import FilePart
from survey.questionnaire.model import Question
from survey.questionnaire.scored import group_asked
from survey.questionnaire.walk import Trail

TAKEN = N_("The name “%(name)s” is already taken. Choose another.")
NO_PART = N_("There is no “%(name)s” that this index could be made from. Use one of: %(names)s.")
MIXED = N_(
    "“%(name)s” is a harm and this index a strength, or the other way round. Strengths and harms "
    "are never added up: change `polarity`, or leave it out."
)
NO_HARMS = N_(
    "This index counts harms that happened. Name a domain with `polarity: harm` and "
    "`measure: reported`."
)
NO_SEVERITY = N_("All its questions have the severity 0, so nothing counts. Give one a `severity`.")
NO_WEIGHT = N_("All that this index is made from has the weight 0. Give something a weight.")
NO_SECTION = N_("A questionnaire needs `sections:` with questions. Add them.")
NO_VARIABLE = N_("A table of areas needs `variables:`, the names of its columns. Add them.")
NO_QUESTIONS_OF_AREAS = N_("With `unit: area` there are no questions. Remove `%(key)s`.")
ONLY_AREAS = N_("Only a table of areas (`unit: area`) has `%(key)s`. Remove it.")
NO_ITEM = N_("“%(name)s” is no scored question here, so it cannot be compared with an earlier one.")

OF_QUESTIONS = ("sections", "scales", "consent", "design", "compare")
OF_AREAS = ("variables", "roll_up")


def find_method_mistakes(file: FilePart, questions: Mapping[str, Question]) -> Iterator[Mistake]:
    """Find what is wrong with the method; `questions` are all of the file, by id."""
    yield from _check_unit(file)
    yield from find_design_mistakes(file, questions)
    yield from _check_indices(file, questions)
    for name in file.compare.items:
        if name not in questions or not (questions[name].item and questions[name].enabled):
            yield Mistake(("compare", "items", name), NO_ITEM, {"name": name})


def _check_unit(file: FilePart) -> Iterator[Mistake]:
    if file.unit == "area":
        if not file.variables:
            yield Mistake(("unit",), NO_VARIABLE)
        for key in _find_given(file, OF_QUESTIONS):
            yield Mistake((key,), NO_QUESTIONS_OF_AREAS, {"key": key})
        return
    if not file.sections:
        yield Mistake((), NO_SECTION)
    for key in _find_given(file, OF_AREAS):
        yield Mistake((key,), ONLY_AREAS, {"key": key})


def _find_given(file: FilePart, keys: Sequence[str]) -> list[str]:
    """Find the keys that are not as they would be without being written."""
    return [key for key in keys if getattr(file, key) != FilePart.model_fields[key].default]


def _check_indices(file: FilePart, questions: Mapping[str, Question]) -> Iterator[Mistake]:
    known: dict[str, str] = {name: part.polarity for name, part in file.domains.items()}
    known |= dict.fromkeys(file.variables, "")
    for name, part in file.indices.items():
        path: Trail = ("indices", name)
        if name in known or name in questions:
            yield Mistake(path, TAKEN, {"name": name})
        kind = index_kinds()[part.kind]
        settings = kind.settings(**{key: getattr(part, key) for key in kind.settings.model_fields})
        if isinstance(kind, RecordIndex):
            yield from _check_questions(path, kind, settings, file, questions)
        else:
            yield from _check_parts(path, kind, settings, part.polarity, known)
            yield from _check_weights(path, settings, file)
        known[name] = part.polarity


def _check_questions(
    path: Trail,
    kind: RecordIndex,
    settings: Settings,
    file: FilePart,
    questions: Mapping[str, Question],
) -> Iterator[Mistake]:
    """Check an index over answers; one of harm needs harms, and some that weigh something."""
    try:
        chosen = kind.choose(settings, group_asked(questions.values()))
    except MahallaError as error:
        yield from (Mistake(path, one.message, one.values) for one in error.problems)
        return
    if kind.polarity == "harm":
        items = [questions[name].item for name in chosen]
        domains = [file.domains[item.domain] for item in items if item]
        if not domains or any(domain.measure != "reported" for domain in domains):
            yield Mistake(path, NO_HARMS)
        elif not any(item.severity for item in items if item):
            yield Mistake(path, NO_SEVERITY)


def _check_parts(
    path: Trail, kind: AreaIndex, settings: Settings, polarity: str, known: Mapping[str, str]
) -> Iterator[Mistake]:
    """Check what an index takes: what stands above it, turned round where it is the opposite."""
    parts = zip(kind.choose(settings), kind.turned(settings), strict=True)
    for place, (name, is_turned) in enumerate(parts):
        where: Trail = (*path, "of", place)
        if name not in known:
            yield Mistake(where, NO_PART, {"name": name, "names": _list(known)})
        elif not is_turned and known[name] not in ("", polarity):
            yield Mistake(where, MIXED, {"name": name})


def _check_weights(path: Trail, settings: Settings, file: FilePart) -> Iterator[Mistake]:
    weights = {name: domain.weight for name, domain in file.domains.items()}
    if (
        isinstance(settings, CompositeSettings)
        and not fill_weights(settings, weights).weights.any()
    ):
        yield Mistake(path, NO_WEIGHT)


def _list(names: Collection[str]) -> str:
    return ", ".join(names) or "–"
