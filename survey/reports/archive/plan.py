"""The plan: every copy that is to be printed, in the order of the index."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from survey.errors import N_, MahallaError, Problem
from survey.locale import Language, Text
from survey.questionnaire.model import Questionnaire
from survey.reports.archive.model import PAPER, Copy, Subject, Wish
from survey.reports.look import Look
from survey.reports.make import name_copy
from survey.reports.overview import Overview, read_overview
from survey.reports.products import UNKNOWN, Scope, find_products
from survey.reports.reading import Reading, read_neighbourhood

if TYPE_CHECKING:
    from survey.results.model import Release

PAPER_TITLE = N_("%(name)s: paper questionnaire")


@dataclass(frozen=True)
class Kind:
    """What can be printed: a product, or the paper questionnaire; `title` is to be translated."""

    name: str
    scope: Scope
    place: int
    title: str


@dataclass(frozen=True)
class Errand:
    """A copy that is planned; what it is made from is read when its turn comes."""

    subject: Subject
    release: "Release"
    language: Language
    look: Look

    def read(self) -> Copy:
        """Read what the copy is made from."""
        return Copy(self.subject, self._read_source(), self.language, self.look)

    def _read_source(self) -> Reading | Overview | Questionnaire:
        if self.subject.product == PAPER:
            return self.release.questionnaire
        if self.subject.place:
            return read_neighbourhood(self.release, self.subject.place)
        return read_overview(self.release)


def find_kinds() -> tuple[Kind, ...]:
    """Return everything that can be printed, in its order."""
    kinds = [Kind(one.name, one.scope, one.place, one.title) for one in find_products()]
    return (*kinds, Kind(PAPER, "project", max(kind.place for kind in kinds) + 1, PAPER_TITLE))


def choose_products(names: str | None) -> tuple[str, ...]:
    """Read the names of products, with commas between; all of them where none is named."""
    known = [kind.name for kind in find_kinds()]
    wanted = known if names is None else [name.strip() for name in names.split(",")]
    for name in wanted:
        if name not in known:
            raise MahallaError(Problem(UNKNOWN, {"name": name, "known": ", ".join(known)}))
    return tuple(wanted)


def plan_errands(releases: Iterable["Release"], wish: Wish) -> list[Errand]:
    """Plan every copy of what is wished for, each under a name of its own."""
    errands = [errand for release in releases for errand in _plan_release(release, wish)]
    names = Counter(errand.subject.name.casefold() for errand in errands)
    return [
        _rename(errand) if names[errand.subject.name.casefold()] > 1 else errand
        for errand in errands
    ]


def _plan_release(release: "Release", wish: Wish) -> Iterator[Errand]:
    for kind in find_kinds():
        if kind.name in wish.products and (kind.name != PAPER or release.questionnaire.is_form):
            for rank, (place, name) in enumerate(_list_places(release, kind)):
                for language in wish.languages:
                    subject = _describe(release, kind, place, name, language, wish.look, rank)
                    yield Errand(subject, release, language, wish.look)


def _list_places(release: "Release", kind: Kind) -> list[tuple[str, Text]]:
    """List what there is a copy about, by id and name: places, or the whole under no id."""
    if kind.scope == "neighbourhood":
        return [(place.id, place.name) for place in release.project.neighbourhoods]
    whole = release.questionnaire.title if kind.name == PAPER else release.project.title
    return [("", whole)]


def _describe(
    release: "Release",
    kind: Kind,
    place: str,
    name: Text,
    language: Language,
    look: Look,
    rank: int,
) -> Subject:
    project = release.project
    return Subject(
        name=name_copy(project.id, place, kind.name, language.tag, look.mark),
        project=project.id,
        release=release.name,
        product=kind.name,
        place=place,
        language=language.tag,
        is_large=look.is_large,
        project_title=language.text(project.title),
        title=language.gettext(kind.title, name=language.text(name)),
        rank=(int(kind.scope == "project"), rank, kind.place),
    )


def _rename(errand: Errand) -> Errand:
    """Tell apart places whose ids differ only in signs that no file name has, or in capitals."""
    subject = errand.subject
    mark = sha256(subject.place.encode()).hexdigest()[:6]
    return replace(errand, subject=replace(subject, name=f"{subject.name}-{mark}"))
