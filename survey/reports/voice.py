"""The voice of a report: a questionnaire's texts and common phrases in one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.errors import N_
from survey.locale import Language, Text
from survey.questionnaire.model import Questionnaire
from survey.reports.look import USUAL, Look
from survey.reports.scores import Score


@dataclass(frozen=True)
class Voice:
    """Says what a questionnaire and a project contain, as one language writes it.

    `look` is how it will be printed: large letters leave room for less on a sheet.
    """

    language: Language
    questionnaire: Questionnaire
    look: Look = USUAL

    def text(self, text: Text) -> str:
        """Say a text, with the questionnaire's {curly} words filled in."""
        words = {name: self.language.text(word) for name, word in self.questionnaire.words}
        return self.language.text(text, **words)

    def name(self, text: Text) -> str:
        """Say a proper name so that it stands undisturbed inside a sentence."""
        return self.language.isolate(self.language.text(text))

    def whole(self, value: float) -> str:
        """Write a figure as a whole number, rounded half up."""
        return self.language.number(value)

    def digits(self, text: str) -> str:
        """Write the digits of a text such as a time of day in this language's own."""
        return text.translate(str.maketrans("0123456789", self.language.digits))

    def code(self, text: str) -> str:
        """Write a code letter by letter from left to right, whatever stands around it."""
        return self.language.ltr(text)

    def of_hundred(self, value: float) -> str:
        """Say a score: “64 of 100”."""
        return self.language.gettext("%(score)s of 100", score=self.whole(value))

    def span(self, score: Score) -> str:
        """Say an interval: “58 to 70”; empty where there is none."""
        if score.lower is None or score.upper is None:
            return ""
        lower, upper = self.whole(score.lower), self.whole(score.upper)
        return self.language.gettext("%(lower)s to %(upper)s", lower=lower, upper=upper)

    def called(self, score: Score) -> str:
        """Say what a score is called: “probably a weak point”; empty where it has no label."""
        return self.language.gettext(_CALLED[score.label]) if score.label in _CALLED else ""

    def answers(self, texts: Sequence[Text]) -> str:
        """Name the answers counted together: “Agree” or “Strongly agree”."""
        said = [self.text(text) for text in texts]
        if len(said) == 1:
            return self.language.gettext("“%(answer)s”", answer=said[0])
        if len(said) == 2:
            return self.language.gettext(
                "“%(first)s” or “%(second)s”", first=said[0], second=said[1]
            )
        return self.language.gettext("“%(first)s” to “%(last)s”", first=said[0], last=said[-1])

    def respondents(self, count: int) -> str:
        """Say how many answered: people, households, associations or participants."""
        return _COUNTED[self.questionnaire.unit](self.language, count)


def _people(language: Language, count: int) -> str:
    return language.ngettext("%(count)s person", "%(count)s people", count)


def _households(language: Language, count: int) -> str:
    return language.ngettext("%(count)s household", "%(count)s households", count)


def _associations(language: Language, count: int) -> str:
    return language.ngettext("%(count)s association", "%(count)s associations", count)


def _participants(language: Language, count: int) -> str:
    return language.ngettext("%(count)s participant", "%(count)s participants", count)


_COUNTED = {
    "person": _people,
    "household": _households,
    "association": _associations,
    "participant": _participants,
}

_CALLED = {
    "strength": N_("strength"),
    "likely_strength": N_("probably a strength"),
    "mixed": N_("in between"),
    "uncertain": N_("uncertain"),
    "likely_weakness": N_("probably a weak point"),
    "weakness": N_("weak point"),
    "high_concern": N_("serious concern"),
    "likely_high_concern": N_("probably a serious concern"),
    "likely_low_concern": N_("probably little concern"),
    "low_concern": N_("little concern"),
}

_TOTALS = (2, 3, 4, 5, 10)


def near_fraction(share: float) -> tuple[int, int]:
    """Say a share of 100 as people say it: (2, 3) for two of three.

    The smallest of 2, 3, 4, 5 and 10 that comes within two points; else the nearest tenth, from
    one to nine.
    """
    for total in _TOTALS:
        count = round(share * total / 100)
        if 0 < count < total and abs(100 * count / total - share) <= 2:
            return count, total
    return min(max(round(share / 10), 1), 9), 10
