"""What scored questions and their domains must be: codes that differ, weights that count."""

from collections.abc import Iterator

from survey.errors import N_, Mistake
from survey.kinds.find import kinds
from survey.kinds.model import MOST_POSITIONS
from survey.questionnaire.file_schema import FilePart
from survey.questionnaire.model import Item, Question
from survey.questionnaire.walk import Trail, walk

NO_QUESTION = N_("No question that is asked belongs to this domain. Remove it.")
ONLY_WAITING = N_(
    "Every question of this domain waits for what a project declares (`needs`). Add one that is "
    "always asked."
)


def check_item(file: FilePart, path: Trail, question: Question, item: Item) -> Iterator[Mistake]:
    """Check how a question is scored in its domain."""
    codes = kinds()[question.kind].codes(question)
    if item.domain not in file.domains:
        yield Mistake(
            (*path, "domain"),
            N_("There is no domain “%(name)s”. Add it under `domains:`."),
            {"name": item.domain},
        )
    elif not codes or len(codes) > MOST_POSITIONS:
        yield Mistake(
            (*path, "domain"),
            N_(
                "This question cannot be scored: give every option a whole `code`, "
                "or a number a `min` and a `max` at most 119 apart; or remove `domain`."
            ),
        )
    elif min(codes) == max(codes):
        yield Mistake(path, N_("All codes are the same, so nothing can be scored. Change one."))
    elif item.dk_as is not None and item.dk_as not in codes:
        yield Mistake(
            (*path, "dk_as"),
            N_("`dk_as` must be one of the codes: %(codes)s."),
            {"codes": ", ".join(f"{code:g}" for code in codes)},
        )
    elif file.domains[item.domain].measure == "reported" and len(codes) != 2:
        yield Mistake((*path, "domain"), N_("Reported harms are asked with `kind: yes_no`."))


def check_domains(file: FilePart) -> Iterator[Mistake]:
    """Check that every domain has questions to score, whatever a project declares."""
    always: dict[str, list[float]] = {name: [] for name in file.domains}
    waiting: set[str] = set()
    for path, part in walk(file):
        if part.domain and part.enabled and _has_needs(file, path):
            waiting.add(part.domain)
        elif part.domain and part.enabled:
            always[part.domain].append(part.weight)
    for name, given in always.items():
        place: Trail = ("domains", name)
        if not given:
            yield Mistake(place, ONLY_WAITING if name in waiting else NO_QUESTION)
        elif sum(given) == 0:
            yield Mistake(
                place, N_("All weights in this domain are 0. Give one question a weight.")
            )
        if file.domains[name].measure == "reported" and file.domains[name].polarity != "harm":
            yield Mistake(place, N_("Only a domain with `polarity: harm` can be `reported`."))


def _has_needs(file: FilePart, path: Trail) -> bool:
    """Tell whether a question, or the section or matrix it stands in, waits for a promise."""
    section = file.sections[int(path[1])]
    outer = section.questions[int(path[3])]
    inner = outer.rows[int(path[5])] if len(path) > 4 and path[4] == "rows" else outer
    return bool(section.needs or outer.needs or inner.needs)
