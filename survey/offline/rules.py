"""What the browser knows of a whole questionnaire: what applies when, and what answers are held to.

Sentences that kinds say to whoever answers wrongly go along, found in the script that checks.
"""

import json
import re
from collections.abc import Iterator
from functools import cache

from survey.conditions.evaluate import questions_in
from survey.forms.client import write_condition, write_expression
from survey.locale import Language
from survey.offline.files import FOLDER
from survey.questionnaire.flow import find_random
from survey.questionnaire.model import Check, Question, Questionnaire

CHECKS = FOLDER / "checks.js"
SENTENCE = re.compile(r'\bsay\(\s*("(?:[^"\\]|\\.)*")')
"""How the script that checks says a sentence: as the kinds do, word by word."""

SETTINGS = ("min", "max", "places", "max_length", "earliest", "latest", "choose", "count")
"""The settings of kinds that a browser can hold answers to."""


def describe_whole(questionnaire: Questionnaire, language: Language) -> dict[str, object]:
    """Describe a questionnaire of which only what is asked is left, in a language.

    `sections` and `show` hold the conditions of sections and questions, `offer` those of options,
    `values` the calculations, `limits` the settings that answers keep to, `checks` what they should
    look like together, `random` what is drawn for every interview, `help` the questions after which
    somebody may want help, `rows` the matrix in which a question stands. `day` and `months` tell
    how days are written, `version` is that of the questionnaire.
    """
    sections, questions = questionnaire.sections, list(_walk(questionnaire))
    offered = {q.id: [o for o in q.options if o.show_if] for q in questions}
    words = {name: language.text(text) for name, text in questionnaire.words}
    return {
        "version": questionnaire.version,
        "sections": {one.id: write_condition(one.show_if) for one in sections if one.show_if},
        "show": {q.id: write_condition(q.show_if) for q in questions if q.show_if},
        "offer": {
            name: {one.name: write_condition(one.show_if) for one in options if one.show_if}
            for name, options in offered.items()
            if options
        },
        "values": {q.id: write_expression(q.value) for q in questions if q.value is not None},
        "limits": {q.id: limits for q in questions if (limits := _find_limits(q))},
        "checks": {
            q.id: [_describe_check(check, language, words) for check in q.checks]
            for q in questions
            if q.checks
        },
        "random": find_random(questionnaire),
        "rows": {q.id: q.matrix for q in questions if q.matrix},
        "help": [q.id for q in questions if q.help_line],
        "day": language.long_date,
        "months": language.month_names,
        "sentences": {text: language.gettext(text) for text in find_sentences()},
    }


@cache
def find_sentences() -> list[str]:
    """Find the sentences that the script says of answers which cannot stand."""
    return [json.loads(found) for found in SENTENCE.findall(CHECKS.read_text(encoding="utf-8"))]


def _find_limits(question: Question) -> dict[str, object]:
    """Return what an answer is held to: settings of its kind, and whether it is needed."""
    known = question.settings.model_dump(include=set(SETTINGS), exclude_none=True)
    return {**known, "required": True} if question.required else known


def _describe_check(check: Check, language: Language, words: dict[str, str]) -> dict[str, object]:
    return {
        "strength": check.strength,
        "rule": write_condition(check.rule),
        "looks_at": sorted(set(questions_in(check.rule))),
        "say": language.text(check.say, **words),
    }


def _walk(questionnaire: Questionnaire) -> Iterator[Question]:
    """Yield every question, and behind a repeat those about its members."""
    for question in questionnaire.questions.values():
        yield question
        yield from question.questions
