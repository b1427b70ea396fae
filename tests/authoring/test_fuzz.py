"""Mutated files of ours: whatever is broken, a sentence with a line, never a traceback.

Every day some hundred files are tried; with MAHALLA_FUZZ=10000 so many:

    MAHALLA_FUZZ=10000 uv run pytest tests/authoring/test_fuzz.py
"""

import json
import os
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from functools import cache, reduce
from operator import getitem
from typing import Any

import pytest

from survey.authoring.cases import ENDING, locate_all, parse_cases
from survey.authoring.trial import try_case
from survey.errors import MahallaError, Mistake, Problem
from survey.questionnaire.load import find_questionnaires, parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.yaml_file import parse_yaml
from survey.settings import HOME

COUNT = int(os.environ.get("MAHALLA_FUZZ", "400"))
SEED = 20261122
TODAY = date(2026, 11, 22)
LONGEST = 140
"""Of a long file so many lines are taken, so that a thousand files take seconds."""

FORMS = find_questionnaires(HOME / "questionnaires")
CASES = [path.with_name(path.stem + ENDING) for path in FORMS]
NASTY = [
    "", "null", "~", "true", "no", "-1", "1e400", ".inf", ".nan", "9" * 30, "0x1F", "0o7",
    "2026-02-30", "[]", "{}", "[[]]", "{a: {b: [c]}}", "? x", "&a x", "*a", "&a [*a]", "<<: x",
    "!!binary x", "!!int x", "!!set {a}", "!x y", "|", ">-", "'", '"', "#", "- ", ": ", "%", "@",
    "`", "{", "}", "[", "]", "\t", "\u200c", "\ufeff", "\u2028", "\x00", '"\\ud83d"', "نام", "🙂",
    "۱۲", "{q: age, lt: {q: age}}", "{any: []}", "{not: {not: {q: x}}}", "[dont_know, dont_know]",
    "{must: {q: x, is: y}, say: z}", "[{must: 1}]", "{div: [{q: age}, 0]}", "{count: members}",
    "{if: {q: x}, then: 1}", "{sum: members, of: age}", "random", "question", "faces",
]  # fmt: skip
ODD = [None, True, -1, 0, 0.5, 10**30, 1e300, "", "x", "no", "1", [], [1], ["x"], {}, {"q": "t01"}]
FAMILY = """\
id: family
title: Our family
unit: household
pages: question
scales:
  often: {kind: rating, options: [{name: no, code: 0, text: N}, {name: yes, code: 1, text: Y}]}
domains:
  home: {title: Home}
sections:
  - id: first
    title: First
    questions:
      - {id: size, kind: integer, text: Size?, min: 1, max: 20}
  - id: all
    title: All
    order: random
    questions:
      - id: members
        kind: repeat
        text: Who?
        each: "Person {number}"
        count: size
        max: 4
        questions:
          - {id: m_age, kind: integer, text: Age?, min: 0, max: 120}
          - {id: m_work, kind: yes_no, text: Work?, show_if: {q: m_age, gte: 15}}
  - id: more
    title: More
    questions:
      - {id: adults, kind: calculated, text: A, value: {count: members, where: {q: m_age, gte: 18}}}
      - {id: begun, kind: metadata, of: start, text: Begun}
      - id: rooms
        kind: matrix
        scale: often
        text: Rooms
        rows:
          - {id: warm, text: Warm?, domain: home}
          - {id: dry, text: Dry?, show_if: {q: warm, is: "yes"}}
      - id: paid
        kind: integer
        text: Paid?
        checks:
          - {must: {q: paid, lte: {q: size}}, say: Too many.}
          - {should: {q: paid, lt: 5}, say: So many?}
      - id: what
        kind: many_choices
        text: What?
        order: random
        options:
          - {name: a, text: A}
          - {name: b, text: B, show_if: {q: paid, gt: 0}}
"""
FAMILY_CASES = """\
- case: Three
  on: 2026-11-22
  answers:
    size: 3
    members: [{m_age: 40, m_work: "yes"}, {m_age: 3}, {m_age: 1}]
    warm: "no"
    paid: 1
    what: [a, b]
  asked: [members.1.m_work]
  not_asked: [members.2.m_work, dry]
  mistakes: []
  warnings: []
  values: {adults: 1}
  scores: {home: 0}
"""


@cache
def read(path) -> str:
    return path.read_text(encoding="utf-8")


def find_form_problems(source: str) -> list[Problem]:
    """Read a questionnaire and return what is wrong with it."""
    try:
        assert parse_questionnaire(source, "street.yaml").questions
    except MahallaError as error:
        return list(error.problems) or [Problem("an error without a problem")]
    return []


def find_case_problems(source: str, questionnaire: Questionnaire) -> list[Problem]:
    """Read worked examples, try them, and return what is wrong."""
    try:
        cases, positions = parse_cases(source, "street.cases.yaml")
    except MahallaError as error:
        return list(error.problems) or [Problem("an error without a problem")]
    mistakes = [
        Mistake((place, *mistake.path), mistake.message, mistake.values)
        for place, case in enumerate(cases)
        for mistake in try_case(questionnaire, case, TODAY)
    ]
    return locate_all(mistakes, positions, "street.cases.yaml")


