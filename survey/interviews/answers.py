"""A package made a draft: texts read as those of the form pages are, files by their kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from werkzeug.datastructures import MultiDict

from survey.forms.facilitator import tidy_code
from survey.forms.filling import merge_paradata, set_pages
from survey.forms.gated import ask_here
from survey.forms.interview import NOTE
from survey.forms.mending import find_wrong_section
from survey.forms.model import Answers, merge_answers
from survey.forms.noted import CLOCK, note_beginning, note_end
from survey.forms.reading import read_section
from survey.forms.reasons import find_reasons
from survey.forms.uploads import find_asked, takes_files
from survey.interviews.model import Package
from survey.kinds.files import REFUSED, File, RefusedFileError, Taken
from survey.kinds.find import kind_of
from survey.kinds.reading import MARK
from survey.locale import Language
from survey.places.model import Project
from survey.questionnaire.flow import arrange, find_random, settle
from survey.questionnaire.model import Question, Questionnaire, Section
from survey.responses.attachments import MOST_BYTES, name_attachment
from survey.responses.model import Draft

GONE = "unreadable"
"""The reason that stands in the place of a file which cannot be opened."""

OpenFile = Callable[[str], bytes | None]
"""Gives the content of a file by the name that the package calls it; None where it cannot."""


@dataclass(frozen=True)
class Reading:
    """What a package says: the draft, its files by the names they are kept under.

    `questionnaire` is what was asked there, `counting` the answers that count. `wrong` is the page
    on which something must be mended before it is a response, empty where all is well. `is_whole`
    says that every file opened.
    """

    draft: Draft
    questionnaire: Questionnaire
    counting: Answers
    wrong: str = ""
    files: Mapping[str, Taken] = field(default_factory=dict)
    is_whole: bool = True


def read_package(
    package: Package,
    edition: Questionnaire,
    project: Project,
    language: Language,
    collector: str,
    open_file: OpenFile,
    now: datetime,
) -> Reading:
    """Read all that was typed, question by question as a page would.

    Nothing is refused here: what cannot be read is kept as it was typed, and the page named.
    """
    begun, today = package.begun_at, package.begun_at.date()
    order = _tidy_order(package.order, edition)
    asked = set_pages(ask_here(edition, project, "facilitator", begun), "facilitator")
    asked = arrange(asked, order)
    draft = _make_draft(package, language, collector, order, now)
    typed, files = _gather(package), _Files(package, open_file)
    answers: Mapping[str, object] = note_beginning(asked, begun)
    paradata, has_notes = draft.paradata, any(name.startswith(NOTE) for name in typed)
    for section in asked.sections:
        files.take(section, typed)
        on = [question for question in section.questions if question.enabled]
        told = read_section(draft, section if has_notes else None, on, typed, today)
        answers = merge_answers(answers, told.answers)
        if told.paradata:
            paradata = merge_paradata(paradata, told.paradata)
    noted = note_end(asked, begun, begun + (package.finished_at - package.started_at))
    draft = replace(draft, answers={**answers, **noted}, paradata=paradata)
    settled = settle(asked, draft.answers)
    wrong = find_wrong_section(asked, draft.answers, settled, find_reasons(draft))
    if wrong:
        draft = replace(draft, section=wrong)
    return Reading(draft, asked, settled.answers, wrong, files.taken, files.is_whole)


def _make_draft(
    package: Package, language: Language, collector: str, order: Mapping[str, object], now: datetime
) -> Draft:
    clock = {
        "zone": package.zone,
        "elapsed_ms": package.elapsed_ms,
        "offset_ms": package.offset_ms,
        "finished_at": package.finished_at.isoformat(),
    }
    return Draft(
        id=package.id,
        questionnaire=package.form,
        version=package.version,
        language=language.tag,
        section="",
        answers={},
        started_at=package.started_at,
        updated_at=now,
        project=package.project,
        neighbourhood=package.neighbourhood,
        household=tidy_code(package.household),
        collector=collector,
        mode="facilitator",
        revises=package.revises,
        paradata={**({"order": order} if order else {}), CLOCK: clock},
        consent_text=package.consent_text,
        consented_at=package.consented_at or None,
    )


def _gather(package: Package) -> MultiDict[str, str]:
    """Put all texts together by the names of their inputs."""
    typed: MultiDict[str, str] = MultiDict()
    for _, pairs in package.typed:
        for name, text in pairs:
            typed.add(name, text.replace("\0", ""))
    return typed


def _tidy_order(order: Mapping[str, list[str]], edition: Questionnaire) -> dict[str, list[str]]:
    """Leave of the orders that were drawn those that order what the questionnaire draws."""
    drawn = find_random(edition) if order else {}
    return {
        name: listed
        for name, listed in order.items()
        if name in drawn and sorted(listed) == sorted(drawn[name])
    }


@dataclass
class _Files:
    """Takes the files that inputs name, each once; names from elsewhere count for nothing."""

    package: Package
    open_file: OpenFile
    taken: dict[str, Taken] = field(default_factory=dict)
    is_whole: bool = True

    def take(self, section: Section, typed: MultiDict[str, str]) -> None:
        """Put the names under which files are kept in the place of those the tablet gave them."""
        if not takes_files(section):
            return
        for name in list(typed):
            question = find_asked(section, name)
            if question is not None and isinstance(kind_of(question), File):
                texts = typed.getlist(name)
                kept = [self._keep(question, text) for text in texts if not text.startswith(MARK)]
                marks = [text for text in texts if text.startswith(MARK)]
                typed.setlist(name, [text for text in kept if text] + marks)

    def _keep(self, question: Question, name: str) -> str:
        """Return the name a file is kept under, or why it was refused."""
        kind = kind_of(question)
        assert isinstance(kind, File)
        if not name:
            return ""
        content = self.open_file(name) if name in self.package.files else None
        if content is None:
            self.is_whole = False
            return REFUSED + GONE
        try:
            taken = kind.take(content, question)
        except RefusedFileError as error:
            return REFUSED + error.reason
        if len(taken.content) > MOST_BYTES:
            return f"{REFUSED}full"
        kept = name_attachment(taken.content, taken.extension)
        self.taken[kept] = taken
        return kept
