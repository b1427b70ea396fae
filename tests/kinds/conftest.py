"""A question of any kind, as small as a kind needs it."""

from dataclasses import dataclass
from datetime import date

import pytest

from survey.kinds.find import kinds
from survey.kinds.model import Option, Settings
from survey.locale import Text


@dataclass(frozen=True)
class Asked:
    """A question: the name of its kind, its options and its settings."""

    kind: str
    options: tuple[Option, ...]
    settings: Settings

    def parse(self, *texts):
        return kinds()[self.kind].parse(texts, self, date(2026, 11, 22))

    def write(self, answer):
        return kinds()[self.kind].write(answer, self)

    def check(self, answer):
        kinds()[self.kind].check(answer, self, date(2026, 11, 22))

    @property
    def codes(self):
        return kinds()[self.kind].codes(self)

    def position(self, answer):
        return kinds()[self.kind].position(answer, self)

    @property
    def mistakes(self):
        return [str(mistake) for mistake in kinds()[self.kind].mistakes(self)]


@pytest.fixture(scope="session")
def ask():
    """Make a question; `codes` gives its options' names and their codes."""

    def make(kind, codes=None, **settings):
        options = tuple(Option(name, Text(name), code) for name, code in (codes or {}).items())
        return Asked(kind, options or kinds()[kind].built_in, kinds()[kind].settings(**settings))

    return make
