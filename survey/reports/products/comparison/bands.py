"""Bands: who is clearly better off than overall, who clearly worse, and who cannot be told apart.

Neighbourhoods whose ranges overlap are never ranked: inside a band they keep the project's order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from survey.questionnaire.model import Domain
from survey.reports.findings import side_of, standing_of
from survey.reports.marks import Tone
from survey.reports.overview import Overview
from survey.reports.reading import Reading

Band = Literal["better", "alike", "worse", "hidden"]

ORDER: tuple[Band, ...] = ("better", "alike", "worse", "hidden")


@dataclass(frozen=True)
class Topic:
    """One domain with the band of every neighbourhood, in the order of the project."""

    domain: Domain
    bands: tuple[Band, ...]

    @property
    def is_harm(self) -> bool:
        """Whether more of it is worse."""
        return self.domain.polarity == "harm"

    @property
    def told_apart(self) -> int:
        """How many neighbourhoods differ clearly from overall."""
        return self.count("better") + self.count("worse")

    @property
    def is_shown(self) -> bool:
        """Whether any neighbourhood has a score that may be shown."""
        return self.count("hidden") < len(self.bands)

    def count(self, band: Band) -> int:
        """Say how many neighbourhoods are in a band."""
        return self.bands.count(band)


def find_topics(overview: Overview) -> list[Topic]:
    """Find the domains that any neighbourhood has a score of, in the questionnaire's order."""
    scored = {
        domain.id for reading in overview.readings for domain in (*reading.topics, *reading.harms)
    }
    domains = [domain for domain in overview.questionnaire.domains if domain.id in scored]
    topics = [Topic(domain, find_bands(overview, domain)) for domain in domains]
    return [topic for topic in topics if topic.is_shown]


def find_bands(overview: Overview, domain: Domain) -> tuple[Band, ...]:
    """Put every neighbourhood into its band."""
    has_relatives = any(reading.relatives for reading in overview.readings)
    return tuple(_band_of(reading, domain, has_relatives) for reading in overview.readings)


def _band_of(reading: Reading, domain: Domain, has_relatives: bool) -> Band:
    if reading.score_of(domain) is None:
        return "hidden"
    side = side_of(reading, domain, has_relatives)
    if not side:
        return "alike"
    return "better" if (side == "above") != (domain.polarity == "harm") else "worse"


def by_difference(overview: Overview, topics: Sequence[Topic]) -> list[Topic]:
    """Put the topics first in which the most neighbourhoods differ clearly; the others drop out.

    Where as many do, the wider spread of scores comes first.
    """
    differing = [topic for topic in topics if topic.told_apart]
    return sorted(differing, key=lambda t: (-t.told_apart, -_spread(overview, t.domain)))


def _spread(overview: Overview, domain: Domain) -> float:
    scores = [reading.score_of(domain) for reading in overview.readings]
    shown = [score.estimate for score in scores if score]
    return max(shown) - min(shown)


def judged(topics: Sequence[Topic]) -> list[Topic]:
    """Keep the topics that are called strong or weak; harms that were reported are not."""
    return [topic for topic in topics if topic.domain.measure == "perceived"]


def tone_of(reading: Reading, domain: Domain) -> Tone:
    """Say whether a domain is clearly good news here, clearly a need, or neither."""
    score = reading.score_of(domain)
    standing = standing_of(score.label) if score else None
    return standing.tone if standing and standing.is_certain else "middle"


def count_tone(overview: Overview, topic: Topic, tone: Tone) -> int:
    """Say in how many neighbourhoods a topic is clearly of this tone."""
    return sum(1 for r in overview.readings if tone_of(r, topic.domain) == tone)
