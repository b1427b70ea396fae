"""Sentences chosen for print: what may be chosen, and how far it may be shortened."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from survey.errors import N_, AnswerError
from survey.kinds.texts import is_printable
from survey.questionnaire.model import Question, Questionnaire
from survey.responses.model import Submission
from survey.scoring.release.sets import FEWEST_HOUSEHOLDS, FEWEST_RESPONDENTS

LONGEST = 300
"""The most characters a printed sentence may have."""

GAP = "…"

EMPTY = N_("Choose some words, or untick the answer.")
TOO_LONG = N_(
    "These words have %(length)s characters; at most %(limit)s can be printed. Shorten them."
)
NOT_THEIRS = N_(
    "These are not the words of the answer. Leave words out and put … in their place, but add and "
    "change nothing."
)
UNPRINTABLE = N_("These words hold characters that cannot be printed. Leave them out.")


@dataclass(frozen=True)
class Quote:
    """Words of one answer to a question, as they are printed; `language` is the interview's."""

    response: UUID
    question: str
    neighbourhood: str
    words: str
    language: str


def list_quotable(questionnaire: Questionnaire) -> list[Question]:
    """List the questions whose answers may be printed word for word, in the order of asking."""
    asked = questionnaire.questions.values()
    return [question for question in asked if getattr(question.settings, "quotable", False)]


def find_open(questionnaire: Questionnaire, people: Iterable[Submission]) -> set[tuple[str, str]]:
    """Find the (neighbourhood, question) pairs that enough people of enough households answered.

    Where fewer wrote something, a sentence could be traced to who wrote it (SCORING §12).
    """
    questions = [question.id for question in list_quotable(questionnaire)]
    homes: dict[tuple[str, str], list[str]] = {}
    for person in people:
        for question in questions:
            if isinstance(person.answers.get(question), str):
                home = person.household or str(person.id)
                homes.setdefault((person.neighbourhood, question), []).append(home)
    return {
        pair
        for pair, found in homes.items()
        if len(found) >= FEWEST_RESPONDENTS and len(set(found)) >= FEWEST_HOUSEHOLDS
    }


def shorten(words: str, answer: str) -> str:
    """Return `words` tidied, which are `answer` with nothing added and gaps marked “…”.

    Raises AnswerError for words that are not those of the answer, too many, or none.
    """
    tidy = " ".join(words.replace("...", GAP).split())
    if not tidy.strip(f"{GAP} "):
        raise AnswerError(EMPTY)
    if len(tidy) > LONGEST:
        raise AnswerError(TOO_LONG, length=len(tidy), limit=LONGEST)
    if not is_printable(tidy):
        raise AnswerError(UNPRINTABLE)
    if not is_within(tidy, answer):
        raise AnswerError(NOT_THEIRS)
    return tidy


def is_within(words: str, answer: str) -> bool:
    """Tell whether `words` are those of `answer` in their order, with “…” for what was left out."""
    rest = " ".join(answer.replace("...", GAP).split())
    for piece in filter(None, (part.strip() for part in words.split(GAP))):
        _, found, rest = rest.partition(piece)
        if not found:
            return False
    return True
