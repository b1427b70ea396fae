"""The members of a repeat on a page: one more, or one less."""

from dataclasses import dataclass

from survey.forms.model import Answers
from survey.kinds.find import kind_of
from survey.questionnaire.model import Questionnaire

ADD, REMOVE = "add", "remove"


@dataclass(frozen=True)
class Change:
    """A button that was pressed: add a member to `repeat`, or remove the one at `place`, from 0."""

    word: str
    repeat: str
    place: int = 0

    @property
    def anchor(self) -> str:
        """Where the page goes on: at the new member, or where the removed one stood."""
        return f"q-{self.repeat}.{self.place}"


def find_change(pressed: str, questionnaire: Questionnaire, answers: Answers) -> Change | None:
    """Read the value of the button that was pressed: `add.members` or `remove.members.0`."""
    word, _, rest = pressed.partition(".")
    repeat, _, place = rest.partition(".")
    question = questionnaire.questions.get(repeat)
    if word not in (ADD, REMOVE) or question is None or kind_of(question).holds != "members":
        return None
    if word == ADD:
        return Change(ADD, repeat, len(_list(answers, repeat)))
    return Change(REMOVE, repeat, int(place)) if place.isascii() and place.isdigit() else None


def change_members(answers: Answers, change: Change) -> Answers:
    """Return the members as they are after the change; None where nobody is left."""
    members = _list(answers, change.repeat)
    if change.word == ADD:
        members.append({})
    else:
        del members[change.place : change.place + 1]
    return {change.repeat: members or None}


def _list(answers: Answers, repeat: str) -> list[object]:
    given = answers.get(repeat)
    return list(given) if isinstance(given, list) else []
