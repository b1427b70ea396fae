"""The facilitator's desk: what can be asked now, what waits, what was sent today."""

from dataclasses import dataclass

from survey.accounts.guard import actor
from survey.accounts.model import Reach
from survey.forms.facilitator import Facilitator
from survey.forms.filling import Start, set_pages
from survey.forms.gated import ask_here
from survey.forms.interview import find_place_name
from survey.forms.model import list_pages
from survey.forms.places import Place, list_places
from survey.forms.starting import make_start
from survey.locale import Language, Text
from survey.places.model import Project, Wave
from survey.places.store import find_project, load_projects
from survey.questionnaire.model import Questionnaire
from survey.responses.drafts import Locked, open_drafts
from survey.responses.fieldwork import list_begun, list_sent_on
from survey.responses.model import Draft, Submission
from survey.responses.store import find_response
from survey.site import Site, archive_edition


@dataclass(frozen=True)
class Grouped:
    """The sampling points of a district."""

    name: Text | None
    places: list[Place]


@dataclass(frozen=True)
class Round:
    """A project whose questionnaire is served, and the wave in which it is asked today."""

    project: Project
    questionnaire: Questionnaire
    wave: Wave | None

    @property
    def places(self) -> list[Place]:
        """The sampling points."""
        return list_places([self.project], self.questionnaire.id)

    @property
    def districts(self) -> list["Grouped"]:
        """The sampling points by district; those of no district stand first, under no name."""
        names: list[tuple[str, Text | None]] = [("", None)]
        names += [(district.id, district.name) for district in self.project.districts]
        groups = [
            Grouped(title, [place for place in self.places if _district(place) == name])
            for name, title in names
        ]
        return [group for group in groups if group.places]

    @property
    def needs_household(self) -> bool:
        """Whether the households of a sample are asked, each with its code."""
        return self.questionnaire.unit in ("person", "household")


@dataclass(frozen=True)
class Waiting:
    """An interview that was begun and waits: where it is, and at which of its sections."""

    draft: Draft
    title: Text
    place: Text
    number: int
    count: int


@dataclass(frozen=True)
class Stuck:
    """An interview that waits and cannot be opened, and where it is."""

    draft: Locked
    place: Text


@dataclass(frozen=True)
class Sent:
    """An interview that was sent today."""

    response: Submission
    place: Text


def list_rounds(site: Site, reach: Reach) -> list[Round]:
    """List what they can ask: first what is asked today, and what has sampling points."""
    projects = map(reach.narrow, load_projects(site.database))
    rounds = [found for one in projects if one and (found := _make_round(site, one))]
    return sorted(rounds, key=lambda one: (one.wave is None, not one.project.neighbourhoods))


def find_round(site: Site, project: str, reach: Reach) -> Round | None:
    """Return what a project asks, in their neighbourhoods; None where it asks nothing."""
    found = find_project(site.database, project)
    theirs = reach.narrow(found) if found else None
    return _make_round(site, theirs) if theirs else None


def list_waiting(site: Site, me: Facilitator) -> list[Waiting]:
    """List the interviews of this person that wait, the last one first."""
    drafts, _ = open_drafts(site.database, list_begun(site.database, me.name))
    mine = [one for one in drafts if me.reach.covers(one.project, one.neighbourhood)]
    return [found for draft in mine if (found := _describe(site, draft))]


def list_locked(site: Site, me: Facilitator) -> list[Stuck]:
    """List the interviews of this person that wait and cannot be opened, the last one first."""
    _, locked = open_drafts(site.database, list_begun(site.database, me.name))
    mine = [one for one in locked if me.reach.covers(one.project, one.neighbourhood)]
    return [
        Stuck(one, find_place_name(one, find_project(site.database, one.project))) for one in mine
    ]


def find_begun(site: Site, me: Facilitator, name: str) -> Draft | None:
    """Return an interview that waits, where it is this person's."""
    waiting = {str(one.draft.id): one.draft for one in list_waiting(site, me)}
    return waiting.get(name)


def list_sent(site: Site, me: Facilitator, project: str) -> list[Sent]:
    """List what this person sent today for a project, the last one first."""
    return [
        Sent(one, _name_place(site, one))
        for one in _find_all_sent(site, me)
        if one.project == project
    ]


def find_sent(site: Site, me: Facilitator, name: str) -> Submission | None:
    """Return an interview that this person sent today, to be corrected."""
    return next((one for one in _find_all_sent(site, me) if str(one.id) == name), None)


def _find_all_sent(site: Site, me: Facilitator) -> list[Submission]:
    now = site.clock()
    names = list_sent_on(site.database, me.name, now.date())
    found = [find_response(site.database, name, now) for name in names]
    return [one for one in found if one and me.reach.covers(one.project, one.neighbourhood)]


def start_here(
    site: Site, found: Round, place: Place, me: Facilitator, language: Language
) -> Start:
    """Say what is known where somebody answers the question of consent."""
    archive_edition(site, found.questionnaire)
    return make_start(
        site, found.questionnaire, place, language, "facilitator", me.household, me.name, actor()
    )


def _make_round(site: Site, project: Project) -> Round | None:
    questionnaire = site.questionnaires.get(project.questionnaire)
    wave = project.wave_on(site.clock().date())
    return Round(project, questionnaire, wave) if questionnaire else None


def _describe(site: Site, draft: Draft) -> Waiting | None:
    questionnaire = site.questionnaires.get(draft.questionnaire)
    if questionnaire is None:
        return None
    project = find_project(site.database, draft.project)
    asked = ask_here(questionnaire, project, draft.mode, draft.started_at)
    pages = list_pages(set_pages(asked, draft.mode), draft.answers)
    here = next((page for page in pages if page.id == draft.section), pages[0])
    return Waiting(
        draft=draft,
        title=questionnaire.title,
        place=find_place_name(draft, project),
        number=here.number,
        count=here.count,
    )


def _district(place: Place) -> str:
    return place.neighbourhood.district if place.neighbourhood else ""


def _name_place(site: Site, response: Submission) -> Text:
    return find_place_name(response, find_project(site.database, response.project))
