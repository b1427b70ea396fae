"""One neighbourhood's part of a release, as its report reads it.

It holds no data frame: the processes that print reports never load pandas, half their memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from survey.errors import MahallaError, Problem
from survey.locale import Text
from survey.places.model import UNKNOWN_PLACE, Action, Neighbourhood, Project, Wave
from survey.questionnaire.model import Domain, Question, Questionnaire
from survey.reports.changes import (
    Change,
    Move,
    Rank,
    Relative,
    read_changes,
    read_moves,
    read_ranks,
    read_relatives,
)
from survey.reports.quotes import Quote
from survey.reports.scores import EVERYWHERE, NO_SCORES, AreaScores, Score, read_area
from survey.scoring.method.choices import Choice
from survey.scoring.method.sample_choices import NO_RUN, Run

if TYPE_CHECKING:
    from survey.results.model import Release

MEANS = ("strength", "harm", "item", "yes")
"""The kinds of scores that are means; the others are shares."""

READINGS_KEPT = 256
"""How many neighbourhoods of releases are kept in memory, for pages that are asked for again."""

RELEASES_KEPT = 8
"""Of how many releases what is the same for all neighbourhoods is kept."""


@dataclass(frozen=True)
class Imprint:
    """What a report says of how its figures came about.

    `responses` may be told of, given up to `last_day` and received up to `cutoff`: not all that
    went in, or they would say how few answered where nothing is shown. `method` is a hash.
    Nothing is shown below `fewest_respondents` or `fewest_households`, nor a share that rests on
    fewer answers than `fewest_answers`.
    """

    responses: int
    last_day: date
    cutoff: datetime
    made_at: datetime
    method: str
    is_weighted: bool
    fewest_respondents: int
    fewest_households: int
    fewest_answers: int


@dataclass(frozen=True)
class Reading:
    """A neighbourhood, its scores (`here`) and those of all together (`everywhere`).

    `district` has those of its district. `changes` and `moves` are what became of the `earlier`
    wave; only what both waves publish is among them. `relatives` and `ranks` are by domain or
    index. `choices` are all choices of the method, and `run` what one scoring went through.
    """

    project: Project
    wave: Wave
    questionnaire: Questionnaire
    imprint: Imprint
    place: Neighbourhood
    here: AreaScores
    everywhere: AreaScores
    district: AreaScores = NO_SCORES
    earlier: Wave | None = None
    changes: tuple[Change, ...] = ()
    moves: tuple[Move, ...] = ()
    relatives: Mapping[str, Relative] = field(default_factory=dict)
    ranks: Mapping[str, Rank] = field(default_factory=dict)
    run: Run = NO_RUN
    choices: tuple[Choice, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def name(self) -> Text:
        """What it is about: the neighbourhood."""
        return self.place.name

    @property
    def actions(self) -> tuple[Action, ...]:
        """What was agreed here in the sessions after earlier waves."""
        return self.project.actions_before(self.place.id, self.wave)

    @property
    def topics(self) -> list[Domain]:
        """The strength domains that this release has scores of, shown or withheld."""
        return [d for d in self.questionnaire.domains if self._has(d, "strength")]

    @property
    def harms(self) -> list[Domain]:
        """The social-harm domains that this release has an index of, shown or withheld."""
        return [d for d in self.questionnaire.domains if self._has(d, "harm")]

    @property
    def asked_harms(self) -> list[Domain]:
        """The social-harm domains that were asked about, with an index or without."""
        harms = [d for d in self.questionnaire.domains if d.polarity == "harm"]
        return [d for d in harms if self.questionnaire.items_of(d.id)]

    @property
    def is_silent(self) -> bool:
        """Whether no mean at all may be shown of this neighbourhood."""
        return not any(kind in MEANS for kind, _ in self.here.released)

    @property
    def is_sparse(self) -> bool:
        """Whether something is withheld because too few people or households answered."""
        flags = frozenset[str]().union(*self.here.withheld.values())
        return bool(flags & {"few_respondents", "few_households"})

    def score_of(self, domain: Domain) -> Score | None:
        """Return the domain's score here, or None where it may not be shown."""
        return self.here.find(domain.polarity, domain.id)

    def score_everywhere(self, domain: Domain) -> Score | None:
        """Return the domain's score of all neighbourhoods together, or None."""
        return self.everywhere.find(domain.polarity, domain.id)

    def domain_of(self, question: Question) -> Domain | None:
        """Return the domain in which a question is scored, or None."""
        wanted = question.item.domain if question.item else ""
        return next((d for d in self.questionnaire.domains if d.id == wanted), None)

    def mean_of(self, question: Question) -> Score | None:
        """Return a question's mean here; of a harm that was met or not, the share that met it."""
        return self.here.find(self._kind_of(question), question.id)

    def mean_everywhere(self, question: Question) -> Score | None:
        """Return the same of all neighbourhoods together."""
        return self.everywhere.find(self._kind_of(question), question.id)

    def is_mean_withheld(self, question: Question) -> bool:
        """Tell whether a question's mean exists but may not be shown."""
        return self.here.is_withheld(self._kind_of(question), question.id)

    def _kind_of(self, question: Question) -> str:
        domain = self.domain_of(question)
        return "yes" if domain and domain.measure == "reported" else "item"

    def _has(self, domain: Domain, polarity: str) -> bool:
        key = (polarity, domain.id)
        exists = key in self.here.released or key in self.here.withheld
        return domain.polarity == polarity and exists


