"""What identifying questions must be: what is sealed can be neither counted nor looked at."""

from collections.abc import Iterator
from typing import Any

from survey.conditions.evaluate import questions_in
from survey.conditions.parse import parse_condition
from survey.errors import N_, Mistake
from survey.kinds.find import kind_of
from survey.questionnaire.build import Builder
from survey.questionnaire.file_schema import FilePart
from survey.questionnaire.flow import looked_at
from survey.questionnaire.model import Question
from survey.questionnaire.walk import Trail

NOT_SEALED = N_(
    "Such an answer cannot be sealed. Ask with text, long_text, integer, date or geopoint, or "
    "remove `identifying`."
)
OF_MEMBERS = N_(
    "Questions of members cannot be identifying. Ask for the name outside of the repeat, or number "
    "the members."
)
SCORED = N_("An identifying answer is sealed and never scored. Remove `domain` or `identifying`.")
PRINTED = N_("An identifying answer is never printed. Remove `quotable` or `identifying`.")
EXCUSED = N_(
    "The reason for an unusual answer is not sealed. Use `must:` here, or remove `identifying`."
)
LOOKED_AT = N_(
    "“%(name)s” is identifying: its answer is sealed, so nothing else can depend on it. Ask "
    "another question for that."
)
IN_DESIGN = N_(
    "“%(name)s” is identifying, so it cannot describe the sample. Name another question."
)
IN_COLUMNS = N_(
    "“%(name)s” is identifying, so its column cannot serve as `%(key)s`, which is not sealed. Name "
    "another column."
)


def check_identifying(path: Trail, question: Question) -> Iterator[Mistake]:
    """Check an identifying question by itself."""
    if not kind_of(question).may_identify:
        yield Mistake((*path, "identifying"), NOT_SEALED)
    elif "questions" in path[4:]:
        yield Mistake((*path, "identifying"), OF_MEMBERS)
    if question.item:
        yield Mistake((*path, "domain"), SCORED)
    if getattr(question.settings, "quotable", False):
        yield Mistake((*path, "quotable"), PRINTED)
    for number, check in enumerate(question.checks):
        if check.strength == "should":
            yield Mistake((*path, "checks", number, "should"), EXCUSED)


def find_leaks(file: FilePart, builder: Builder) -> Iterator[Mistake]:
    """Find where something that is not sealed depends on an identifying answer."""
    built = {
        (index, number): builder.questions(part)
        for index, section in enumerate(file.sections)
        for number, part in enumerate(section.questions)
    }
    asked = [question for made in built.values() for question in made]
    sealed = {question.id for question in asked if question.identifying}
    if not sealed:
        return
    for index, section in enumerate(file.sections):
        if section.show_if is not None:
            gate = parse_condition(section.show_if)
            yield from _find(questions_in(gate), sealed, ("sections", index, "show_if"))
    for (index, number), made in built.items():
        for question in made:
            path: Trail = ("sections", index, "questions", number)
            yield from _find(_depends_on(question), sealed - {question.id}, path)
    yield from _find_in_method(file, sealed)


def _find(names: Any, sealed: set[str], path: Trail) -> Iterator[Mistake]:
    for name in sorted(set(names) & sealed):
        yield Mistake(path, LOOKED_AT, {"name": name})


def _depends_on(question: Question) -> Iterator[str]:
    yield from looked_at(question)
    count = getattr(question.settings, "count", None)
    if count:
        yield count


def _find_in_method(file: FilePart, sealed: set[str]) -> Iterator[Mistake]:
    for key, named in file.design:
        if isinstance(named, str) and named in sealed:
            yield Mistake(("design", key), IN_DESIGN, {"name": named})
    for name in file.design.margins:
        if name in sealed:
            yield Mistake(("design", "margins", name), IN_DESIGN, {"name": name})
    for key, column in file.columns:
        if key != "words" and column in sealed:
            yield Mistake(("columns", key), IN_COLUMNS, {"name": column, "key": key})