def assert_said(problems: list[Problem]) -> None:
    """Each problem has a line and a sentence without a placeholder left over."""
    for problem in problems:
        assert (problem.where.line >= 1, bool(problem.say())) == (True, True)


def replace_word(line: str, rng: random.Random, words: list[str]) -> str:
    parts = line.split(" ")
    parts[rng.randrange(len(parts))] = rng.choice([*NASTY, *words])
    return " ".join(parts)


def replace_letter(line: str, rng: random.Random, words: list[str]) -> str:
    cut = rng.randrange(len(line) + 1)
    return line[:cut] + rng.choice("".join(words) + "\t:-#{}[]") + line[cut + 1 :]


Change = Callable[[str, random.Random, list[str]], list[str]]
CHANGES: list[Change] = [
    lambda line, rng, words: [line, line],
    lambda line, rng, words: [],
    lambda line, rng, words: [" " * rng.randint(0, 12) + line.lstrip()],
    lambda line, rng, words: [line[: rng.randrange(len(line) + 1)]],
    lambda line, rng, words: [f"{line.split(':')[0]}: {rng.choice(NASTY)}"],
    lambda line, rng, words: [f"{line.split(':')[0]}: {rng.choice(words)}"],
    lambda line, rng, words: [replace_word(line, rng, words)],
    lambda line, rng, words: [replace_letter(line, rng, words)],
]
"""The sorts of changes that people, editors and mail programs make to a line."""


def cut_out(source: str, rng: random.Random) -> str:
    """Take the head of a long file and some lines from further down."""
    lines = source.splitlines()
    if len(lines) <= LONGEST:
        return source
    half = LONGEST // 2
    start = rng.randrange(half, len(lines) - half)
    return "\n".join([*lines[:half], *lines[start : start + half]])


def change_lines(source: str, rng: random.Random) -> str:
    """Change one to four lines."""
    lines = cut_out(source, rng).splitlines()
    words = sorted({word.strip("{}[],:") for line in lines for word in line.split()} - {""})
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(lines))
        lines[at : at + 1] = rng.choice(CHANGES)(lines[at], rng, words)
        lines = lines or [""]
    return "\n".join(lines)


def list_places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """List the path to every value of a file."""
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield (*path, key)
        yield from list_places(node[key], (*path, key))


@cache
def read_plain(source: str) -> Any:
    return parse_yaml(source, "street.yaml")[0]


def transplant(source: str, rng: random.Random) -> str:
    """Replace one to three values by values from elsewhere in the file, or by odd ones."""
    plain = deepcopy(read_plain(source))
    if "sections" in plain and len(plain["sections"]) > 2:
        plain["sections"] = rng.sample(plain["sections"], 2)
    for _ in range(rng.randint(1, 3)):
        places = list(list_places(plain))
        if not places:
            break
        *above, last = rng.choice(places)
        values = [reduce(getitem, rng.choice(places), plain) for _ in range(5)]
        reduce(getitem, above, plain)[last] = deepcopy(rng.choice([*values, *ODD]))
    return json.dumps(plain, indent=1, default=str)


MUTATIONS = [change_lines, change_lines, transplant]


def test_the_files_that_are_mutated_are_in_order():
    """Unchanged, the family of the newer kinds is a questionnaire, and its case comes true."""
    family = parse_questionnaire(FAMILY, "family.yaml")

    assert find_case_problems(FAMILY_CASES, family) == []


@pytest.mark.parametrize("part", range(4))
def test_mutated_questionnaires_are_handled(part):
    """A changed file is a questionnaire, or a list of problems that each have a line."""
    rng = random.Random(SEED + part)
    sources = [*map(read, FORMS), *[FAMILY] * len(FORMS)]

    for number in range(COUNT * 2 // 3 // 4):
        source = rng.choice(sources)
        mutated = MUTATIONS[number % len(MUTATIONS)](source, rng)
        try:
            assert_said(find_form_problems(mutated))
        except Exception as error:
            raise AssertionError(f"part {part}, file {number}:\n{mutated}") from error


@pytest.mark.parametrize("part", range(2))
def test_mutated_worked_examples_are_handled(part):
    """Changed examples come true, or leave problems that each have a line."""
    rng = random.Random(SEED - 1 - part)
    pairs = [
        (parse_questionnaire(read(form), str(form)), read(cases))
        for form, cases in zip(FORMS, CASES, strict=True)
    ]
    pairs += [(parse_questionnaire(FAMILY, "family.yaml"), FAMILY_CASES)] * len(FORMS)

    for number in range(COUNT // 3 // 2):
        questionnaire, source = rng.choice(pairs)
        mutated = MUTATIONS[number % len(MUTATIONS)](source, rng)
        try:
            assert_said(find_case_problems(mutated, questionnaire))
        except Exception as error:
            raise AssertionError(f"part {part}, file {number}:\n{mutated}") from error
