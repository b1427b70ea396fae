"""The sentences of the comparison: how many neighbourhoods are clearly better or worse off."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.errors import N_, NN_
from survey.reports.overview import Overview
from survey.reports.products.comparison.bands import Band, Topic
from survey.reports.voice import Voice

LETTERS, LARGE_LETTERS = 38, 24
"""How many letters of a name stand on a line beside a chart."""

MOST_IN_LIST = 30
"""Up to so many neighbourhoods a map lists itself; more are numbered as in the first table."""

_TITLES: dict[tuple[Band, bool], str] = {
    ("better", False): N_("Clearly better than overall"),
    ("alike", False): N_("Cannot be told apart from overall"),
    ("worse", False): N_("Clearly worse than overall"),
    ("better", True): N_("Clearly less harm than overall"),
    ("alike", True): N_("Cannot be told apart from overall"),
    ("worse", True): N_("Clearly more harm than overall"),
    ("hidden", False): N_("Too few answers to show"),
    ("hidden", True): N_("Too few answers to show"),
}


def title_band(band: Band, is_harm: bool, voice: Voice) -> str:
    """Name a band; of harms it says which way they differ."""
    return voice.language.gettext(_TITLES[band, is_harm])


_FINDINGS: dict[tuple[Band, bool], tuple[str, str]] = {
    ("better", False): NN_(
        "“%(topic)s”: %(count)s neighbourhood is clearly better off.",
        "“%(topic)s”: %(count)s neighbourhoods are clearly better off.",
    ),
    ("worse", False): NN_(
        "“%(topic)s”: %(count)s neighbourhood is clearly worse off.",
        "“%(topic)s”: %(count)s neighbourhoods are clearly worse off.",
    ),
    ("better", True): NN_(
        "“%(topic)s”: clearly less harm in %(count)s neighbourhood.",
        "“%(topic)s”: clearly less harm in %(count)s neighbourhoods.",
    ),
    ("worse", True): NN_(
        "“%(topic)s”: clearly more harm in %(count)s neighbourhood.",
        "“%(topic)s”: clearly more harm in %(count)s neighbourhoods.",
    ),
}
_FOLLOWING = {
    False: NN_(
        "%(count)s neighbourhood is clearly worse off.",
        "%(count)s neighbourhoods are clearly worse off.",
    ),
    True: NN_(
        "Clearly more harm in %(count)s neighbourhood.",
        "Clearly more harm in %(count)s neighbourhoods.",
    ),
}


def write_topic(topic: Topic, voice: Voice) -> str:
    """Say how many neighbourhoods are clearly better or worse off in a topic, a sentence a line."""
    title, count = voice.text(topic.domain.title), voice.language.ngettext
    better, worse = topic.count("better"), topic.count("worse")
    if not topic.told_apart:
        return voice.language.gettext(
            "“%(topic)s”: no neighbourhood differs clearly from overall.", topic=title
        )
    if not better:
        return count(*_FINDINGS["worse", topic.is_harm], worse, topic=title)
    first = count(*_FINDINGS["better", topic.is_harm], better, topic=title)
    return f"{first}\n{count(*_FOLLOWING[topic.is_harm], worse)}" if worse else first


def write_most_different(ordered: Sequence[Topic], voice: Voice) -> str:
    """Say in which topic the neighbourhoods differ most."""
    say = voice.language.gettext
    if not ordered:
        return say("In no topic does a neighbourhood differ clearly from overall.")
    title = voice.text(ordered[0].domain.title)
    return say("The neighbourhoods differ most in “%(topic)s”.", topic=title)


def number_places(overview: Overview, voice: Voice) -> tuple[str, ...]:
    """Number the neighbourhoods in the order of the project."""
    return tuple(voice.whole(place) for place in range(1, len(overview.readings) + 1))


def name_places(overview: Overview, voice: Voice) -> tuple[str, ...]:
    """Name the neighbourhoods; where they are too many for a map, with their numbers before."""
    names = [voice.language.text(reading.place.name) for reading in overview.readings]
    if len(names) <= MOST_IN_LIST:
        return tuple(names)
    numbers = number_places(overview, voice)
    return tuple(
        voice.language.gettext("%(number)s. %(name)s", number=number, name=name)
        for number, name in zip(numbers, names, strict=True)
    )


def count_name_lines(name: str, voice: Voice) -> int:
    """Say on how many lines a name stands beside a chart, at most."""
    return -(-len(name) // voice.look.choose(LETTERS, LARGE_LETTERS))


def has_long_names(overview: Overview, voice: Voice) -> bool:
    """Tell whether a name may take two lines."""
    return any(count_name_lines(name, voice) > 1 for name in name_places(overview, voice))


@dataclass(frozen=True)
class Numbered:
    """A topic with the number that stands for it where its title does not fit."""

    number: str
    title: str


def number_topics(topics: Sequence[Topic], voice: Voice) -> tuple[Numbered, ...]:
    """Number the topics in the order of the questionnaire."""
    return tuple(
        Numbered(voice.whole(place), voice.text(topic.domain.title))
        for place, topic in enumerate(topics, start=1)
    )
