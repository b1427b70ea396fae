"""The choices of the method in print: every one is said, and what is alike is said once."""

from collections.abc import Iterator
from importlib import import_module

import pytest

from survey.locale import Language, Text
from survey.reports.choices import FOLDS, HEADINGS, Statement, say_choices
from survey.reports.voice import Voice
from survey.scoring.method.choices import Choice
from survey.scoring.method.method_table import list_choices
from tests.reports.sample import questionnaire
from tests.reports.sample_tables import SCORED

COUNTS = "“%(question)s” counts in “%(domain)s” with the weight %(weight)s; a high answer is good."
STRENGTH = "“%(domain)s” is a strength: a high score is good."


@pytest.fixture
def voice(languages: dict[str, Language]) -> Voice:
    return Voice(languages["en"], questionnaire())


def counts(question: str, domain: str, weight: float = 1.0) -> Choice:
    values = {"question": Text(question), "domain": Text(domain), "weight": weight}
    return Choice("item", question, f"positive {weight}", COUNTS, values)


def say(voice: Voice, *choices: Choice) -> list[Statement]:
    return [one for part in say_choices(choices, voice) for one in part.statements]


def test_it_works(voice: Voice):
    """What holds of several topics is said once, and they are named."""
    topics = [Choice("domain", name, "", STRENGTH, {"domain": Text(name)}) for name in "AB"]
    assert say(voice, *topics) == [
        Statement("These topics are strengths: a high score is good.", ("A", "B"))
    ]


def test_one_alone_is_said_as_it_is(voice: Voice):
    """One topic needs no list."""
    topic = Choice("domain", "a", "", STRENGTH, {"domain": Text("A")})
    assert say(voice, topic) == [Statement("“A” is a strength: a high score is good.")]


def test_questions_by_topic(voice: Voice):
    """A topic stands for all of its questions, or for most; others are quoted."""
    choices = [
        *(counts(name, "Whole") for name in ("a", "b")),
        *(counts(name, "Most") for name in ("c", "d", "e")),
        counts("f", "Most", 2.0),
        counts("g", "Few"),
        *(counts(name, "Few", 2.0) for name in ("h", "i")),
    ]
    light, heavy = say(voice, *choices)
    assert light.names == ("All of “Whole”", "All others of “Most”", "“g”")
    assert heavy.names == ("All others of “Few”", "“f”")


def test_order_of_parts(voice: Voice):
    """What is asked about first comes first, versions last; an unknown part is not lost."""
    parts = ("questionnaire", "unheard of", "thresholds")
    choices = [Choice(part, "key", "1", f"Of {part}.") for part in parts]
    assert [part.title for part in say_choices(choices, voice)] == [
        "Words for scores",
        "Questionnaire and program",
        "unheard of",
    ]


def test_hashes_are_short(voice: Voice):
    """Ten letters of a hash are enough to find a version again."""
    choice = Choice("questionnaire", "version", "", "It is %(value)s.", {"value": "b41d6f0a" * 8})
    assert say(voice, choice) == [Statement("It is b41d6f0ab4.")]


def test_numbers_as_the_language_writes_them(languages: dict[str, Language]):
    """Digits are the reader's own, in numbers and in editions."""
    voice = Voice(languages["fa"], questionnaire())
    choice = Choice(
        "release", "key", "", "%(limit)s, %(edition)s", {"limit": 0.5, "edition": "1.2"}
    )
    assert say(voice, choice)[0].words == "۰٫۵, ۱.۲"


def test_every_choice_of_a_questionnaire_is_said(voice: Voice):
    """No sentence of the table `method` is missing in print, alone or folded."""
    choices = list(list_choices(questionnaire(), SCORED))
    said = {one.words for one in say(voice, *choices)}
    for choice in choices:
        if choice.message not in FOLDS:
            assert choice.say(voice.language).replace(questionnaire().version, "") in {
                words.replace(questionnaire().version[:10], "") for words in said
            }


def test_every_fold_is_of_a_sentence_of_the_method():
    """Where a sentence of the method is changed, its folded form must be too."""
    assert FOLDS.keys() <= set(find_messages())


def test_every_part_of_the_method_has_a_heading(voice: Voice):
    """The parts that the table `method` knows are all named in words."""
    assert {choice.part for choice in list_choices(questionnaire(), SCORED)} <= set(HEADINGS)


def find_messages() -> Iterator[str]:
    """Find all sentences of the table `method`, in its dictionaries and in its code."""
    for name in ("method_table", "index_choices", "sample_choices"):
        module = import_module(f"survey.scoring.method.{name}")
        for value in vars(module).values():
            if isinstance(value, str):
                yield value
            elif isinstance(value, dict):
                yield from (one for one in value.values() if isinstance(one, str))
    yield from (choice.message for choice in list_choices(questionnaire(), SCORED))
