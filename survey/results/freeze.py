"""Freezing figures: new scores go out only with enough new answers behind them."""

import json
from collections import Counter
from datetime import datetime
from hashlib import sha256

from survey.places.model import Project, Wave
from survey.questionnaire.model import Questionnaire
from survey.responses.model import Submission
from survey.responses.store import responses_of
from survey.results.model import Release
from survey.results.promised import ask_in, name_asked
from survey.results.release_tables import VOICES, choose_tables, list_open
from survey.results.rounding import round_frame
from survey.results.scored import find_asked, find_earlier, score_responses
from survey.results.store import find_release, save_release
from survey.scoring.tables import make_tables
from survey.scoring.waves.change_table import Wave as Compared
from survey.storage.database import Database

FEWEST_RESPONDENTS = 10
FEWEST_HOUSEHOLDS = 5
"""How much must be new before figures change, or one interview could be read off (SCORING §12)."""

METHOD = "1"
"""Raised when the program computes the same declarations differently."""


def freeze(
    database: Database,
    actor: str,
    project: Project,
    wave: Wave,
    questionnaire: Questionnaire,
    now: datetime,
) -> Release:
    """Return the newest release of a wave, made anew where that is due.

    Answers that came after the last cut-off wait until they are enough in each neighbourhood that
    has any; a changed method is applied at once, to the answers up to that cut-off, unless some of
    them were withdrawn: then it waits too, or the difference would be theirs. The wave before is
    released first, where it never was, so that what is said of it cannot change with one late
    answer either.
    """
    questionnaire = ask_in(questionnaire, project, wave)
    last = find_release(database, project, wave)
    gone = list_gone(database, project, wave, last.made_at) if last else frozenset()
    people = list(responses_of(database, project.id, wave.id, now))
    cutoff = choose_cutoff(last, people, now, gone)
    if last and gone and cutoff == last.cutoff:
        return last
    method = hash_method(questionnaire, project)
    earlier = _find_before(database, project, wave, now)
    if last and not _is_due(last, cutoff, method, earlier):
        return last
    before = (
        _score_before(database, actor, project, earlier, questionnaire, now) if earlier else None
    )
    people = list(responses_of(database, project.id, wave.id, cutoff))
    scored = score_responses(questionnaire, people, project, now)
    tables = choose_tables(make_tables(scored.scores, [scored.prepared.partition], before))
    release = Release(
        project=project,
        wave=wave,
        questionnaire=questionnaire,
        scores=round_frame(scored.scores.frame),
        responses=scored.responses,
        cutoff=cutoff,
        made_at=now,
        method=method,
        is_weighted=scored.prepared.weighting.is_weighted,
        number=last.number + 1 if last else 1,
        earlier=earlier,
        tables={
            **{name: round_frame(frame) for name, frame in tables.items()},
            VOICES: list_open(questionnaire, people),
        },
        run=scored.describe_run(METHOD),
    )
    return _save_first(database, actor, release)


def _save_first(database: Database, actor: str, release: Release) -> Release:
    """Save a release, unless somebody else made one meanwhile: then return that one.

    Scoring takes seconds, in which nobody who sends answers is kept waiting.
    """
    with database.transaction() as tx:
        newest = find_release(tx, release.project, release.wave)
        if newest and newest.number >= release.number:
            return newest
        save_release(tx, actor, release)
        return release


def _is_due(last: Release, cutoff: datetime, method: str, earlier: Wave | None) -> bool:
    """Tell whether a release is to be made anew.

    One of before tables were kept, or with another wave before it, gets its tables: the same
    answers by the same method have the same scores.
    """
    has_all = bool(last.tables) and last.earlier == earlier
    return not has_all or cutoff != last.cutoff or method != last.method


def _find_before(database: Database, project: Project, wave: Wave, now: datetime) -> Wave | None:
    """Return the newest wave before this one that has answers, or None."""
    for one in find_earlier(project, wave):
        if next(responses_of(database, project.id, one.id, now), None) is not None:
            return one
    return None


def _score_before(
    database: Database,
    actor: str,
    project: Project,
    wave: Wave,
    questionnaire: Questionnaire,
    now: datetime,
) -> Compared | None:
    """Score the wave before: the answers that its newest release was made from, as asked then.

    None where some of them were withdrawn since: less what was released, the rest would be theirs.
    """
    released = find_release(database, project, wave)
    released = released or freeze(database, actor, project, wave, questionnaire, now)
    if list_gone(database, project, wave, released.made_at):
        return None
    people = list(responses_of(database, project.id, wave.id, released.cutoff))
    asked = ask_in(find_asked(database, people, questionnaire), project, wave)
    return score_responses(asked, people, project, now).wave


def choose_cutoff(
    last: Release | None,
    people: list[Submission],
    now: datetime,
    gone: frozenset[str] = frozenset(),
) -> datetime:
    """Move the cut-off as far as enough has come in since the last one, else keep it.

    Enough must be new in every neighbourhood that changes, those that lost answers (`gone`) too:
    where one of ten new interviews is of another neighbourhood, its new figure less the old one
    would be that interview.
    """
    if last is None:
        return now
    new = sorted((one for one in people if one.received_at > last.cutoff), key=_came)
    moments = sorted({one.received_at for one in new}, reverse=True)
    for moment in moments:
        if _is_enough([one for one in new if one.received_at <= moment], gone):
            return now if moment == moments[0] else moment
    return last.cutoff


def _is_enough(new: list[Submission], gone: frozenset[str]) -> bool:
    """Tell whether every neighbourhood that changes has enough new answers."""
    people = Counter(one.neighbourhood for one in new)
    homes = Counter(place for place, _ in {(one.neighbourhood, _home(one)) for one in new})
    return all(
        people[place] >= FEWEST_RESPONDENTS and homes[place] >= FEWEST_HOUSEHOLDS
        for place in people.keys() | gone
    )


def _came(one: Submission) -> datetime:
    return one.received_at


def _home(one: Submission) -> object:
    return one.household or one.id


def list_gone(database: Database, project: Project, wave: Wave, since: datetime) -> frozenset[str]:
    """List the neighbourhoods that lost answers since then: withdrawn, or taken back as refused.

    Of what was withdrawn the trail tells where, but not of which wave; so all of that time count.
    """
    known = {"project": project.id, "wave": wave.id, "since": since.isoformat()}
    rows = database.query(
        """
        select neighbourhood from audit
        where action = 'response.withdrawn' and project = :project and at >= :since and exists (
            select 1 from withdrawals
            where withdrawals.project = :project and wave = :wave and withdrawals.at >= :since
        )
        union select neighbourhood from revisions
        where project = :project and wave = :wave and consent = 'refused' and received_at >= :since
        """,
        **known,
    )
    return frozenset(row["neighbourhood"] or "" for row in rows)


def hash_method(questionnaire: Questionnaire, project: Project) -> str:
    """Return the hash of all that decides a score besides the answers."""
    districts = [[place.id, place.district] for place in project.neighbourhoods]
    content = json.dumps([METHOD, name_asked(questionnaire), districts], ensure_ascii=False)
    return sha256(content.encode()).hexdigest()
