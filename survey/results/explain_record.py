"""How an index over households or persons came about: its rule, its harms and its parts."""

from survey.errors import N_
from survey.locale import Language
from survey.questionnaire.method import Index
from survey.results.evidence import Evidence, Row, shorten, write
from survey.scoring.method.index_choices import list_index
from survey.scoring.method.method_table import list_item

PARTS = {
    "headcount": N_("Of 100 households, %(value)s are harmed (H)."),
    "intensity": N_("The harmed bear %(value)s of 100 parts of all severity on average (A)."),
    "union": N_("Of 100 households, %(value)s met any harm at all."),
    "excluded": N_("Of 100 households, %(value)s left a question unanswered and do not count."),
    "green": N_("Of 100 indicators that apply, %(value)s are green on average."),
}
OF_QUESTIONS = {
    "censored": N_("Of 100 households, %(value)s are harmed and met “%(question)s”."),
    "contribution": N_("“%(question)s” makes up %(value)s of 100 parts of the index."),
}
OTHER = N_("Its part “%(name)s” is %(value)s.")
WITHHELD = N_("Its part “%(name)s” is withheld.")
PRODUCT = N_("The index is H × A: %(formula)s.")


def tell_index(evidence: Evidence, index: Index, area: str, say: Language) -> list[str]:
    """Say by what rule the index is made, its questions, and its published parts."""
    questionnaire = evidence.questionnaire
    lines = [choice.say(say) for choice in list_index(index, questionnaire)]
    domains = {domain.id: domain for domain in questionnaire.domains}
    named = getattr(index.settings, "domain", "")
    for question in questionnaire.items_of(named):
        about = [choice.say(say) for choice in list_item(question, domains[named])]
        lines.append(" ".join(["•", *about]))
    parts = find_parts(evidence, index, area)
    lines += [_tell_part(evidence, name, row, say) for name, row in parts.items()]
    shown = {name: row.numbers["estimate"] for name, row in parts.items() if not row.is_withheld}
    if {"headcount", "intensity"} <= shown.keys() and shown["intensity"] >= 0:
        share, depth = shown["headcount"], shown["intensity"]
        formula = f"{write(share, say)} × {write(depth, say)} / {write(100, say)}"
        result = f"{formula} = {write(share * depth / 100, say)}"
        lines.append(say.gettext(PRODUCT, formula=say.ltr(result)))
    return lines


def find_parts(evidence: Evidence, index: Index, area: str) -> dict[str, Row]:
    """Find the columns of an index in an area, by their own names."""
    prefix = f"{index.id}."
    return {
        name.removeprefix(prefix): row
        for (place, kind, name), row in evidence.rows.items()
        if place == area and kind == index.kind and name.startswith(prefix)
    }


def _tell_part(evidence: Evidence, name: str, row: Row, say: Language) -> str:
    if row.is_withheld or not row.numbers["estimate"] >= 0:
        return say.gettext(WITHHELD, name=say.ltr(name))
    column, _, question = name.partition(":")
    message = PARTS.get(name) or OF_QUESTIONS.get(column)
    value = shorten(row.numbers["estimate"])
    if message is None:
        return say.gettext(OTHER, name=say.ltr(name), value=value)
    asked = evidence.questionnaire.questions.get(question)
    return say.gettext(message, value=value, question=say.text(asked.text) if asked else question)
