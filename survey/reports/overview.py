"""All neighbourhoods of a release side by side, as what compares them reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from survey.locale import Text
from survey.places.model import Project, Wave
from survey.questionnaire.model import Questionnaire
from survey.reports.changes import Rank
from survey.reports.reading import (
    Imprint,
    Reading,
    read_all_ranks,
    read_district,
    read_imprint,
    read_neighbourhood,
    read_once,
)
from survey.reports.scores import EVERYWHERE, AreaScores

if TYPE_CHECKING:
    from survey.results.model import Release

OVERVIEWS_KEPT = 8
"""How many are kept in memory, for pages that are asked for again."""


@dataclass(frozen=True)
class Overview:
    """Every neighbourhood of a project, its `districts`, and all of them together (`everywhere`).

    `ranks` are those of neighbourhoods among themselves, and of districts.
    """

    project: Project
    wave: Wave
    questionnaire: Questionnaire
    imprint: Imprint
    readings: tuple[Reading, ...]
    everywhere: AreaScores
    districts: Mapping[str, AreaScores] = field(default_factory=dict)
    ranks: tuple[Rank, ...] = ()

    @property
    def name(self) -> Text:
        """What it is about: the project."""
        return self.project.title


@lru_cache(maxsize=OVERVIEWS_KEPT)
def read_overview(release: "Release") -> Overview:
    """Read all neighbourhoods of a release, in the order of the project."""
    places = release.project.neighbourhoods
    return Overview(
        project=release.project,
        wave=release.wave,
        questionnaire=release.questionnaire,
        imprint=read_imprint(release),
        readings=tuple(read_neighbourhood(release, place.id) for place in places),
        everywhere=read_once(release, EVERYWHERE),
        districts={
            district.id: read_district(release, district.id)
            for district in release.project.districts
        },
        ranks=read_all_ranks(release),
    )
