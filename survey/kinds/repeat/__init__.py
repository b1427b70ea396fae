"""Repeat: the same questions for each of several members, such as everybody in a household."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from survey.errors import N_, AnswerError
from survey.kinds.find import kind_of
from survey.kinds.model import MOST_MEMBERS, Answer, Answerable, Comparable, Kind, Settings


class RepeatSettings(Settings):
    """What a repeat adds to a question."""

    min: int = Field(0, ge=0, le=MOST_MEMBERS, description="The smallest number of members.")
    max: int = Field(20, ge=1, le=MOST_MEMBERS, description="The largest number of members.")
    count: str | None = Field(
        None, description="The question of an earlier section that says how many members there are."
    )


class Repeat(Kind):
    """A list with one dict a member: question id → a stored answer, or `{"missing": …}`."""

    settings = RepeatSettings
    compares_as: ClassVar[Comparable | None] = "list"
    holds = "members"

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read the members out of JSON, as tables have them."""
        written = " ".join(texts).strip()
        if not written:
            return None
        try:
            answer: Any = json.loads(written)
        except (ValueError, RecursionError) as error:  # brackets nested without end
            raise AnswerError(
                N_('Write a list of members as JSON here, such as [{"age": 5}].')
            ) from error
        self.check(answer, question, today)
        members: Answer | None = answer or None
        return members

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write the members as JSON."""
        return [json.dumps(answer, ensure_ascii=False)]

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse what is no list of members, too many of them, and answers that are wrong."""
        if not isinstance(answer, list) or not all(isinstance(member, dict) for member in answer):
            raise AnswerError(N_("This is no list of members."))
        settings = question.settings
        assert isinstance(settings, RepeatSettings)
        if len(answer) > settings.max:
            raise AnswerError(N_("At most %(limit)s are possible here."), limit=settings.max)
        if len(answer) < settings.min:
            raise AnswerError(N_("At least %(limit)s are needed here."), limit=settings.min)
        for member in answer:
            _check_member(member, question, today)

    def mistakes(self, question: Answerable) -> list[AnswerError]:
        """Refuse limits that leave no answer."""
        settings = question.settings
        assert isinstance(settings, RepeatSettings)
        if settings.min <= settings.max:
            return []
        return [AnswerError(N_("`min` must not be larger than `max`."))]


def _check_member(member: Mapping[str, object], question: Answerable, today: date) -> None:
    known = {part.id: part for part in getattr(question, "questions", ())}
    for name, answer in member.items():
        part = known.get(name)
        if part is None:
            raise AnswerError(N_("Members have no question “%(name)s”."), name=name)
        if not isinstance(answer, dict):
            kind_of(part).check(answer, part, today)
        elif answer.get("missing") not in part.missing:
            raise AnswerError(
                N_("“%(word)s” is not offered at “%(name)s”."),
                word=answer.get("missing"),
                name=name,
            )


KIND = Repeat()
