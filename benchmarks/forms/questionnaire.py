"""The questionnaires that are measured: sixty real Persian questions, and three hundred."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

QUESTIONS = Path(__file__).parent / "questions.txt"
"""One question a line: kind or scale, text, options. A `?` asks it only after a yes before it."""

SEED = 1405
PAGE = 10
SCALES = {
    "agree": ["کاملاً مخالفم", "مخالفم", "نه موافقم، نه مخالف", "موافقم", "کاملاً موافقم"],
    "quality": ["خیلی بد", "بد", "متوسط", "خوب", "خیلی خوب"],
    "often": ["هیچ‌وقت", "خیلی کم", "گاهی", "زیاد", "خیلی زیاد"],
}
CONSENT = "ما از دفتر محله‌ایم. می‌خواهیم بدانیم زندگی در این محله چطور می‌گذرد. شرکت در آن آزاد است."


@dataclass(frozen=True)
class Asked:
    """One question; `is_after_yes` asks it only where the yes/no question before it has a yes."""

    kind: str
    text: str
    options: tuple[str, ...]
    is_after_yes: bool


def read_questions(count: int) -> list[Asked]:
    """Read the sixty questions; more are made of the same words in another order.

    Nothing is repeated as it stands, which would compress to nothing.
    """
    sixty = [_read(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    order = random.Random(SEED)
    made = [_shuffle(sixty[index % len(sixty)], order) for index in range(count - len(sixty))]
    return sixty + made


def write_questionnaire(name: str, questions: list[Asked], page: int) -> str:
    """Write a questionnaire with `page` questions a section; JSON is YAML as well."""
    pages = [questions[start : start + page] for start in range(0, len(questions), page)]
    texts = [{"name": f"level{code}", "code": code} for code in range(1, 6)]
    written = {
        "id": name,
        "language": "fa",
        "title": "پرسشنامهٔ شناخت محله",
        "unit": "person",
        "consent": {
            "title": "پیش از شروع",
            "body": CONSENT,
            "agree": "شرکت می‌کنم",
            "decline": "شرکت نمی‌کنم",
            "declined": "سپاسگزاریم.",
        },
        "scales": {
            scale: {
                "kind": "rating",
                "options": [{**o, "text": text} for o, text in zip(texts, says, strict=True)],
            }
            for scale, says in SCALES.items()
        },
        "sections": [
            {
                "id": f"part{number}",
                "title": f"بخش {number}",
                "questions": list(_write_questions(asked, number)),
            }
            for number, asked in enumerate(pages, start=1)
        ],
    }
    return json.dumps(written, ensure_ascii=False, indent=1)


def _write_questions(asked: list[Asked], part: int) -> Iterator[dict[str, object]]:
    yes = ""
    for number, question in enumerate(asked, start=1):
        name = f"part{part}_question{number}"
        written: dict[str, object] = {"id": name, "text": question.text}
        if question.kind in SCALES:
            written["scale"] = question.kind
        else:
            written["kind"] = question.kind
        if question.kind == "integer":
            written |= {"min": 0, "max": 30}
        if question.options:
            written["options"] = [
                {"name": f"option{place}", "text": text}
                for place, text in enumerate(question.options, start=1)
            ]
        if question.is_after_yes:
            written["show_if"] = {"q": yes, "is": "yes"}
        elif question.kind == "yes_no":
            yes = name
        yield written


def _read(line: str) -> Asked:
    kind, text, *options = line.split(" | ")
    named = tuple(options[0].split("، ")) if options else ()
    return Asked(kind.rstrip("?"), text, named, kind.endswith("?"))


def _shuffle(question: Asked, order: random.Random) -> Asked:
    words = question.text.split()
    return replace(question, text=" ".join(order.sample(words, len(words))))
