"""A form being filled in: begun with consent, kept after every page, sent at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from survey.errors import N_, MahallaError, Problem
from survey.forms.gated import ask_here
from survey.forms.model import Answers, list_pages, merge_answers
from survey.forms.noted import draw_order, find_end, note_beginning, note_end
from survey.forms.places import Place
from survey.places.model import Project
from survey.questionnaire.flow import arrange, strip_hidden
from survey.questionnaire.model import Questionnaire
from survey.responses.consents import ConsentText, keep_consent
from survey.responses.drafts import find_draft, finish_draft, save_draft
from survey.responses.editions import find_kept
from survey.responses.identifiers import read_identifiers
from survey.responses.ids import make_id
from survey.responses.model import (
    Channel,
    Consent,
    Draft,
    Mode,
    Submission,
)
from survey.responses.receipts import give_receipt
from survey.responses.store import find_hash, has_response, submit
from survey.storage.database import Database

Paradata = Mapping[str, Mapping[str, object]]
"""What is told of an interview, by what it is about: `{"notes": {"age": "Asked her son."}}`."""

ACTOR = "respondent"
CORRECTION = "correction"
"""Why identifiers are read where a response is corrected, as the audit trail says it."""

CHANNELS: Mapping[Mode, Channel] = {
    "self": "self",
    "kiosk": "self",
    "facilitator": "tablet",
    "paper": "paper",
}
NO_WAVE = N_("Nobody is being asked these questions at present. Please come back another time.")


@dataclass(frozen=True)
class Start:
    """What is known when somebody answers the question of consent; `random` are ten bytes.

    `household` is its code on the list of the sample, `collector` the facilitator's name; both are
    empty where a resident answers alone. `consent` is the text that was read or heard. `actor` is
    whom the audit trail names for an interviewer.
    """

    questionnaire: Questionnaire
    place: Place
    language: str
    now: datetime
    random: bytes
    mode: Mode = "self"
    household: str = ""
    collector: str = ""
    consent: ConsentText | None = None
    actor: str = ""


def begin(database: Database, start: Start) -> Draft:
    """Begin the draft of a person who agreed. Raises MahallaError where nobody is asked now."""
    draft = _make_draft(start)
    with database.transaction() as tx:
        keep_consent(tx, start.consent, start.now)
        save_draft(tx, draft)
        return draft


def record_refusal(database: Database, start: Start) -> None:
    """Record that somebody did not want to take part, and none of their answers."""
    submission = _write_submission(
        _make_draft(start), start.place.project, "refused", {}, start.now
    )
    with database.transaction() as tx:
        keep_consent(tx, start.consent, start.now)
        submit(tx, _name_actor(start.collector, start.actor), submission)


def keep(
    database: Database,
    draft: UUID,
    given: Answers,
    now: datetime,
    language: str | None = None,
    section: str | None = None,
    paradata: Paradata | None = None,
) -> Draft | None:
    """Keep what was given on a page, the language and where to go on; None if there is no draft.

    `paradata` is put into what is kept of the interview as `merge_paradata` does.
    """
    with database.transaction() as tx:
        kept = find_draft(tx, draft)
        if kept is None:
            return None
        changed = replace(
            kept,
            answers=merge_answers(kept.answers, given),
            language=language or kept.language,
            section=section or kept.section,
            paradata=merge_paradata(kept.paradata, paradata or {}),
            updated_at=now,
        )
        save_draft(tx, changed)
        return changed


def merge_paradata(kept: Mapping[str, object], given: Paradata) -> dict[str, object]:
    """Put notes, reasons and the like into what is kept; an empty one takes the kept one away."""
    merged = dict(kept)
    for name, texts in given.items():
        old = kept.get(name)
        known = {**(old if isinstance(old, Mapping) else {}), **texts}
        merged[name] = {about: text for about, text in known.items() if text}
    return {name: texts for name, texts in merged.items() if texts}


def send(
    database: Database,
    questionnaire: Questionnaire,
    project: Project | None,
    draft: UUID,
    now: datetime,
    random: bytes,
    actor: str = "",
) -> str:
    """Make the draft a response, without the answers to questions that do not apply.

    `actor` is whom the audit trail names for an interviewer; a resident is never named. Returns
    the code of its receipt, made of `random` bytes; empty for a correction, whose household has
    one. A draft that is gone has been sent already and gets another receipt, unless it was
    withdrawn. Raises MahallaError where its project or the wave it was begun in is gone.
    """
    with database.transaction() as tx:
        kept = find_draft(tx, draft)
        if kept is not None:
            submission = complete(questionnaire, project, kept, now)
            finish_draft(tx, _name_actor(kept.collector, actor), submission)
        if (kept and kept.revises) or not has_response(tx, draft):
            return ""
        return give_receipt(tx, draft, random)


def complete(
    questionnaire: Questionnaire,
    project: Project | None,
    draft: Draft,
    now: datetime,
    counting: Answers | None = None,
) -> Submission:
    """Make what is sent of a draft: the answers that apply, and what is known at the end.

    `counting` are the answers of the draft that count, where they are known already: those of an
    interview that a tablet brought. Raises MahallaError where its project or the wave it was begun
    in is gone.
    """
    consent: Consent = "given" if questionnaire.consent else "not_asked"
    ended = find_end(draft.paradata)
    # Neither a correction nor a look over what a tablet brought lengthens the interview.
    is_noted = bool(draft.revises or ended)
    noted = {} if is_noted else note_end(questionnaire, draft.started_at, now)
    if counting is None or noted:
        counting = strip_hidden(questionnaire, {**draft.answers, **noted})
    return _write_submission(draft, project, consent, counting, now, ended)


def reopen(database: Database, sent: Submission, now: datetime, actor: str) -> Draft:
    """Begin the correction of a response: a draft with its answers, which names what it revises.

    Names and the like are read out of their seal for it. A correction that was begun already goes
    on.
    """
    with database.transaction() as tx:
        if begun := find_draft(tx, sent.id):
            return begun
        identifiers = read_identifiers(tx, now, actor, sent.id, CORRECTION)
        draft = Draft(
            id=sent.id,
            questionnaire=sent.questionnaire,
            version=sent.version,
            language=sent.language,
            section="",
            answers={**sent.answers, **identifiers},
            started_at=sent.started_at or now,
            updated_at=now,
            project=sent.project,
            neighbourhood=sent.neighbourhood,
            household=sent.household,
            collector=sent.collector,
            mode="facilitator",
            revises=find_hash(tx, sent.id),
            paradata=sent.paradata,
            consent_text=sent.consent_text,
            consented_at=sent.consented_at,
        )
        save_draft(tx, draft)
        return draft


def find_edition(database: Database, questionnaire: Questionnaire, version: str) -> Questionnaire:
    """Return the version of a questionnaire that a draft was begun with."""
    if questionnaire.version == version:
        return questionnaire
    return find_kept(database, version) or questionnaire


def set_pages(questionnaire: Questionnaire, mode: Mode) -> Questionnaire:
    """Give a questionnaire the pages of a way to answer: interviewers see a whole section."""
    if mode != "facilitator" or questionnaire.pages == "section":
        return questionnaire
    return replace(questionnaire, pages="section")


def _make_draft(start: Start) -> Draft:
    _find_wave(start.place.project, start.now)
    place = start.place
    questionnaire = ask_here(start.questionnaire, place.project, start.mode, start.now)
    draft = make_id(start.now, start.random)
    order = draw_order(questionnaire, draft)
    return Draft(
        id=draft,
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        language=start.language,
        section=list_pages(set_pages(arrange(questionnaire, order), start.mode), {})[0].id,
        answers=note_beginning(questionnaire, start.now),
        started_at=start.now,
        updated_at=start.now,
        project=place.project.id,
        neighbourhood=place.neighbourhood.id if place.neighbourhood else "",
        household=start.household,
        collector=start.collector,
        mode=start.mode,
        paradata={"order": order} if order else {},
        consent_text=start.consent.hash if start.consent else "",
        consented_at=start.now if start.consent else None,
    )


def _name_actor(collector: str, actor: str) -> str:
    """Name who sends: an interviewer by their account, a resident by nothing."""
    return (actor or f"facilitator {collector}") if collector else ACTOR


def _find_wave(project: Project | None, moment: datetime) -> str:
    wave = project and project.wave_on(moment.date())
    if wave is None:
        raise MahallaError(Problem(NO_WAVE))
    return wave.id


def _write_submission(
    draft: Draft,
    project: Project | None,
    consent: Consent,
    answers: Answers,
    now: datetime,
    ended: datetime | None = None,
) -> Submission:
    return Submission(
        id=draft.id,
        project=draft.project,
        wave=_find_wave(project, draft.started_at),
        questionnaire=draft.questionnaire,
        version=draft.version,
        language=draft.language,
        channel=CHANNELS[draft.mode],
        consent=consent,
        answers=answers,
        received_at=now,
        neighbourhood=draft.neighbourhood,
        household=draft.household,
        collector=draft.collector,
        started_at=draft.started_at,
        finished_at=ended or now,
        revises=draft.revises,
        paradata=draft.paradata,
        consent_text=draft.consent_text,
        consented_at=draft.consented_at,
    )
