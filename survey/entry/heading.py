"""The first page of a sheet as a clerk filled it in: read whole, or with what is wrong where."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from survey.accounts.model import Reach
from survey.digits import tidy_digits
from survey.entry.model import Head, tidy_number
from survey.entry.sheets import Beginning
from survey.errors import N_, AnswerError
from survey.forms.places import Place, choose_place
from survey.locale import Language
from survey.places.model import Wave
from survey.questionnaire.model import Questionnaire

REMEMBERED = ("place", "wave", "collector", "day", "typed_by", "turns", "code")
"""What the next sheet most likely has in common with this one."""

LONGEST = 60
NEEDED = {
    "number": N_("Type the number of the sheet. Write one on the paper where there is none."),
    "typed_by": N_("Type your name, so that somebody else types the sheet the second time."),
    "day": N_("Type the day of the interview."),
}
NO_PLACE = N_("Choose where the sheet was filled in.")
TOO_LONG = N_("This is too long; at most %(most)s signs are possible.")
NO_WAVE = N_(
    "Nobody was asked on %(day)s: no wave of this project covers that day. Compare the day with "
    "the paper, or choose the wave."
)
OTHER_WAVE = N_("This wave belongs to another project. Choose one of the project's own.")
LATER = N_("The interview cannot have been after today.")
NO_CONSENT = N_("Type 1 where the person agreed to take part, 2 where they did not.")

Value = TypeVar("Value")


@dataclass
class Heading:
    """What was filled in, by field, and what is wrong with it."""

    given: Mapping[str, str]
    language: Language
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return what was filled in, without blanks around it."""
        return " ".join(self.given.get(name, "").split())

    def take(self, name: str, read: Callable[[], Value]) -> Value | None:
        """Read one field; where that fails, remember why."""
        try:
            return read()
        except AnswerError as error:
            self.errors[name] = " ".join(problem.say(self.language) for problem in error.problems)
            return None

    def take_words(self, name: str) -> str:
        """Read a field of free words."""
        return self.take(name, lambda: self._read_words(name)) or ""

    def _read_words(self, name: str) -> str:
        words = self.text(name)
        if not words and name in NEEDED:
            raise AnswerError(NEEDED[name])
        if len(words) > LONGEST:
            raise AnswerError(TOO_LONG, most=LONGEST)
        return words


@dataclass(frozen=True)
class Reading:
    """A heading that was read: how a sheet begins, and whether the person agreed."""

    beginning: Beginning
    has_agreed: bool


def read_heading(
    heading: Heading,
    questionnaire: Questionnaire,
    places: Sequence[Place],
    now: datetime,
    random: bytes,
    reach: Reach,
) -> Reading | None:
    """Read the first page; None where something is wrong, and `heading.errors` says what."""
    place = heading.take("place", lambda: _read_place(heading, places))
    day = heading.take("day", lambda: _read_day(heading, now.date()))
    wave = place and day and heading.take("wave", lambda: _read_wave(heading, place, day))
    number = tidy_number(tidy_digits(heading.take_words("number")))
    household, collector = heading.take_words("household"), heading.take_words("collector")
    typed_by = heading.take_words("typed_by")
    has_agreed = heading.take("consent", lambda: _read_consent(heading, questionnaire))
    if heading.errors or not (place and place.project and day and wave):
        return None
    neighbourhood = place.neighbourhood.id if place.neighbourhood else ""
    beginning = Beginning(
        questionnaire=questionnaire,
        project=place.project,
        wave=wave,
        number=number,
        language=heading.text("language") or heading.language.tag,
        turns=1 if heading.text("turns") == "1" else 2,
        head=Head(neighbourhood, tidy_digits(household), collector, day),
        typed_by=typed_by,
        now=now,
        random=random,
        reach=reach,
    )
    return Reading(beginning, bool(has_agreed))


def _read_place(heading: Heading, places: Sequence[Place]) -> Place:
    place = choose_place(places, heading.text("place"))
    if place is None:
        raise AnswerError(NO_PLACE)
    return place


def _read_day(heading: Heading, today: date) -> date:
    typed = heading.text("day")
    if not typed:
        raise AnswerError(NEEDED["day"])
    day = heading.language.parse_date(typed)
    if day > today:
        raise AnswerError(LATER)
    return day


def _read_wave(heading: Heading, place: Place, day: date) -> Wave:
    project, _, name = heading.text("wave").partition("/")
    if not name:
        wave = place.project.wave_on(day)
        if wave is None:
            raise AnswerError(NO_WAVE, day=day)
        return wave
    chosen = place.project.wave(name)
    if project != place.project.id or chosen is None:
        raise AnswerError(OTHER_WAVE)
    return chosen


def _read_consent(heading: Heading, questionnaire: Questionnaire) -> bool:
    typed = tidy_digits(heading.text("consent"))
    if questionnaire.consent and typed not in ("1", "2"):
        raise AnswerError(NO_CONSENT)
    return typed != "2"
