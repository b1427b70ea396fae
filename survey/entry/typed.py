"""What a clerk types for an answer, numbers only: read, written back, and said in words."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from survey.digits import tidy_digits
from survey.entry.model import Cell, most_members
from survey.errors import N_, AnswerError
from survey.kinds.find import kind_of
from survey.locale import Language, Text
from survey.questionnaire.model import Missing, Question
from survey.questionnaire.numbering import MISSING_NUMBERS
from survey.questionnaire.words import MISSING_WORDS

SEPARATORS = re.compile(r"[ +,;/.]+")
DIGITS = re.compile(r"[0-9]+")
SIGNED = "-"
"""What stands before the number of an answer that is none where numbers may be negative."""

MISSING: dict[str, Missing] = {str(number): word for word, number in MISSING_NUMBERS.items()}
NO_NUMBER = N_("“%(typed)s” is not a number. Type the number of the answer, from 1 to %(most)s.")
NO_OPTION = N_("There is no answer %(typed)s here. Type a number from 1 to %(most)s.")
NOT_OFFERED = N_("%(typed)s (%(meaning)s) is not offered for this question. Leave it blank.")
NO_COUNT = N_("Type how many there are, as a number from %(least)s to %(most)s.")

Say = Callable[[Text], str]


def read_cell(cell: Cell, typed: str, language: Language, today: date) -> object | None:
    """Read what was typed into a field; None for a blank. Raises AnswerError."""
    if cell.is_count and not _find_missing(cell.question, tidy_digits(typed)):
        return _read_count(cell.question, typed)
    return read_typed(cell.question, typed, language, today)


def read_typed(question: Question, typed: str, language: Language, today: date) -> object | None:
    """Read the answer that was typed: a stored answer, or one that is none. Raises AnswerError."""
    tidy = tidy_digits(typed)
    if not tidy:
        return None
    word = _find_missing(question, tidy)
    if word in question.missing:
        return {"missing": word}
    if word:
        meaning = language.gettext(MISSING_WORDS[word])
        raise AnswerError(NOT_OFFERED, typed=language.ltr(tidy), meaning=meaning)
    return kind_of(question).parse(_texts_of(question, typed, language), question, today)


def keep_typed(cell: Cell, typed: str, language: Language, today: date) -> object | None:
    """Read what was typed, or keep it as it is until it can be read."""
    try:
        return read_cell(cell, typed, language, today)
    except AnswerError:
        return {"typed": typed}


def write_typed(cell: Cell, kept: object, language: Language) -> str:
    """Write what is kept as it would be typed, in the reader's digits and calendar."""
    question = cell.question
    match kept:
        case None:
            return ""
        case {"typed": typed}:
            return str(typed)
        case {"missing": word}:
            sign = SIGNED if takes_negatives(question) else ""
            return _in_digits(f"{sign}{MISSING_NUMBERS[word]}", language)
        case int() if cell.is_count:
            return _in_digits(str(kept), language)
    if question.options:
        return _in_digits(" ".join(str(place) for place in _places(question, kept)), language)
    kind = kind_of(question)
    if kind.compares_as == "date":
        return _write_date(date.fromisoformat(str(kept)), language)
    written = " ".join(kind.write(kept, question))  # type: ignore[arg-type]
    if kind.compares_as == "number":
        short = written.rstrip("0").rstrip(".") if "." in written else written
        return _in_digits(short.replace(".", language.decimal), language)
    return written


def say_typed(cell: Cell, kept: object, language: Language, say: Say) -> str:
    """Say what is kept in words, for somebody who compares it with the paper."""
    question = cell.question
    match kept:
        case {"missing": "not_applicable"} if question.not_applicable:
            return say(question.not_applicable)
        case {"missing": word}:
            return language.gettext(MISSING_WORDS[word])
    if question.options and isinstance(kept, str | list):
        chosen = [question.options[place - 1] for place in _places(question, kept)]
        return " + ".join(say(option.text) for option in chosen)
    if isinstance(kept, str) and kind_of(question).compares_as == "date":
        return language.date(date.fromisoformat(kept))
    return write_typed(cell, kept, language)


def echo_typed(cell: Cell, kept: object, language: Language, say: Say) -> str:
    """Say what was read where that is more than what was typed: an option, a day, no answer."""
    is_plain = kept is None or (isinstance(kept, dict) and "typed" in kept)
    said = "" if is_plain else say_typed(cell, kept, language, say)
    return "" if said == write_typed(cell, kept, language) else said


def _read_count(question: Question, typed: str) -> int | None:
    tidy = tidy_digits(typed)
    if not tidy:
        return None
    least, most = getattr(question.settings, "min", 0), most_members(question)
    if not DIGITS.fullmatch(tidy) or not least <= int(tidy) <= most:
        raise AnswerError(NO_COUNT, least=least, most=most)
    return int(tidy)


def takes_negatives(question: Question) -> bool:
    """Tell whether -8 may be a number here; “I don't know” is then typed --8."""
    lowest = getattr(question.settings, "min", None)
    return isinstance(lowest, int | float) and lowest <= max(MISSING_NUMBERS.values())


def _find_missing(question: Question, tidy: str) -> Missing | None:
    """Tell which answer that is none was typed."""
    if takes_negatives(question):
        return MISSING.get(tidy[1:]) if tidy.startswith(f"{SIGNED}-") else None
    return MISSING.get(tidy.replace("- ", "-"))


def _texts_of(question: Question, typed: str, language: Language) -> Sequence[str]:
    """Turn what was typed into the texts that the question's kind reads."""
    kind = kind_of(question)
    if question.options:
        return _names(question, tidy_digits(typed), is_list=kind.compares_as == "list")
    if kind.compares_as == "date":
        return [language.parse_date(typed).isoformat()]
    return [typed]


def _names(question: Question, tidy: str, is_list: bool) -> list[str]:
    most = len(question.options)
    numbers = [part for part in SEPARATORS.split(tidy) if part] if is_list else [tidy]
    for number in numbers:
        if not DIGITS.fullmatch(number):
            raise AnswerError(NO_NUMBER, typed=number, most=most)
        if not 1 <= int(number) <= most:
            raise AnswerError(NO_OPTION, typed=int(number), most=most)
    return [question.options[int(number) - 1].name for number in numbers]


def _places(question: Question, kept: object) -> list[int]:
    names: list[object] = [option.name for option in question.options]
    return [names.index(name) + 1 for name in (kept if isinstance(kept, list) else [kept])]


def _write_date(day: date, language: Language) -> str:
    if not language.calendar.covers(day):
        return day.isoformat()
    year, month, day_of_month = language.parts(day)
    return _in_digits(f"{day_of_month}/{month}/{year}", language)


def _in_digits(written: str, language: Language) -> str:
    return written.translate(str.maketrans("0123456789", language.digits))
