"""Conditions in plain words, for people who go by a printed sheet or read the codebook."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce

from survey.conditions.model import All, AnyOf, Comparison, Condition, Not, Reference
from survey.errors import N_
from survey.kinds.find import kind_of
from survey.locale import Language, Text
from survey.questionnaire.model import Need, Question, Questionnaire
from survey.questionnaire.numbering import number_questions

MISSING_WORDS = {
    "dont_know": N_("I don’t know"),
    "refused": N_("I prefer not to answer"),
    "not_applicable": N_("This does not apply"),
}
"""How the answers that are none are called."""

NEED_WORDS: dict[Need, str] = {
    "private_interviews": N_("every interview is held where nobody else can hear or read along"),
    "trained_interviewers": N_("the interviewers are trained for it and may always skip it"),
    "referral_path": N_("a named place has agreed to help at once"),
}
"""What a project declares with each of them."""

BEYOND_WORDS = N_("the answers before call for it")

IS, IS_NOT = N_("%(question)s is %(answer)s"), N_("%(question)s is not %(answer)s")
IS_NEITHER = N_("%(question)s is none of these: %(answer)s")
HAS = N_("%(answer)s is among the answers to %(question)s")
HAS_NOT = N_("%(answer)s is not among the answers to %(question)s")
HAS_NONE = N_("none of these is among the answers to %(question)s: %(answer)s")
SENTENCES = {
    ("is", True): (IS, IS),
    ("is", False): (IS_NOT, IS_NOT),
    ("is_not", True): (IS_NOT, IS_NOT),
    ("is_not", False): (IS, IS),
    ("in", True): (IS, IS),
    ("in", False): (IS_NOT, IS_NEITHER),
    ("has", True): (HAS, HAS),
    ("has", False): (HAS_NOT, HAS_NOT),
    ("has_any", True): (HAS, HAS),
    ("has_any", False): (HAS_NOT, HAS_NONE),
    ("eq", True): (IS, IS),
    ("eq", False): (IS_NOT, IS_NOT),
}
"""(operator, does it hold?) → the sentences for one answer and for several."""

NUMBERS = {
    ("lt", True): N_("%(question)s is less than %(answer)s"),
    ("lt", False): N_("%(question)s is not less than %(answer)s"),
    ("lte", True): N_("%(question)s is at most %(answer)s"),
    ("lte", False): N_("%(question)s is not at most %(answer)s"),
    ("gt", True): N_("%(question)s is more than %(answer)s"),
    ("gt", False): N_("%(question)s is not more than %(answer)s"),
    ("gte", True): N_("%(question)s is at least %(answer)s"),
    ("gte", False): N_("%(question)s is not at least %(answer)s"),
}
DAYS = {
    ("lt", True): N_("%(question)s is before %(answer)s"),
    ("lt", False): N_("%(question)s is not before %(answer)s"),
    ("lte", True): N_("%(question)s is %(answer)s or before"),
    ("lte", False): N_("%(question)s is not %(answer)s or before"),
    ("gt", True): N_("%(question)s is after %(answer)s"),
    ("gt", False): N_("%(question)s is not after %(answer)s"),
    ("gte", True): N_("%(question)s is %(answer)s or after"),
    ("gte", False): N_("%(question)s is not %(answer)s or after"),
}


def say_only_if(condition: Condition, questionnaire: Questionnaire, language: Language) -> str:
    """Say when a question is asked: “Only if question 12 is “Yes”.”."""
    return Words(questionnaire, language).say_only_if(condition)


def say_condition(condition: Condition, questionnaire: Questionnaire, language: Language) -> str:
    """Say a condition as the part of a sentence that follows “if”: “question 12 is “Yes””.

    Questions are named by their numbers on paper; those without one by their texts.
    """
    return Words(questionnaire, language).say(condition)


@dataclass(frozen=True)
class Words:
    """Says what conditions of one questionnaire ask for, in one language."""

    questionnaire: Questionnaire
    language: Language

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of every question that has one."""
        return number_questions(self.questionnaire)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its id, those inside repeats too."""
        outer = self.questionnaire.questions
        return {**{q.id: q for one in outer.values() for q in one.questions}, **outer}

    @cached_property
    def fillings(self) -> dict[str, str]:
        """What the {curly} words of the questionnaire stand for."""
        return {name: self.language.text(word) for name, word in self.questionnaire.words}

    def say_only_if(self, condition: Condition) -> str:
        """Say when a question is asked."""
        said = self.say(condition)
        return self.language.gettext("Only if %(condition)s.", condition=said)

    def say(self, condition: Condition, holds: bool = True, inside: bool = False) -> str:
        """Say a condition, or its opposite where it must not hold; `inside` another in brackets."""
        match condition:
            case Not(part):
                return self.say(part, not holds, inside)
            case All(parts) | AnyOf(parts) if len(parts) == 1:
                return self.say(parts[0], holds, inside)
            case All(parts) | AnyOf(parts):
                joint = "all" if isinstance(condition, All) is holds else "any"
                said = self.join([self.say(part, holds, True) for part in parts], joint)
                return self.language.gettext("(%(condition)s)", condition=said) if inside else said
            case Comparison():
                return self.compare(condition, holds)
        return self.language.gettext(BEYOND_WORDS)  # type: ignore[unreachable]

    def join(self, parts: Iterable[str], joint: str) -> str:
        """Join some parts of a sentence by “and” (all) or “or” (any)."""
        sentence = (
            N_("%(first)s and %(second)s") if joint == "all" else N_("%(first)s or %(second)s")
        )
        return reduce(
            lambda first, second: self.language.gettext(sentence, first=first, second=second), parts
        )

    def compare(self, comparison: Comparison, holds: bool) -> str:
        """Say one comparison, or its opposite."""
        operator, operand = comparison.operator, comparison.operand
        asked = self.name(comparison.question)
        if operator == "answered":
            return self.answered(asked, bool(operand) is holds)
        if operator == "count_min" and isinstance(operand, int):
            return self.count(asked, operand, holds)
        several = operand if isinstance(operand, tuple) else (operand,)
        answer = self.join([self.answer(comparison.question, one) for one in several], "any")
        return self.language.gettext(
            self.pick(comparison, holds, len(several)), question=asked, answer=answer
        )

    def pick(self, comparison: Comparison, holds: bool, count: int) -> str:
        """Find the sentence of a comparison."""
        key = (comparison.operator, holds)
        if key in SENTENCES:
            return SENTENCES[key][count > 1]
        return (DAYS if self.is_day(comparison.question) else NUMBERS)[key]

    def answered(self, asked: str, holds: bool) -> str:
        """Say that a question has been answered, or has not."""
        yes, no = N_("%(question)s has been answered"), N_("%(question)s has not been answered")
        return self.language.gettext(yes if holds else no, question=asked)

    def count(self, asked: str, count: int, holds: bool) -> str:
        """Say how many answers a question has at least, or that it has fewer."""
        if holds:
            return self.language.ngettext(
                "%(question)s has at least %(count)s answer",
                "%(question)s has at least %(count)s answers",
                count,
                question=asked,
            )
        return self.language.ngettext(
            "%(question)s has fewer than %(count)s answer",
            "%(question)s has fewer than %(count)s answers",
            count,
            question=asked,
        )

    def name(self, question: str) -> str:
        """Name a question: “question 12”; by its text where it has no number."""
        if number := self.numbers.get(question):
            return self.language.gettext("question %(number)s", number=self.digits(number))
        known = self.questions.get(question)
        return self.quote(self.text(known.text) if known else question)

    def answer(self, question: str, operand: object) -> str:
        """Say what an answer is compared with: an option, a number, a day, another answer."""
        if isinstance(operand, Reference):
            asked = self.name(operand.question)
            return self.language.gettext("the answer to %(question)s", question=asked)
        if isinstance(operand, int | float):
            return self.number(operand)
        named = self.find_text(question, str(operand))
        if named is None and self.is_day(question):
            return self.day(str(operand))
        return self.quote(self.text(named) if named else str(operand))

    def find_text(self, question: str, name: str) -> Text | None:
        """Find the text of an option or of an answer that is none; None where it is neither."""
        asked = self.questions.get(question)
        if asked is None:
            return None
        if name == "not_applicable" and asked.not_applicable:
            return asked.not_applicable
        options = {option.name: option.text for option in asked.options}
        word = MISSING_WORDS.get(name)
        return options.get(name) or (Text(word, "interface") if word else None)

    def is_day(self, question: str) -> bool:
        """Tell whether a question asks for a day."""
        asked = self.questions.get(question)
        return asked is not None and kind_of(asked).compares_as == "date"

    def day(self, written: str) -> str:
        """Write an ISO date as the language does; anything else in quotation marks."""
        try:
            return self.language.date(date.fromisoformat(written))
        except ValueError:
            return self.quote(written)

    def number(self, value: float) -> str:
        """Write a number with as many decimals as it has."""
        decimals = len(f"{value:f}".rstrip("0").partition(".")[2])
        return self.language.number(value, decimals)

    def digits(self, number: str) -> str:
        """Write a question's number in the language's digits."""
        return number.translate(str.maketrans("0123456789", self.language.digits))

    def quote(self, words: str) -> str:
        """Set words in the language's quotation marks."""
        return self.language.gettext("“%(answer)s”", answer=words)

    def text(self, text: Text) -> str:
        """Say a text of the questionnaire with its {curly} words filled in."""
        return self.language.text(text, **self.fillings)
