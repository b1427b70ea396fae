"""Whole installations of the hostile survey: the same people with accounts, other answers."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from flask import Flask

from survey.accounts.model import Membership
from survey.accounts.permissions import ROLES
from survey.accounts.sessions import open_session
from survey.accounts.store import add_person
from survey.app import create_app
from survey.places.store import save_project
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.store import keep_version, responses_of, submit
from survey.results.freeze import freeze
from survey.results.model import Release
from survey.results.rounding import round_frame
from survey.results.scored import score_responses
from survey.results.store import save_release
from survey.scoring.outcomes.figures import Figure
from survey.settings import Settings
from survey.site import NAME, Site
from survey.storage.database import Database
from survey.storage.open import open_database
from survey.voices.model import Quote
from survey.voices.store import replace_quotes
from tests.doors.survey import (
    AUTUMN,
    FORM,
    PROJECT,
    QUOTED,
    RECEIVED,
    SPRING,
    Person,
    write_submissions,
)

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SERVICE = "clinic"


@dataclass(frozen=True)
class Ground:
    """An installation before anybody answered; `tokens` sign people in, by their role."""

    home: Path
    tokens: dict[str, str]


@dataclass(frozen=True)
class Town:
    """An installation with answers, its site and its newest release."""

    app: Flask
    form: Questionnaire
    tokens: dict[str, str]

    @property
    def site(self) -> Site:
        site: Site = self.app.extensions[NAME]
        return site

    @property
    def database(self) -> Database:
        return self.site.database

    def release(self, now: datetime = NOW) -> Release:
        """Freeze the figures of the second wave, where that is due."""
        return freeze(self.database, "test", PROJECT, AUTUMN, self.form, now)

    def take(self, people: Sequence[Person], received: datetime | None = None) -> None:
        """Take in answers."""
        for one in write_submissions(people, self.form.version):
            submit(self.database, "site", replace(one, received_at=received or one.received_at))


def lay_ground(home: Path, root: Path) -> Ground:
    """Make an installation with the project and one person of every role."""
    (home / "questionnaires").mkdir(parents=True)
    shutil.copytree(root / "translations", home / "translations")
    shutil.copy(FORM, home / "questionnaires")
    database = open_database(home / "mahalla.db")
    save_project(database, NOW, "test", PROJECT)
    form = load_questionnaire(home / "questionnaires" / FORM.name)
    keep_version(database, NOW, "test", form, FORM.read_text(encoding="utf-8"))
    tokens = {}
    for role in ROLES:
        bound = Membership(role, "" if role == "administrator" else "town")
        person = add_person(database, NOW, "test", role, (bound,))
        tokens[role] = open_session(database, NOW, person)
    create_app(read_settings(home), lambda: NOW)  # makes the keys that both twins sign with
    return Ground(home, tokens)


def read_settings(home: Path) -> Settings:
    """The settings of an installation; printed reports lie where those of its twin do."""
    return Settings(home=home, database=home / "mahalla.db", reports=home.parent / "reports")


def bare(town: Town, name: str, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Copy a town and release its figures there without any mask: doors must tell the difference.

    What makes the other tables of a release is left as it is.
    """
    home = town.site.settings.home.parent / name
    shutil.copytree(town.site.settings.home, home)
    app = create_app(read_settings(home), lambda: NOW)
    copy = Town(app, town.form, town.tokens)
    people = list(responses_of(copy.database, "town", "autumn", NOW))
    with monkeypatch.context() as patch:
        scores = score_responses(town.form, people, PROJECT, NOW).scores
        patch.setattr(Figure, "suppressed", property(lambda one: np.zeros(len(one.shown), bool)))
        frame = round_frame(scores.frame)
    masked = town.release()
    with copy.database.transaction() as tx:
        save_release(tx, "test", replace(masked, scores=frame, number=2))
    return copy


def open_apart(town: Town) -> Town:
    """Open the same installation as a site of its own: the requests that it counts are its own."""
    return replace(town, app=create_app(town.site.settings, lambda: NOW))


def build(ground: Ground, name: str, people: Sequence[Person]) -> Town:
    """Build a town on a copy of the ground, with these answers and a release of both waves."""
    home = ground.home.parent / name
    shutil.copytree(ground.home, home)
    app = create_app(read_settings(home), lambda: NOW)
    app.config["WTF_CSRF_ENABLED"] = False
    town = Town(app, load_questionnaire(home / "questionnaires" / FORM.name), ground.tokens)
    town.take(people)
    freeze(town.database, "test", PROJECT, SPRING, town.form, RECEIVED["autumn"])
    town.release()
    quoted = next(one for one in people if one.number == QUOTED and one.wave == "autumn")
    response = write_submissions([quoted], town.form.version)[0].id
    words = Quote(response, "z1", quoted.place, str(quoted.answers["z1"]), "en")
    with town.database.transaction() as tx:
        replace_quotes(tx, NOW, "test", ("town", "autumn", quoted.place), [words])
    return town
