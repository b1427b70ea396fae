"""What is asked and answered: sixty Persian questions, and answers as long as people give them."""

import json
import random
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.forms.questionnaire import PAGE, Asked, read_questions, write_questionnaire

FORM = "sixty"
OPEN = (
    "اگر شهرداری فقط می‌توانست یک کار در این محله بکند، آن کار چه باشد؟",
    "چه چیزی در این محله هست که نمی‌خواهید از دست برود؟",
)
CLOSED = 60 - len(OPEN)
SAYS = (
    "کوچه چراغ ندارد و شب‌ها بچه‌ها می‌ترسند بیرون بروند؛ پارک کوچک است ولی همسایه‌ها هوای هم را",
    "دارند آب گاهی قطع می‌شود و نانوایی دور است اما مدرسه خوب شده و زن‌ها در مسجد جمع می‌شوند",
)
WORDS = " ".join(SAYS).split()
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def write_form() -> str:
    """Write the questionnaire: 58 of the measured form's questions and two open ones."""
    asked = read_questions(CLOSED)[:CLOSED]
    open_ones = [Asked("long_text", text, (), False) for text in OPEN]
    return write_questionnaire(FORM, asked + open_ones, PAGE)


@dataclass(frozen=True)
class Answers:
    """What one person says: pairs of inputs and texts by section, only of what applies."""

    typed: list[tuple[str, list[tuple[str, str]]]]

    @property
    def texts(self) -> dict[str, str]:
        """The texts by the names of the inputs."""
        return {name: text for _, pairs in self.typed for name, text in pairs}


def draw_answers(chance: random.Random) -> Answers:
    """Draw what somebody says to everything that applies."""
    form = _read_form()
    given: dict[str, str] = {}
    typed = []
    for section in form["sections"]:
        for question in section["questions"]:
            condition = question.get("show_if")
            if condition is None or given.get(condition["q"]) == condition["is"]:
                given[question["id"]] = _draw(question, form["scales"], chance)
        pairs = [
            (f"q-{question['id']}", given[question["id"]])
            for question in section["questions"]
            if question["id"] in given
        ]
        typed.append((section["id"], pairs))
    return Answers(typed)


def _draw(question: dict[str, Any], scales: dict[str, Any], chance: random.Random) -> str:
    scale = scales.get(question.get("scale", ""), question)
    match question.get("kind"):
        case "yes_no":
            return chance.choice(("yes", "no"))
        case "integer":
            return str(chance.randint(0, 12)).translate(PERSIAN)
        case "long_text":
            return " ".join(chance.choices(WORDS, k=chance.randint(8, 40)))
    return str(chance.choice(scale["options"])["name"])


@cache
def _read_form() -> Any:
    return json.loads(write_form())
