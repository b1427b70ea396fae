"""A codebook as a tidy table: one row for every answer, one for every question without a list."""

import csv
from collections.abc import Iterator
from io import StringIO

from survey.authoring.codebook import Answer, Codebook, Said, Variable
from survey.questionnaire.model import Section

OPENING = (
    "number", "variable", "kind", "section", "level", "required", "sensitive", "enabled",
    "condition", "domain", "polarity", "weight", "dk_as",
)  # fmt: skip
ANSWER = ("answer", "answer_number", "answer_code", "answer_score", "is_missing")


def write_table(codebook: Codebook) -> str:
    """Write the table as CSV; names and numbers as they are stored, in Latin digits."""
    tags = [language.tag for language in codebook.languages]
    columns = [*OPENING, *(f"text_{tag}" for tag in tags), *ANSWER]
    columns += [f"answer_text_{tag}" for tag in tags]
    out = StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for one in codebook.questionnaire.method.variables:
        writer.writerow({"variable": one.id, **_say(codebook.say(one.title), "text")})
    for section in codebook.questionnaire.sections:
        for variable in codebook.describe_section(section):
            writer.writerows(_list_rows(variable, section))
    return out.getvalue()


def _list_rows(variable: Variable, section: Section) -> Iterator[dict[str, object]]:
    opening = _describe(variable, section)
    for answer in variable.answers or (None,):
        yield {**opening, **(_describe_answer(answer) if answer else {})}
    for inner in variable.inner:
        yield from _list_rows(inner, section)


def _describe(variable: Variable, section: Section) -> dict[str, object]:
    question, item = variable.question, variable.question.item
    return {
        "number": variable.number,
        "variable": question.id,
        "kind": question.kind,
        "section": section.id,
        "level": question.level,
        "required": int(question.required),
        "sensitive": int(question.sensitive),
        "enabled": int(question.enabled),
        "condition": variable.rule,
        "domain": item.domain if item else "",
        "polarity": item.polarity if item else "",
        "weight": _write(item.weight if item else None),
        "dk_as": _write(item.dk_as if item else None),
        **_say(variable.texts, "text"),
    }


def _describe_answer(answer: Answer) -> dict[str, object]:
    return {
        "answer": answer.name,
        "answer_number": answer.number,
        "answer_code": _write(answer.code),
        "answer_score": _write(answer.score),
        "is_missing": int(answer.is_none),
        **_say(answer.texts, "answer_text"),
    }


def _say(texts: tuple[Said, ...], column: str) -> dict[str, object]:
    """Give the texts that are there; one without a translation is left empty."""
    return {f"{column}_{said.language.tag}": said.text for said in texts if said.is_there}


def _write(number: float | None) -> str:
    return "" if number is None else f"{number:.6g}"
