"""Where a neighbourhood stands: the compass of its topics, and the map of its place."""

from dataclasses import dataclass
from typing import Literal

from survey.questionnaire.model import Domain
from survey.reports.charts.compass import Compass, Spoke
from survey.reports.charts.locator_map import LocatorMap
from survey.reports.findings import standing_of
from survey.reports.reading import Reading
from survey.reports.voice import Voice

FEWEST_SPOKES = 3
MOST_SPOKES = 24
"""Of more topics the names would stand on each other."""


@dataclass(frozen=True)
class Key:
    """A sign of the compass and what it means."""

    sign: Literal["own", "other", "good", "need"]
    words: str


def build_compass(reading: Reading, voice: Voice) -> Compass | None:
    """Draw the strength topics as spokes, without harms; None for two topics or a crowd."""
    spokes = tuple(_spoke(reading, voice, domain) for domain in reading.topics)
    if not FEWEST_SPOKES <= len(spokes) <= MOST_SPOKES:
        return None
    say = voice.language.gettext
    return Compass(
        title=say("Compass of %(count)s topics", count=len(spokes))
        + ": "
        + "; ".join(f"{s.label}: {_said(s, voice)}" for s in spokes),
        spokes=spokes,
        marks=tuple((float(value), voice.whole(value)) for value in (0, 40, 60, 100)),
        missing=say("too few answers"),
        head=(say("Topic"), say("this neighbourhood"), say("all neighbourhoods together")),
    )


def _said(spoke: Spoke, voice: Voice) -> str:
    if spoke.value is None:
        return voice.language.gettext("too few answers")
    return voice.whole(spoke.value)


def _spoke(reading: Reading, voice: Voice, domain: Domain) -> Spoke:
    score, other = reading.score_of(domain), reading.score_everywhere(domain)
    standing = standing_of(score.label) if score else None
    return Spoke(
        label=voice.text(domain.title),
        value=score.estimate if score else None,
        other=other.estimate if other else None,
        tone=standing.tone if standing and standing.is_certain else "middle",
        words=voice.whole(score.estimate) if score else "",
        words_other=voice.whole(other.estimate) if other else "",
    )


def build_legend(compass: Compass | None, voice: Voice) -> tuple[Key, ...]:
    """Explain the signs that the compass uses, and no others."""
    if compass is None:
        return ()
    say, spokes = voice.language.gettext, compass.spokes
    keys = [Key("own", say("this neighbourhood"))]
    if any(spoke.other is not None for spoke in spokes):
        keys.append(Key("other", say("all neighbourhoods together")))
    if any(spoke.tone == "good" for spoke in spokes):
        keys.append(Key("good", say("strength")))
    if any(spoke.tone == "need" for spoke in spokes):
        keys.append(Key("need", say("weak point")))
    return tuple(keys)


def build_map(reading: Reading, voice: Voice) -> LocatorMap | None:
    """Show where the neighbourhood lies; None where its outline is not known."""
    place = reading.place
    others = [p for p in reading.project.neighbourhoods if p.outline and p.id != place.id]
    if not place.outline:
        return None
    title = voice.language.gettext("Map: where %(name)s lies", name=voice.name(place.name))
    return LocatorMap(title, tuple(p.outline for p in others), place.outline)
