"""Mutated questionnaires: whatever is broken, a sentence with a line, never a traceback."""

import json
import random
import string
from collections.abc import Iterator
from copy import deepcopy
from functools import reduce
from operator import getitem
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.yaml_file import parse_yaml

STREET = """\
id: street
edition: "0.2"
language: en
title: {en: Our street, fa: خیابان ما}
unit: person
words: {office: us}
consent: {title: T, body: "From {office}", agree: A, decline: D, declined: E}
help: {title: T, body: B}
scales:
  agree:
    kind: rating
    missing: [dont_know, refused]
    options:
      - {name: disagree, code: 1, text: No}
      - {name: agree, code: 2, text: Yes}
domains:
  street: {title: The street, polarity: strength, weight: 1}
thresholds: {strength: 60, weakness: 40}
columns: {id: X_index, words: {none: refused}}
sections:
  - id: walking
    title: Walking
    questions:
      - {id: safe, scale: agree, text: Safe?, domain: street, dk_as: 1}
      - id: near
        kind: many_choices
        text: Near?
        options:
          - {name: market, code: 1, text: A market}
          - {name: school, code: 2, text: A school}
        domain: street
      - {id: age, kind: integer, min: 0, max: 119, text: Age?, domain: street}
      - {id: rent, kind: decimal, min: 0.5, places: 2, text: Rent?}
      - {id: moved, kind: date, earliest: 2020-01-01, latest: today, text: Moved?}
  - id: more
    title: More
    show_if: {q: near, has: market}
    questions:
      - id: why
        kind: long_text
        max_length: 20
        text: Why?
        show_if:
          all:
            - {q: age, gte: 18}
            - {not: {q: safe, in: [agree, refused]}}
      - id: first
        kind: rank
        choose: 1
        text: First?
        options: [{name: a, text: A}, {name: b, text: B}]
"""
LINES = STREET.splitlines()
PLAIN, _ = parse_yaml(STREET, "street.yaml")
WORDS = sorted({word.strip("{}[],:") for word in STREET.split()} - {""})
NASTY = [
    "", "null", "~", "true", "-1", "1e400", ".inf", "-.inf", ".nan", "9" * 30, "0x1F", "0o7",
    "2026-02-30", "[]", "{}", "[[]]", "{a: {b: [c]}}", "? x", "&a x", "*a", "&a [*a]", "<<: x",
    "!!binary x", "!!int x", "!!set {a}", "!x y", "|", ">-", "'", '"', "#", "- ", ": ", "%", "@",
    "`", "{", "}", "[", "]", "\t", "\u200c", "\ufeff", "\u2028", "\x00", '"\\ud83d"', "نام", "🙂",
    "{q: age, lt: {q: age}}", "{any: []}", "{not: {not: {q: x}}}", "[dont_know, dont_know]",
]  # fmt: skip


def find_problems(source: str):
    """Load a questionnaire and return what is wrong with it; any other exception is a failure."""
    try:
        assert parse_questionnaire(source, "street.yaml").questions
    except MahallaError as error:
        return error.problems or ["an error without a problem"]
    return []


def assert_is_handled(source: str) -> None:
    for problem in find_problems(source):
        assert (problem.where.line >= 1, bool(problem.say())) == (True, True)


def replace_word(line: str, rng: random.Random) -> str:
    words = line.split(" ")
    words[rng.randrange(len(words))] = rng.choice([*NASTY, *WORDS])
    return " ".join(words)


def replace_letter(line: str, rng: random.Random) -> str:
    cut = rng.randrange(len(line) + 1)
    return line[:cut] + rng.choice(string.printable) + line[cut + 1 :]


ODD = [None, True, -1, 0, 0.5, 10**30, 1e300, "", "x", "no", "1", [], [1], ["x"], {}, {"q": "age"}]

CHANGES = [
    lambda line, rng: [line, line],
    lambda line, rng: [],
    lambda line, rng: [" " * rng.randint(0, 12) + line.lstrip()],
    lambda line, rng: [line[: rng.randrange(len(line) + 1)]],
    lambda line, rng: [line, rng.choice(LINES)],
    lambda line, rng: [f"{line.split(':')[0]}: {rng.choice(NASTY)}"],
    lambda line, rng: [replace_word(line, rng)],
    lambda line, rng: [replace_letter(line, rng)],
]
"""The sorts of changes that people, editors and mail programs make to a line."""


def mutate(rng: random.Random) -> str:
    """Change one to four lines."""
    lines = list(LINES)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(lines))
        lines[at : at + 1] = rng.choice(CHANGES)(lines[at], rng)
    return "\n".join(lines)


def test_the_file_that_is_mutated_is_in_order():
    """Unchanged, it is a questionnaire with all sorts of keys."""
    assert len(parse_questionnaire(STREET, "street.yaml").questions) == 7


def test_three_hundred_mutations_are_handled():
    """A changed file is a questionnaire, or a list of problems that each have a line."""
    rng = random.Random(20261122)

    for _ in range(300):
        assert_is_handled(mutate(rng))


def list_places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """List the path to every value of a file."""
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield (*path, key)
        yield from list_places(node[key], (*path, key))


def transplant(rng: random.Random) -> str:
    """Replace one to three values by values from elsewhere in the file, or by odd ones."""
    plain = deepcopy(PLAIN)
    for _ in range(rng.randint(1, 3)):
        places = list(list_places(plain))
        *above, last = rng.choice(places)
        values = [reduce(getitem, place, plain) for place in rng.sample(places, 5)]
        reduce(getitem, above, plain)[last] = deepcopy(rng.choice([*values, *ODD]))
    return json.dumps(plain, indent=1)


def test_two_hundred_transplants_are_handled():
    """A file with values in the wrong places is well-formed, and most often refused."""
    rng = random.Random(20261122)

    for _ in range(200):
        assert_is_handled(transplant(rng))


def test_every_value_may_be_replaced_by_anything():
    """Under every key stands in turn what nobody expects there."""
    rng = random.Random(20261122)
    keyed = [number for number, line in enumerate(LINES) if ":" in line]

    for number in keyed:
        for value in rng.sample(NASTY, 3):
            key = LINES[number].split(":")[0]
            lines = [*LINES[:number], f"{key}: {value}", *LINES[number + 1 :]]
            assert_is_handled("\n".join(lines))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(alphabet=st.sampled_from("ab:- \n[]{}&*!|>'\"#%@`?,\t0.~<=\u200c\x00"), max_size=40))
def test_any_text_is_handled(source):
    """Even what is hardly YAML leaves a sentence with a line."""
    assert_is_handled(source)
