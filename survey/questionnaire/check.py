"""What the parts of a questionnaire must be to one another: names that exist, scores that work."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, get_args

from survey.conditions.parse import ConditionError, parse_condition
from survey.conditions.parse_expression import parse_expression
from survey.errors import N_, Mistake
from survey.kinds.find import kinds
from survey.questionnaire.build import Builder
from survey.questionnaire.check_conditions import find_condition_mistakes
from survey.questionnaire.check_identifying import check_identifying, find_leaks
from survey.questionnaire.check_items import check_domains, check_item
from survey.questionnaire.check_method import find_method_mistakes
from survey.questionnaire.complaints import refuse_kind
from survey.questionnaire.file_schema import FilePart
from survey.questionnaire.model import Missing, Question
from survey.questionnaire.schema import Part, QuestionPart, RowPart
from survey.questionnaire.walk import Trail, walk

NO_OPTIONS: tuple[str, ...] = get_args(Missing)
NO_IDS = [
    "title",
    "words",
    "consent",
    "introduction",
    "help",
    "thanks",
    "domain",
    "scale",
    "section",
    "index",
    "variable",
]
"""Ids that would give a question's texts the same keys in the catalogues as other texts."""

RULES = {"show_if", "must", "should", "value"}
CURLY = re.compile(r"\{(\w+)\}")


def find_mistakes(file: FilePart, broken: Collection[Trail] = ()) -> list[Mistake]:
    """Find every mistake that the keys alone do not show.

    `broken` are the paths of questions that could not be read: nothing is concluded from them.
    """
    mistakes = [*_check_head(file), *_check_names(file), *_check_scales(file)]
    if any(mistake.path[0] == "scales" for mistake in mistakes):
        return mistakes
    found = {path: list(_check_question(file, path, part)) for path, part in walk(file)}
    mistakes += [mistake for each in found.values() for mistake in each]
    unsure = {*broken, *(path for path, each in found.items() if each)}
    unsure |= {path for path, part in walk(file) if not _has_readable_members(file, part)}
    mistakes += find_condition_mistakes(file, unsure)
    return mistakes if unsure else [*mistakes, *check_domains(file), *_check_whole(file)]


def _check_whole(file: FilePart) -> Iterator[Mistake]:
    """Check what the questions are to one another and to the method."""
    builder = Builder(file)
    parts = (part for section in file.sections for part in section.questions)
    questions = {q.id: q for part in parts for q in builder.questions(part)}
    leaks = list(find_leaks(file, builder))
    yield from leaks
    if not leaks:
        yield from find_method_mistakes(file, questions)


def _check_head(file: FilePart) -> Iterator[Mistake]:
    if file.thresholds.weakness >= file.thresholds.strength:
        yield Mistake(("thresholds",), N_("`weakness` must be smaller than `strength`."))
    for path, text in _texts(file, ()):
        for word in CURLY.findall(text):
            if word not in file.words and not (word == "number" and "each" in path[-2:]):
                yield Mistake(
                    path,
                    N_("{%(word)s} is not filled in. Add `%(word)s:` under `words:`."),
                    {"word": word},
                )