@lru_cache(maxsize=READINGS_KEPT)
def read_neighbourhood(release: "Release", name: str) -> Reading:
    """Pick one neighbourhood out of a release; raises MahallaError for an unknown one."""
    place = release.project.neighbourhood(name)
    if place is None:
        known = ", ".join(place.id for place in release.project.neighbourhoods)
        raise MahallaError(Problem(UNKNOWN_PLACE, {"name": name, "known": known}))
    tables = release.tables
    return Reading(
        project=release.project,
        wave=release.wave,
        questionnaire=release.questionnaire,
        imprint=read_imprint(release),
        place=place,
        here=read_area(release.scores, place.id),
        everywhere=read_once(release, EVERYWHERE),
        district=read_district(release, place.district),
        earlier=release.earlier,
        changes=read_changes(tables["change"], place.id) if "change" in tables else (),
        moves=read_moves(tables["transitions"], place.id) if "transitions" in tables else (),
        relatives=read_relatives(tables["relative"], place.id) if "relative" in tables else {},
        ranks={rank.index: rank for rank in read_all_ranks(release) if rank.area == place.id},
        run=read_run(release),
        choices=read_choices(release),
        quotes=tuple(
            Quote(one.question, one.words, one.language)
            for one in release.quotes
            if one.neighbourhood == place.id
        ),
    )


def read_district(release: "Release", district: str) -> AreaScores:
    """Read what is released of a district; nothing where there is none."""
    return read_once(release, f"district:{district}") if district else NO_SCORES


@lru_cache(maxsize=READINGS_KEPT)
def read_once(release: "Release", area: str) -> AreaScores:
    """Read an area that many neighbourhoods are set beside."""
    return read_area(release.scores, area)


@lru_cache(maxsize=RELEASES_KEPT)
def read_all_ranks(release: "Release") -> tuple[Rank, ...]:
    """Read the ranks of neighbourhoods and districts; none of an old release."""
    return read_ranks(release.tables["ranks"]) if "ranks" in release.tables else ()


@lru_cache(maxsize=RELEASES_KEPT)
def read_choices(release: "Release") -> tuple[Choice, ...]:
    """List every choice of the method; none of a release that does not tell how it was scored."""
    from survey.scoring.method.method_table import list_choices

    run = read_run(release)
    return tuple(list_choices(release.questionnaire, run)) if run != NO_RUN else ()


def read_run(release: "Release") -> Run:
    """Read what one scoring went through, without the number of all responses.

    Kish's n would tell it as well, since his effect of weights is printed.
    """
    if release.run == NO_RUN:
        return NO_RUN
    return replace(release.run, responses=count_responses(release), kish_size=None)


@lru_cache(maxsize=RELEASES_KEPT)
def count_responses(release: "Release") -> int:
    """Count the responses that may be told of: those of everything, or of what is shown of it.

    All that went in, less the numbers of the neighbourhoods shown, would be those of a hidden one.
    """
    places = release.project.neighbourhoods
    shown = sum(read_once(release, place.id).respondents for place in places)
    return read_once(release, EVERYWHERE).respondents or shown


def read_imprint(release: "Release") -> Imprint:
    """Take from a release what is printed about its making."""
    from survey.scoring.release.sets import FEWEST_HOUSEHOLDS, FEWEST_RESPONDENTS
    from survey.scoring.release.table import SMALL

    return Imprint(
        responses=count_responses(release),
        last_day=release.last_day,
        cutoff=release.cutoff,
        made_at=release.made_at,
        method=release.method,
        is_weighted=release.is_weighted,
        fewest_respondents=FEWEST_RESPONDENTS,
        fewest_households=FEWEST_HOUSEHOLDS,
        fewest_answers=SMALL,
    )
