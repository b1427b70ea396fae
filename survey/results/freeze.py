"""Freezing figures: new scores go out only with enough new answers behind them."""

import json
from datetime import datetime
from hashlib import sha256

from survey.places.model import Project, Wave
from survey.questionnaire.model import Questionnaire
from survey.responses.model import Submission
from survey.responses.store import responses_of
from survey.results.frames import lay_out, read_respondent
from survey.results.model import Release
from survey.results.store import find_release, save_release
from survey.scoring.sample.prepare import prepare
from survey.scoring.score import score_partitions
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

    Answers that came after the last cut-off wait until they are enough; a changed method is
    applied at once, to the answers up to that cut-off.
    """
    with database.transaction() as tx:
        last = find_release(tx, project, wave)
        method = hash_method(questionnaire, project)
        cutoff = choose_cutoff(last, list(responses_of(tx, project.id, wave.id, now)), now)
        if last and cutoff == last.cutoff and method == last.method:
            return last
        people = list(responses_of(tx, project.id, wave.id, cutoff))
        districts = {place.id: place.district for place in project.neighbourhoods if place.district}
        fitting = [read_respondent(questionnaire, one, now) for one in people]
        prepared = prepare(questionnaire, *lay_out(questionnaire, fitting))
        release = Release(
            project=project,
            wave=wave,
            questionnaire=questionnaire,
            scores=score_partitions(questionnaire, [prepared.partition], districts).frame,
            responses=len(people),
            cutoff=cutoff,
            made_at=now,
            method=method,
            is_weighted=prepared.weighting.is_weighted,
            number=last.number + 1 if last else 1,
        )
        save_release(tx, actor, release)
        return release


def choose_cutoff(last: Release | None, people: list[Submission], now: datetime) -> datetime:
    """Move the cut-off to `now` where enough has come in since the last one, else keep it."""
    if last is None:
        return now
    new = [one for one in people if one.received_at > last.cutoff]
    households = {(one.neighbourhood, one.household or one.id) for one in new}
    is_enough = len(new) >= FEWEST_RESPONDENTS and len(households) >= FEWEST_HOUSEHOLDS
    return now if is_enough else last.cutoff


def hash_method(questionnaire: Questionnaire, project: Project) -> str:
    """Return the hash of all that decides a score besides the answers."""
    districts = [[place.id, place.district] for place in project.neighbourhoods]
    content = json.dumps([METHOD, questionnaire.version, districts], ensure_ascii=False)
    return sha256(content.encode()).hexdigest()
