"""A questionnaire turned into a printed form: what is printed, where and in which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from survey.conditions.model import Condition
from survey.errors import N_
from survey.kinds.choices import OneOption
from survey.kinds.find import FOLDER, kind_of
from survey.kinds.model import Option
from survey.locale import Language, Text
from survey.questionnaire import model
from survey.questionnaire.gate import keep_promises
from survey.questionnaire.model import Question, Questionnaire, Section
from survey.questionnaire.numbering import number_options
from survey.questionnaire.words import MISSING_WORDS, Words
from survey.reports.paper.fitting import Fitting
from survey.reports.paper.model import Block, Choice, Consent, Form, Grid, Line, Part, Passage

LOOK = "paper.html"
"""The file by which a kind brings its look on paper."""

MOST_MEMBERS = 6
SHORT = 60
"""A condition of an answer is printed beside it where it has at most so many letters."""


def compose_form(questionnaire: Questionnaire, language: Language, fitting: Fitting) -> Form:
    """Compose the printed form of a questionnaire in one language.

    What needs a promise is never printed: a sheet lies about where others can read it.
    """
    return Composer(keep_promises(questionnaire, ()), language, fitting).compose()


def is_printed(question: Question) -> bool:
    """Tell whether a question stands on paper: it is asked, or its kind has a look of its own."""
    has_look = (FOLDER / question.kind / LOOK).exists()
    return question.enabled and (kind_of(question).is_asked or has_look)


@dataclass(frozen=True)
class Composer:
    """Says a questionnaire as one language writes it and finds the place of each answer."""

    questionnaire: Questionnaire
    language: Language
    fitting: Fitting

    @cached_property
    def words(self) -> Words:
        """What says texts, numbers and conditions."""
        return Words(self.questionnaire, self.language)

    @cached_property
    def printed(self) -> list[Question]:
        """The questions that have a number on paper, in order."""
        asked = self.questionnaire.questions.values()
        return [question for question in asked if question.id in self.words.numbers]

    def compose(self) -> Form:
        """Compose the whole form; sections without a printed question are left out."""
        form = self.questionnaire
        parts = [self.part(section) for section in form.sections]
        return Form(
            id=form.id,
            version=form.version[:12],
            edition=self.words.digits(form.edition),
            title=self.say(form.title),
            consent=self.consent(form.consent),
            introduction=self.passage(form.introduction),
            parts=tuple(part for part in parts if part.blocks),
            help=self.passage(form.help),
            thanks=self.passage(form.thanks),
        )

    def say(self, text: Text) -> str:
        """Say a text of the questionnaire."""
        return self.words.text(text)

    def passage(self, passage: model.Passage | None) -> Passage | None:
        """Say a titled text."""
        if passage is None:
            return None
        return Passage(self.say(passage.title), self.paragraphs(passage.body))

    def paragraphs(self, text: Text | None) -> tuple[str, ...]:
        """Say a text paragraph by paragraph."""
        said = self.say(text) if text else ""
        return tuple(line.strip() for line in said.split("\n") if line.strip())

    def consent(self, consent: model.Consent | None) -> Consent | None:
        """Say the consent and its answers."""
        if consent is None:
            return None
        passage = Passage(self.say(consent.title), self.paragraphs(consent.body))
        agree, decline, declined = consent.agree, consent.decline, consent.declined
        return Consent(passage, self.say(agree), self.say(decline), self.say(declined))

    def part(self, section: Section) -> Part:
        """Compose a section."""
        questions = [question for question in section.questions if is_printed(question)]
        return Part(
            title=self.say(section.title),
            intro=self.paragraphs(section.intro),
            condition=self.section_condition(section),
            blocks=tuple(self.blocks(questions)),
            is_helped=any(question.help_line for question in questions),
        )

    def blocks(self, questions: Sequence[Question]) -> Iterator[Block]:
        """Put questions that share their answers into tables and print the others one by one."""
        heading: Line | None = None
        for shared, group in groupby(questions, key=_shared):
            lines = [self.line(question) for question in group]
            if shared and shared == (heading.question.id if heading else None):
                yield from self.grid(lines, heading)
                heading = None
                continue
            if heading:
                yield heading
                heading = None
            if shared and len(lines) > 1:
                yield from self.grid(lines, None)
                continue
            if lines[-1].is_heading:
                heading = lines.pop()
            yield from lines
        if heading:
            yield heading

    def grid(self, lines: list[Line], heading: Line | None) -> Iterator[Block]:
        """Make a table of some questions where one fits, else print them one by one."""
        choices = lines[0].choices
        named = {choice.name: choice for line in lines for choice in line.missing}
        # A row has words of its own for “does not apply”: they stand in the row.
        missing = [self.short(named[name]) for name in ("dont_know", "refused") if name in named]
        if self.fitting.is_table(choices, missing):
            width, none = self.fitting.option_width(choices), self.fitting.missing_width(missing)
            yield Grid(heading, tuple(lines), choices, tuple(missing), width, none)
            return
        yield from [heading] if heading else []
        yield from lines

    def short(self, choice: Choice) -> Choice:
        """Say an answer that is none in the few words of a table's head."""
        words = {"dont_know": N_("Don’t know"), "refused": N_("No answer")}
        return replace(choice, text=self.language.gettext(words[choice.name]))

    def line(self, question: Question) -> Line:
        """Compose one question."""
        numbers = number_options(question)
        choices = tuple(
            Choice(option.name, numbers[option.name], self.option(option))
            for option in question.options
        )
        missing = tuple(
            Choice(word, numbers[word], self.missing(question, word)) for word in question.missing
        )
        inner = tuple(self.line(part) for part in question.questions if is_printed(part))
        members = self.members(question) if inner else ()
        number = self.words.numbers.get(question.id, "")
        return Line(
            question=question,
            number=self.words.digits(number),
            text=self.say(question.text),
            hint=self.say(question.hint) if question.hint else "",
            condition=self.condition(question),
            choices=choices,
            missing=missing,
            rows=self.fitting.arrange(choices, bool(missing)),
            lines=inner,
            members=members,
            more=self.more(question, len(members)) if inner else "",
        )

    def option(self, option: Option) -> str:
        """Say an answer, with its condition where that is short."""
        text = self.say(option.text)
        if option.show_if is None:
            return text
        when = self.words.say_only_if(option.show_if)
        return f"{text} ({when.rstrip('.')})" if len(when) <= SHORT else text

    def missing(self, question: Question, word: model.Missing) -> str:
        """Say an answer that is none."""
        if word == "not_applicable" and question.not_applicable:
            return self.say(question.not_applicable)
        return self.language.gettext(MISSING_WORDS[word])

    def members(self, question: Question) -> tuple[str, ...]:
        """Name the members that a repeat has room for on one sheet."""
        most = getattr(question.settings, "max", MOST_MEMBERS)
        room = MOST_MEMBERS if self.fitting.scale == 1 else MOST_MEMBERS // 2
        return tuple(self.member(question, place + 1) for place in range(min(most, room)))

    def member(self, question: Question, place: int) -> str:
        """Name one member: “Person 2”."""
        number = self.language.number(place)
        if question.each is None:
            return number
        return self.language.text(question.each, **{**self.words.fillings, "number": number})

    def more(self, question: Question, room: int) -> str:
        """Say what to do where a sheet has too little room for all members."""
        if getattr(question.settings, "max", room) <= room:
            return ""
        return self.language.gettext("For more, go on with another sheet.")

    def condition(self, question: Question) -> str:
        """Say when a question is asked, and where to go on where several are left out."""
        if question.show_if is None:
            return ""
        said = self.words.say_only_if(question.show_if)
        place = next((n for n, one in enumerate(self.printed) if one.id == question.id), None)
        if place is None or (place and self.printed[place - 1].show_if == question.show_if):
            return said
        length = self.run_length(self.printed[place:], question.show_if)
        return f"{said} {self.jump(place + length)}" if length > 1 else said

    def section_condition(self, section: Section) -> str:
        """Say when a section is asked, and where to go on otherwise."""
        if section.show_if is None:
            return ""
        said = self.words.say_only_if(section.show_if)
        inside = {question.id for question in section.questions}
        places = [n for n, one in enumerate(self.printed) if one.id in inside]
        return f"{said} {self.jump(places[-1] + 1)}" if places else said

    def run_length(self, questions: Sequence[Question], condition: Condition) -> int:
        """Count the questions in a row that have the same condition."""
        others = (n for n, one in enumerate(questions) if one.show_if != condition)
        return next(others, len(questions))

    def jump(self, place: int) -> str:
        """Say with which question to go on."""
        if place >= len(self.printed):
            return self.language.gettext("Otherwise go on to the end.")
        number = self.words.digits(self.words.numbers[self.printed[place].id])
        return self.language.gettext("Otherwise go on to question %(number)s.", number=number)


def _shared(question: Question) -> str:
    """Name what a question shares its answers by: its matrix or its scale; empty for none."""
    is_one = isinstance(kind_of(question), OneOption)
    return (question.matrix or question.scale) if is_one else ""
