"""The frozen questionnaire made from a file that its schema accepts."""

from dataclasses import replace
from typing import Any

from survey.conditions.model import All, Condition, Expression
from survey.conditions.parse import parse_condition
from survey.conditions.parse_expression import parse_expression
from survey.kinds.find import kinds
from survey.kinds.model import Option, Settings
from survey.locale import Text
from survey.questionnaire.build_method import build_method
from survey.questionnaire.file_schema import FilePart
from survey.questionnaire.gate import add_needs, keep_promises
from survey.questionnaire.model import (
    Check,
    Columns,
    Consent,
    Domain,
    Item,
    Missing,
    Passage,
    Question,
    Questionnaire,
    Section,
    Thresholds,
)
from survey.questionnaire.schema import (
    ConsentPart,
    OptionPart,
    Part,
    PassagePart,
    QuestionPart,
    RowPart,
    ScalePart,
    SectionPart,
)


class Builder:
    """Makes the parts of one questionnaire, giving every text its key in the catalogues."""

    def __init__(self, file: FilePart) -> None:
        self.file = file

    def build(self, version: str) -> Questionnaire:
        """Make the whole questionnaire. Its cross-references are checked before.

        What needs a promise is off.
        """
        file = self.file
        made = Questionnaire(
            id=file.id,
            version=version,
            edition=file.edition,
            language=file.language,
            title=self.text(file.title, "title"),
            unit=file.unit,
            sections=tuple(self.section(part) for part in file.sections),
            domains=self.domains(),
            thresholds=Thresholds(**file.thresholds.model_dump()),
            consent=self.consent(file.consent),
            introduction=self.passage(file.introduction, "introduction"),
            help=self.passage(file.help, "help"),
            thanks=self.passage(file.thanks, "thanks"),
            words=tuple((w, self.text(text, f"words.{w}")) for w, text in file.words.items()),
            columns=self.columns(),
            pages=file.pages,
            method=build_method(file, self.text),
        )
        return keep_promises(made, ())

    def text(self, raw: str | dict[str, str], key: str) -> Text:
        """Make a text out of a string, or out of one string a language."""
        if isinstance(raw, str):
            return Text(raw.strip(), self.file.id, key)
        source = raw.get(self.file.language, next(iter(raw.values())))
        return Text(source.strip(), self.file.id, key, tuple(raw.items()))

    def optional_text(self, raw: str | dict[str, str] | None, key: str) -> Text | None:
        """Make a text where there is one."""
        return None if raw is None else self.text(raw, key)

    def passage(self, part: PassagePart | None, key: str) -> Passage | None:
        """Make a titled text where there is one."""
        if part is None:
            return None
        return Passage(self.text(part.title, f"{key}.title"), self.text(part.body, f"{key}.body"))

    def consent(self, part: ConsentPart | None) -> Consent | None:
        """Make the consent where there is one."""
        if part is None:
            return None
        return Consent(
            title=self.text(part.title, "consent.title"),
            body=self.text(part.body, "consent.body"),
            agree=self.text(part.agree, "consent.agree"),
            decline=self.text(part.decline, "consent.decline"),
            declined=self.text(part.declined, "consent.declined"),
        )

    def domains(self) -> tuple[Domain, ...]:
        """Make the domains in the order of the file."""
        return tuple(
            Domain(
                id=name,
                title=self.text(part.title, f"domain.{name}"),
                polarity=part.polarity,
                measure=part.measure,
                weight=part.weight,
                rule=part.missing_rule,
                reflective=part.reflective,
            )
            for name, part in self.file.domains.items()
        )

    def columns(self) -> Columns:
        """Make the column names of foreign tables."""
        names = self.file.columns.model_dump()
        return Columns(**{**names, "words": tuple(names["words"].items())})

    def section(self, part: SectionPart) -> Section:
        """Make a section with its questions."""
        return Section(
            id=part.id,
            title=self.text(part.title, f"section.{part.id}.title"),
            intro=self.optional_text(part.intro, f"section.{part.id}.intro"),
            questions=tuple(
                add_needs(q, part.needs) for inner in part.questions for q in self.questions(inner)
            ),
            show_if=_condition(part.show_if),
            order=part.order,
        )

    def questions(self, part: Any) -> tuple[Question, ...]:
        """Make a question; where it is a matrix, its heading and behind it a question a row."""
        question = self.question(part)
        if kinds()[question.kind].holds != "rows":
            return (question,)
        return (question, *(self.row(row, part, question) for row in part.rows))

    def row(self, row: RowPart, part: Any, matrix: Question) -> Question:
        """Make one row of a matrix, asked where its matrix is and answered as all its rows are."""
        scale = self.file.scales.get(part.scale or "")
        options = self.options(part, "")
        is_rating = all(option.code is not None for option in options)
        kind = scale.kind if scale else "rating" if is_rating else "choice"
        made = replace(self.ask(row, kind), options=kinds()[kind].built_in or options)
        rules = tuple(rule for rule in (matrix.show_if, made.show_if) if rule)
        asked = replace(
            made,
            scale=part.scale or "",
            settings=_settings(kind, row, scale),
            missing=_join(matrix.missing if row.missing is None else (), made.missing),
            not_applicable=made.not_applicable or matrix.not_applicable,
            enabled=matrix.enabled and made.enabled,
            show_if=All(rules) if len(rules) > 1 else next(iter(rules), None),
            matrix=matrix.id,
        )
        return add_needs(asked, matrix.needs)

    def question(self, part: Any) -> Question:
        """Make a question; `part` is one of the schema's question models."""
        scale = getattr(part, "scale", None) and not hasattr(part, "rows") and self.scale(part)
        return self.ask(part, scale.kind if scale else part.kind)

    def ask(self, part: Any, kind: str) -> Question:
        """Make a question of this kind."""
        return Question(
            id=part.id,
            kind=kind,
            text=self.text(part.text, part.id),
            options=self.options(part, kind),
            settings=_settings(kind, part, self.scale(part)),
            hint=self.optional_text(part.hint, f"{part.id}.hint"),
            hint_for=part.hint_for,
            scale=getattr(part, "scale", ""),
            enabled=part.enabled,
            required=part.required,
            show_if=_condition(part.show_if),
            missing=self.missing(part),
            not_applicable=self.optional_text(part.not_applicable, f"{part.id}.not_applicable"),
            level=part.level,
            sensitive=part.sensitive,
            identifying=part.identifying,
            needs=tuple(part.needs),
            help_line=part.help_line,
            item=_item(part),
            checks=self.checks(part),
            order=part.order,
            value=_expression(part),
            each=self.optional_text(getattr(part, "each", None), f"{part.id}.each"),
            questions=tuple(self.question(inner) for inner in getattr(part, "questions", ())),
        )

    def checks(self, part: QuestionPart) -> tuple[Check, ...]:
        """Make the checks of a question."""
        return tuple(
            Check(
                strength="must" if check.must is not None else "should",
                rule=parse_condition(check.should if check.must is None else check.must),
                say=self.text(check.say, f"{part.id}.check.{number}"),
            )
            for number, check in enumerate(part.checks, start=1)
        )

    def scale(self, part: QuestionPart) -> ScalePart | None:
        """Find the scale that a question takes its answers from."""
        return self.file.scales.get(getattr(part, "scale", None) or "")

    def missing(self, part: QuestionPart) -> tuple[Missing, ...]:
        """List the non-substantive answers a question offers: its own list, else its scale's."""
        scale = self.scale(part)
        offered = list(scale.missing) if scale else []
        if part.missing is not None:
            offered = list(part.missing)
        if part.not_applicable is not None:
            offered.append("not_applicable")
        return tuple(dict.fromkeys(offered))

    def options(self, part: QuestionPart, kind: str) -> tuple[Option, ...]:
        """Make the answers to choose from: built in, the scale's or the question's own."""
        scale = self.scale(part)
        if kind and kinds()[kind].built_in:
            return kinds()[kind].built_in
        parts: list[OptionPart] = getattr(scale or part, "options", None) or []
        prefix = f"scale.{getattr(part, 'scale', '')}" if scale else part.id
        return tuple(self.option(option, f"{prefix}.{option.name}") for option in parts)

    def option(self, part: OptionPart, key: str) -> Option:
        """Make one answer of a list."""
        return Option(
            part.name,
            self.text(part.text, key),
            part.code,
            _condition(part.show_if),
            part.picture or "",
        )


def _settings(kind: str, *parts: Part | None) -> Settings:
    """Take the kind's own keys from the question and its scale, else the kind's defaults."""
    model = kinds()[kind].settings
    keys = list(model.model_fields)
    given = {key: getattr(part, key) for part in parts for key in keys if hasattr(part, key)}
    return model(**given)


def _join(*words: tuple[Missing, ...]) -> tuple[Missing, ...]:
    return tuple(dict.fromkeys(word for some in words for word in some))


def _condition(raw: Any) -> Condition | None:
    return None if raw is None else parse_condition(raw)


def _expression(part: QuestionPart) -> Expression | None:
    raw = getattr(part, "value", None)
    return None if raw is None else parse_expression(raw)


def _item(part: QuestionPart) -> Item | None:
    if part.domain is None:
        return None
    return Item(part.domain, part.polarity, part.weight, part.dk_as, part.severity)
