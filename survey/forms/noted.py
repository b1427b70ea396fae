"""What is noted of an interview by itself: its metadata, and the orders drawn for it."""

import random
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from survey.questionnaire.flow import find_random
from survey.questionnaire.model import Questionnaire

CLOCK = "clock"
"""The part of the paradata that tells of the clock of a tablet: see docs/interviews.md."""


def note_beginning(questionnaire: Questionnaire, now: datetime) -> dict[str, object]:
    """Return the metadata known when an interview begins, as answers."""
    noted = {"start": now.isoformat(timespec="seconds"), "today": now.date().isoformat()}
    return find_noted(questionnaire, noted)


def note_end(questionnaire: Questionnaire, begun: datetime, now: datetime) -> dict[str, object]:
    """Return the metadata known when an interview is sent, as answers."""
    noted = {
        "end": now.isoformat(timespec="seconds"),
        "duration": max(0, int((now - begun).total_seconds())),
    }
    return find_noted(questionnaire, noted)


def find_end(paradata: Mapping[str, object]) -> datetime | None:
    """Return when an interview ended that was held on a tablet, whenever it is sent; else None."""
    clock = paradata.get(CLOCK)
    written = clock.get("finished_at") if isinstance(clock, Mapping) else None
    return datetime.fromisoformat(written) if isinstance(written, str) else None


def find_noted(questionnaire: Questionnaire, noted: Mapping[str, object]) -> dict[str, object]:
    """Answer the questions that nobody is asked with what is `noted`, by what they ask for."""
    asked = {
        question.id: getattr(question.settings, "of", "")
        for question in questionnaire.questions.values()
        if question.kind == "metadata"
    }
    return {name: noted[of] for name, of in asked.items() if of in noted}


def draw_order(questionnaire: Questionnaire, draft: UUID) -> dict[str, list[str]]:
    """Draw the order of all that is asked in a random one; the same draft gives the same order."""
    drawn = find_random(questionnaire)
    for name, listed in drawn.items():
        random.Random(f"{draft}/{name}").shuffle(listed)
    return drawn
