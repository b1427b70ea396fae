"""A questionnaire as a codebook: every variable with its texts, answers, numbers, rules, scores."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from survey.conditions.model import Condition
from survey.errors import N_
from survey.kinds.find import kind_of
from survey.kinds.model import Option
from survey.locale import Language, Text
from survey.questionnaire.model import Domain, Question, Questionnaire, Section
from survey.questionnaire.numbering import MISSING_NUMBERS, number_options, number_questions
from survey.questionnaire.words import MISSING_WORDS, NEED_WORDS, say_condition, say_only_if

INTERFACE = "interface"
SHORT_VERSION = 12

LEVELS = {"person": N_("About one person"), "household": N_("About the whole household")}
POLARITIES = {
    "positive": N_("A high code is good news."),
    "negative": N_("A high code is bad news: the scale is turned round."),
}
DOMAIN_POLARITIES = {
    "strength": N_("Strength: a high score is good."),
    "harm": N_("Harm: a high score means much harm."),
}
MEASURES = {
    "perceived": N_("As residents see it."),
    "reported": N_("As it happened to households: it has no score, its answers are counted."),
}
RULES = {
    "two_way": N_(
        "A gap is filled with what fits the person's other answers and others' answers to it."
    ),
    "prorate": N_("A gap is left out: the average of the other answers counts."),
    "item_first": N_("A gap is filled with the average of the other people's answers to it."),
    "complete": N_("A person with a gap gets no score."),
}
STRENGTHS = {"must": N_("Must hold:"), "should": N_("Should hold:")}


@dataclass(frozen=True)
class Said:
    """A text in one language; where it has no translation, `is_there` is false."""

    language: Language
    text: str
    is_there: bool = True


@dataclass(frozen=True)
class Answer:
    """One answer as it is stored, numbered on paper, coded and scored (0-100)."""

    name: str
    number: int
    code: float | None
    score: float | None
    texts: tuple[Said, ...]
    rule: str = ""
    is_none: bool = False


@dataclass(frozen=True)
class Variable:
    """One question; `notes` are sentences about how it is asked and scored."""

    question: Question
    number: str
    texts: tuple[Said, ...]
    hints: tuple[Said, ...]
    answers: tuple[Answer, ...]
    keys: tuple[tuple[str, str], ...]
    rule: str
    notes: tuple[str, ...]
    scoring: tuple[str, ...]
    inner: tuple["Variable", ...] = ()


@dataclass(frozen=True)
class Codebook:
    """A questionnaire for `reader`, whose words it is explained in, with texts in `languages`."""

    questionnaire: Questionnaire
    reader: Language
    languages: Sequence[Language]

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of every question on paper."""
        return number_questions(self.questionnaire)

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """The domains by their ids."""
        return {domain.id: domain for domain in self.questionnaire.domains}

    @property
    def version(self) -> str:
        """The beginning of the version's hash, which answers carry."""
        return self.questionnaire.version[:SHORT_VERSION]

    def say(self, text: Text | None) -> tuple[Said, ...]:
        """Say a text in every language, the words in {curly} brackets as they are."""
        if text is None:
            return ()
        source = self.questionnaire.language
        return tuple(
            Said(language, language.text(text), language.tag == source or language.has_text(text))
            for language in self.languages
        )

    def say_own(self, text: Text) -> str:
        """Say a text in the reader's language, its {curly} words filled in."""
        words = {name: self.reader.text(word) for name, word in self.questionnaire.words}
        return self.reader.text(text, **words)

    def describe_section(self, section: Section) -> list[Variable]:
        """Describe the questions of a section, in the order of asking."""
        return [self.describe(question) for question in section.questions]

    def describe_rule(self, rule: Condition | None) -> str:
        """Say when something is asked; nothing where it always is."""
        return say_only_if(rule, self.questionnaire, self.reader) if rule else ""

    def describe(self, question: Question) -> Variable:
        """Describe one question, and those inside it."""
        return Variable(
            question=question,
            number=self.numbers.get(question.id, ""),
            texts=self.say(question.text),
            hints=self.say(question.hint),
            answers=tuple(self.list_answers(question)),
            keys=tuple(list_keys(question)),
            rule=self.describe_rule(question.show_if),
            notes=tuple(self.list_notes(question)),
            scoring=tuple(self.list_scoring(question)),
            inner=tuple(map(self.describe, question.questions)),
        )

    def list_answers(self, question: Question) -> Iterator[Answer]:
        """List the options with their numbers, codes and scores, then the answers that are none."""
        numbers, scores = number_options(question), self.find_scores(question)
        for option in question.options:
            yield Answer(
                name=option.name,
                number=numbers[option.name],
                code=option.code,
                score=scores.get(option.name),
                texts=self.say(option.text),
                rule=self.describe_rule(option.show_if),
            )
        for word in question.missing:
            own = question.not_applicable if word == "not_applicable" else None
            known = Text(MISSING_WORDS[word], INTERFACE)
            yield Answer(
                name=word,
                number=MISSING_NUMBERS[word],
                code=None,
                score=scores.get(word),
                texts=self.say(own) if own else self.say_interface(known),
                is_none=True,
            )

    def say_interface(self, text: Text) -> tuple[Said, ...]:
        """Say a sentence of the program in every language."""
        return tuple(
            Said(language, language.gettext(text.source), language.has_sentence(text.source))
            for language in self.languages
        )

    def find_scores(self, question: Question) -> dict[str, float]:
        """Find what each answer counts, 0-100 in the direction of its domain."""
        codes = kind_of(question).codes(question)
        if not question.item or not codes or not question.options:
            return {}
        domain = self.domains[question.item.domain]
        return score_options(question, domain)

    def list_notes(self, question: Question) -> Iterator[str]:
        """Say how a question is asked, apart from its condition."""
        say = self.reader.gettext
        if question.needs:
            yield say(
                N_("Off until the project declares: %(needs)s."), needs=self.say_needs(question)
            )
        elif not question.enabled:
            yield say(N_("Switched off: it is not asked."))
        if question.identifying:
            yield say(N_("It tells who a person is: its answers are kept apart, sealed."))
        if question.required:
            yield say(N_("It must be answered."))
        if question.level != "person" and self.questionnaire.unit == "person":
            yield say(LEVELS[question.level])
        if question.order == "random":
            yield say(N_("Its answers are shown in a random order."))
        if question.help_line:
            yield say(N_("Where to get help is shown after it."))
        if question.matrix:
            yield say(N_("A row of the table %(name)s."), name=self.reader.ltr(question.matrix))
        for check in question.checks:
            rule = say_condition(check.rule, self.questionnaire, self.reader)
            yield f"{say(STRENGTHS[check.strength])} {rule}. “{self.say_own(check.say)}”"

    def say_needs(self, question: Question) -> str:
        """Say what a project must declare before a question is asked."""
        return "; ".join(self.reader.gettext(NEED_WORDS[need]) for need in question.needs)

    def list_scoring(self, question: Question) -> Iterator[str]:
        """Say in which domain a question is scored, and how."""
        item, say = question.item, self.reader.gettext
        if item is None:
            return
        domain = self.domains[item.domain]
        yield say(N_("Domain: %(domain)s."), domain=self.say_own(domain.title))
        yield say(POLARITIES[item.polarity])
        if item.weight == 0:
            yield say(N_("Weight 0: it is shown, but not scored."))
        elif item.weight != 1:
            yield say(N_("Weight: %(weight)s."), weight=item.weight)
        if item.dk_as is not None:
            yield say(N_("“I don’t know” counts like code %(code)s."), code=item.dk_as)

    def list_scales(self) -> list[tuple[str, tuple[Answer, ...]]]:
        """List the scales that questions share, with their answers; scores differ by question."""
        first: dict[str, Question] = {}
        for question in self.questionnaire.questions.values():
            for one in (question, *question.questions):
                if one.scale:
                    first.setdefault(one.scale, one)
        return [
            (scale, tuple(answer for answer in self.list_answers(question) if not answer.is_none))
            for scale, question in first.items()
        ]

    def describe_domain(self, domain: Domain) -> list[str]:
        """Say what kind of score a domain has."""
        say = self.reader.gettext
        sentences = [say(DOMAIN_POLARITIES[domain.polarity])]
        if domain.polarity == "harm":
            sentences.append(say(MEASURES[domain.measure]))
        if domain.measure != "reported":
            sentences.append(say(RULES[domain.rule]))
        return sentences

    def list_items(self, domain: Domain) -> list[tuple[str, str]]:
        """List the questions of a domain: their numbers and names."""
        items = self.questionnaire.items_of(domain.id)
        return [(self.numbers.get(q.id, ""), q.id) for q in items]

    def write_digits(self, number: str) -> str:
        """Write the number of a question in the reader's digits."""
        return number.translate(str.maketrans("0123456789", self.reader.digits))

    def write_number(self, value: float | None) -> str:
        """Write a code or a score without needless decimals; nothing where there is none."""
        if value is None:
            return ""
        rounded = round(value, 1)
        return self.reader.number(rounded, len(f"{rounded:g}".partition(".")[2]))


def score_options(question: Question, domain: Domain) -> dict[str, float]:
    """Score the options of a question, and not knowing where that is an answer."""
    from survey.scoring.answers.lookup import (
        make_lookup,  # heavy, and not needed by every questionnaire
    )

    lookup = make_lookup(question, domain)
    if len(lookup.scores) != len(question.options):
        return {}  # many answers are summed up, so that a single one has no score
    scores = dict(zip(list_names(question.options), map(float, lookup.scores), strict=True))
    if question.item and question.item.dk_as is not None:
        place = list(lookup.codes).index(question.item.dk_as)
        scores["dont_know"] = float(lookup.scores[place])
    return scores


def list_names(options: Sequence[Option]) -> list[str]:
    """List the names of options."""
    return [option.name for option in options]


def list_keys(question: Question) -> Iterator[tuple[str, str]]:
    """List the keys of the question's kind that are set, such as `min` and `max`, as written."""
    for key, value in question.settings.model_dump(exclude_defaults=True).items():
        yield key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