def _texts(node: Any, path: Trail) -> Iterator[tuple[Trail, str]]:
    """Yield every text of the file with its path; conditions hold none."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, Part):
        for key in type(node).model_fields:
            yield from _texts(getattr(node, key), (*path, key))
    elif isinstance(node, Mapping) and not RULES & set(path):
        for key, inside in node.items():
            yield from _texts(inside, (*path, key))
    elif isinstance(node, list):
        for index, inside in enumerate(node):
            yield from _texts(inside, (*path, index))


def _check_scales(file: FilePart) -> Iterator[Mistake]:
    for name, scale in file.scales.items():
        path: Trail = ("scales", name)
        if scale.kind not in kinds():
            yield refuse_kind(scale.kind, (*path, "kind"))
        elif kinds()[scale.kind].takes_options and not scale.options:
            yield Mistake(path, N_("This scale needs `options:`. List at least two answers."))
        elif scale.options and not kinds()[scale.kind].takes_options:
            yield Mistake((*path, "options"), N_("This kind has no options. Remove them."))
        if scale.look == "faces" and scale.kind != "rating":
            yield Mistake((*path, "look"), N_("Only a rating has faces. Remove `look:`."))
        yield from _check_options(scale.options or [], (*path, "options"))


def _check_options(
    options: list[Any], path: Trail, taken: Collection[str] = ()
) -> Iterator[Mistake]:
    seen = set(taken)
    for index, option in enumerate(options):
        place = (*path, index, "name")
        if option.name in NO_OPTIONS:
            yield Mistake(
                place,
                N_("“%(name)s” is no option: list it under `missing:` instead."),
                {"name": option.name},
            )
        if option.name in seen:
            yield _repeated(option.name, place)
        seen.add(option.name)


def _check_names(file: FilePart) -> Iterator[Mistake]:
    sections: set[str] = set()
    for index, section in enumerate(file.sections):
        if section.id in sections:
            yield _repeated(section.id, ("sections", index, "id"))
        sections.add(section.id)
    questions: set[str] = set()
    for path, part in walk(file):
        if part.id in NO_IDS:
            yield Mistake(
                (*path, "id"),
                N_("“%(name)s” has a meaning of its own in this file. Choose another id."),
                {"name": part.id},
            )
        if part.id in questions:
            yield _repeated(part.id, (*path, "id"))
        questions.add(part.id)


def _repeated(name: str, path: Trail) -> Mistake:
    return Mistake(
        path, N_("The name “%(name)s” is already taken. Choose another."), {"name": name}
    )


def _check_question(file: FilePart, path: Trail, part: QuestionPart) -> Iterator[Mistake]:
    if isinstance(part, RowPart):
        yield from _check_row(file, path, part)
        return
    scale = getattr(part, "scale", None)
    if scale is not None and scale not in file.scales:
        yield Mistake(
            (*path, "scale"),
            N_("There is no scale “%(name)s”. Add it under `scales:` or use one of: %(names)s."),
            {"name": scale, "names": ", ".join(file.scales) or "–"},
        )
        return
    if hasattr(part, "rows") and (scale is None) == (getattr(part, "options", None) is None):
        yield Mistake(path, N_("A matrix needs either a `scale:` or `options:`, not both."))
        return
    # These would give an option's text the same key in the catalogues as another text.
    taken = ["hint", "each", *(f"check.{number}" for number in range(1, len(part.checks) + 1))]
    yield from _check_options(getattr(part, "options", None) or [], (*path, "options"), taken)
    unread = list(_check_rules(path, part))
    yield from unread
    if not unread and _has_readable_members(file, part):
        yield from _check_built(file, path, part, Builder(file).question(part))


def _has_readable_members(file: FilePart, part: QuestionPart) -> bool:
    """Tell whether the questions of members can be made; what is wrong is said at each of them."""
    inner = getattr(part, "questions", ())
    scales = {getattr(one, "scale", None) for one in inner} - {None}
    return scales <= file.scales.keys() and not any(list(_check_rules((), one)) for one in inner)


def _check_row(file: FilePart, path: Trail, part: RowPart) -> Iterator[Mistake]:
    """Check a row of a matrix, unless the matrix itself cannot be made."""
    matrix = _find_part(file, path[:4])
    if matrix.scale is not None and matrix.scale not in file.scales:
        return
    unread = list(_check_rules(path, part))
    yield from unread
    if not unread and not list(_check_rules(path[:4], matrix)):
        builder = Builder(file)
        yield from _check_built(
            file, path, part, builder.row(part, matrix, builder.question(matrix))
        )


def _find_part(file: FilePart, path: Trail) -> Any:
    return file.sections[int(path[1])].questions[int(path[3])]


def _check_rules(path: Trail, part: QuestionPart) -> Iterator[Mistake]:
    """Find the conditions and calculations of a question that cannot be read."""
    rules: list[tuple[Any, Trail]] = [(part.show_if, (*path, "show_if"))]
    for number, check in enumerate(part.checks):
        place: Trail = (*path, "checks", number)
        if (check.must is None) == (check.should is None):
            yield Mistake(place, N_("Write either `must:` or `should:` with a condition here."))
        rules += [(check.must, (*place, "must")), (check.should, (*place, "should"))]
    for number, option in enumerate(getattr(part, "options", None) or []):
        rules.append((option.show_if, (*path, "options", number, "show_if")))
    for raw, place in rules:
        yield from _try(parse_condition, raw, place)
    yield from _try(parse_expression, getattr(part, "value", None), (*path, "value"))


def _try(parse: Callable[[Any, Trail], object], raw: Any, place: Trail) -> Iterator[Mistake]:
    try:
        parse(raw, place) if raw is not None else None
    except ConditionError as error:
        yield error.mistake


def _check_built(
    file: FilePart, path: Trail, part: QuestionPart, question: Question
) -> Iterator[Mistake]:
    """Check a question that could be made of its part."""
    mistakes = kinds()[question.kind].mistakes(question)
    for mistake in mistakes:
        yield Mistake(path, mistake.problems[0].message, mistake.problems[0].values)
    if "not_applicable" in question.missing and question.not_applicable is None:
        yield Mistake((*path, "missing"), N_("Write the text for it as `not_applicable: …`."))
    if question.help_line and file.help is None:
        yield Mistake(
            (*path, "help_line"),
            N_("There is no help to show. Add `help:` with a title and a body."),
        )
    if question.sensitive and getattr(question.settings, "quotable", False):
        message = N_("A sensitive answer is never printed. Remove `quotable` or `sensitive`.")
        yield Mistake((*path, "quotable"), message)
    if question.identifying:
        yield from check_identifying(path, question)
    if question.item and "questions" in path[4:]:
        yield Mistake(
            (*path, "domain"), N_("Questions of members are not scored. Remove `domain`.")
        )
    elif question.item and not mistakes and not question.identifying:
        yield from check_item(file, path, question, question.item)
