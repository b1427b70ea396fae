"""The choices of the method in words, for print: part by part, and what is alike said once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.errors import N_
from survey.locale import Text
from survey.reports.voice import Voice
from survey.scoring.method.choices import Choice

HASH_LENGTH = 10
"""How much of a content hash is printed: enough to find the version again."""

LONGEST_CODE = 32
"""A code longer than this is a hash."""


@dataclass(frozen=True)
class Statement:
    """A sentence; `names` says of what it holds, where it holds of several things."""

    words: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """What was decided about one part of the method."""

    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Fold:
    """How a sentence is said of many: without the placeholders `over`, whose first is listed."""

    message: str
    over: tuple[str, ...] = ("domain",)


WEIGHS = "In an index that gives it no other weight “%(domain)s” weighs %(weight)s."
"""What is said of every topic that has a score, and of no other."""

HEADINGS = {
    "thresholds": N_("Words for scores"),
    "release": N_("What is withheld"),
    "design": N_("Who counts how much"),
    "domain": N_("Topics"),
    "item": N_("Questions"),
    "index": N_("Indices"),
    "ranks": N_("Places"),
    "compare": N_("Differences"),
    "sensitivity": N_("Other choices tried"),
    "questionnaire": N_("Questionnaire and program"),
}
"""The parts in the order of print: what a committee asks about first, versions last."""

FOLDS: Mapping[str, Fold] = {
    "“%(domain)s” is a strength: a high score is good.": Fold(
        N_("These topics are strengths: a high score is good.")
    ),
    "“%(domain)s” is a harm as residents see it: a high score is more harm.": Fold(
        N_("These topics are harms as residents see them: a high score is more harm.")
    ),
    "“%(domain)s” are harms that households met: shares of households, each counted once.": Fold(
        N_("These are harms that households met: shares of households, each counted once.")
    ),
    "A gap in “%(domain)s” is filled with what this person answered elsewhere and what others "
    "answered here (two-way), clipped to 0–100.": Fold(
        N_(
            "A gap in these topics is filled with what this person answered elsewhere and what "
            "others answered here (two-way), clipped to 0–100."
        )
    ),
    "A gap in “%(domain)s” is filled with the mean of its question.": Fold(
        N_("A gap in these topics is filled with the mean of its question.")
    ),
    "Gaps in “%(domain)s” are left out, and the other answers are averaged.": Fold(
        N_("Gaps in these topics are left out, and the other answers are averaged.")
    ),
    "In “%(domain)s” only who answered every question counts.": Fold(
        N_("In these topics only who answered every question counts.")
    ),
    "One question makes “%(domain)s”: who gave no answer to it has no score.": Fold(
        N_("One question makes each of these topics: who gave no answer to it has no score.")
    ),
    WEIGHS: Fold(
        N_("In an index that gives them no other weight these topics weigh %(weight)s each.")
    ),
    "“%(question)s” counts in “%(domain)s” with the weight %(weight)s; a high answer is "
    "good.": Fold(
        N_("These questions count in their topics with the weight %(weight)s; high is good."),
        ("question", "domain"),
    ),
    "“%(question)s” counts in “%(domain)s” with the weight %(weight)s; a high answer is bad.": Fold(
        N_("These questions count in their topics with the weight %(weight)s; high is bad."),
        ("question", "domain"),
    ),
    "“%(question)s” has the severity %(severity)s among the harms.": Fold(
        N_("Among the harms these questions have the severity %(severity)s."), ("question",)
    ),
    "“%(component)s” counts in “%(index)s” with the weight %(weight)s.": Fold(
        N_("These count in “%(index)s” with the weight %(weight)s each."), ("component",)
    ),
    "“%(component)s” counts in “%(index)s” with the weight %(weight)s, turned round.": Fold(
        N_("These count in “%(index)s” with the weight %(weight)s each, turned round."),
        ("component",),
    ),
}
"""Sentences that are said of many things at once."""


def say_choices(choices: Sequence[Choice], voice: Voice) -> tuple[Part, ...]:
    """Say every choice, in parts with their headings."""
    parts: dict[str, list[Choice]] = {part: [] for part in HEADINGS}
    for choice in choices:
        parts.setdefault(choice.part, []).append(choice)
    return tuple(
        Part(voice.language.gettext(HEADINGS.get(part, part)), tuple(_say_part(chosen, voice)))
        for part, chosen in parts.items()
        if chosen
    )


def _say_part(choices: Sequence[Choice], voice: Voice) -> Iterator[Statement]:
    for alike in _fold(choices):
        if len(alike) == 1:
            yield Statement(_say(alike[0].message, alike[0].values, voice))
            continue
        fold = FOLDS[alike[0].message]
        kept = {name: v for name, v in alike[0].values.items() if name not in fold.over}
        yield Statement(_say(fold.message, kept, voice), tuple(_name(alike, choices, voice)))


def _fold(choices: Sequence[Choice]) -> Iterable[list[Choice]]:
    """Put choices together that differ only in what they are about, in the order of the first."""
    groups: dict[tuple[object, ...], list[Choice]] = {}
    for number, choice in enumerate(choices):
        fold = FOLDS.get(choice.message)
        own: object = number
        if fold:
            kept = {name: str(v) for name, v in choice.values.items() if name not in fold.over}
            own = tuple(kept.items())
        groups.setdefault((choice.message, own), []).append(choice)
    return groups.values()


def _name(alike: Sequence[Choice], choices: Sequence[Choice], voice: Voice) -> list[str]:
    """Name what alike choices are about, as shortly as all `choices` of the part allow."""
    fold = FOLDS[alike[0].message]
    if fold.over == ("domain",):
        scored = sum(choice.message == WEIGHS for choice in choices)
        if len(alike) == scored:
            return [voice.language.gettext("All topics that have a score")]
    if len(fold.over) == 1:
        return [_title(choice, fold.over[0], voice) for choice in alike]
    return _name_questions(alike, choices, voice)


def _name_questions(alike: Sequence[Choice], choices: Sequence[Choice], voice: Voice) -> list[str]:
    """Name questions by their topics where these have all of them, or most; else one by one."""
    sizes = Counter(str(choice.values.get("domain")) for choice in choices)
    topics: dict[str, list[Choice]] = {}
    for choice in alike:
        topics.setdefault(str(choice.values["domain"]), []).append(choice)
    whole, most, single = [], [], []
    for topic, chosen in topics.items():
        title = _title(chosen[0], "domain", voice)
        if len(chosen) == sizes[topic]:
            whole.append(voice.language.gettext("All of “%(topic)s”", topic=title))
        elif 2 * len(chosen) > sizes[topic]:
            most.append(voice.language.gettext("All others of “%(topic)s”", topic=title))
        else:
            single += [_title(choice, "question", voice) for choice in chosen]
    return [*whole, *most, *single]


def _title(choice: Choice, name: str, voice: Voice) -> str:
    """Name a topic, or quote a question."""
    words = _show(choice.values[name], voice)
    is_question = name == "question"
    return voice.language.gettext("“%(question)s”", question=words) if is_question else words


def _say(message: str, values: Mapping[str, object], voice: Voice) -> str:
    return voice.language.gettext(
        message,
        **{name: v if _is_number(v) else _show(v, voice) for name, v in values.items()},
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _show(value: object, voice: Voice) -> str:
    """Write a title in the reader's words, and a code or a column as it is."""
    if isinstance(value, Text):
        return voice.text(value)
    written = str(value)
    if written.replace(".", "").isdecimal():
        return voice.digits(written)
    return voice.code(written[:HASH_LENGTH] if len(written) > LONGEST_CODE else written)
