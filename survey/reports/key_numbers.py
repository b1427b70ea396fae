"""The numbers to remember from a report: who answered, the best answer and the worst."""

from dataclasses import dataclass
from typing import Literal

from survey.questionnaire.model import Question
from survey.reports.findings import Tone, bad_side, good_side, judge, split_options, sum_shares
from survey.reports.reading import Reading
from survey.reports.voice import Voice


@dataclass(frozen=True)
class BigNumber:
    """A number to remember, and what it counts."""

    words: str
    caption: str
    tone: Tone = "good"


def build_numbers(reading: Reading, voice: Voice) -> tuple[BigNumber, ...]:
    """Choose the numbers to remember: who answered, the best answer and the worst."""
    answered = BigNumber(
        voice.respondents(reading.here.respondents),
        voice.language.gettext(
            "answered between %(first)s and %(last)s",
            first=reading.wave.starts,
            last=reading.imprint.last_day,
        ),
    )
    found = [_find_share(reading, voice, "good"), _find_share(reading, voice, "need")]
    numbers = [answered, *(number for number in found if number)]
    if len(numbers) < 3:
        numbers.append(_count_questions(reading, voice))
    return tuple(numbers)


def _find_share(reading: Reading, voice: Voice, tone: Literal["good", "need"]) -> BigNumber | None:
    """Find the clearest answers of a tone: the largest share among questions that stand out."""
    best: tuple[float, BigNumber] | None = None
    for question in _standing_out(reading, tone):
        sides = split_options(question)
        names = (good_side if tone == "good" else bad_side)(question, sides)
        share = sum_shares(reading, question, names)
        if share is not None and share > 50 and (best is None or share > best[0]):
            caption = voice.language.gettext(
                "answered %(answers)s: %(question)s",
                answers=voice.answers([o.text for o in question.options if o.name in names]),
                question=voice.text(question.text),
            )
            best = share, BigNumber(voice.of_hundred(share), caption, tone)
    return best[1] if best else None


def _standing_out(reading: Reading, tone: Tone) -> list[Question]:
    thresholds = reading.questionnaire.thresholds
    questions = [q for d in reading.topics for q in reading.questionnaire.items_of(d.id)]
    scores = [(q, reading.here.find("item", q.id)) for q in questions]
    return [q for q, score in scores if score and judge(score, thresholds, "strength").tone == tone]


def _count_questions(reading: Reading, voice: Voice) -> BigNumber:
    domains = [*reading.topics, *reading.asked_harms]
    count = sum(len(reading.questionnaire.items_of(domain.id)) for domain in domains)
    return BigNumber(
        voice.language.ngettext("%(count)s question", "%(count)s questions", count),
        voice.language.ngettext(
            "on %(count)s topic, each scored from 0 to 100",
            "on %(count)s topics, each scored from 0 to 100",
            len(domains),
        ),
    )
