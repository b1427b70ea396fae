"""What invented residents write in their own words, and what the office chooses of it for print."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from random import Random

from survey.questionnaire.yaml_file import read_yaml
from survey.responses.model import Submission
from survey.voices.model import Quote

SENTENCES = Path(__file__).with_suffix(".yaml")
SHARE_THAT_WRITES = 0.4
MOST_CHOSEN = 4
"""For each question of a neighbourhood."""


def write_sentences(name: str) -> dict[str, object]:
    """Let some of the invented people write something; the same name writes the same."""
    chance = Random(name)
    written: dict[str, object] = {}
    for question, sentences in _read_sentences().items():
        if chance.random() < SHARE_THAT_WRITES:
            written[question] = chance.choice(sentences)
    return written


def choose_sentences(submissions: Iterable[Submission], wave: str) -> Iterator[Quote]:
    """Choose a few different sentences of a wave for print, question by question."""
    people = [one for one in submissions if one.wave == wave]
    for question in _read_sentences():
        first = {str(one.answers[question]): one for one in people if question in one.answers}
        for words, one in sorted(first.items())[:MOST_CHOSEN]:
            yield Quote(one.id, question, one.neighbourhood, words, one.language)


@cache
def _read_sentences() -> dict[str, list[str]]:
    sentences: dict[str, list[str]] = read_yaml(SENTENCES)[0]
    return sentences
