"""The settings of one installation, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where things are and how the site is served; every field has an environment variable.

    `home` holds `questionnaires/` and `translations/`; `database` is the SQLite file; `reports`
    is where printed reports are kept; `snapshots` holds answers as columns (beside the database
    unless it is named); `host` and `port` are where `mahalla serve` listens.
    `leave_to` is what "Leave this page quickly" shows; if empty, a plain calendar of our own.
    `site` is where people reach the site, such as https://survey.example.org; `hosts` are other
    names it answers to; `proxies` says how many proxies stand before it, whose word is believed.
    """

    home: Path = HOME
    database: Path = Path("mahalla.db")
    reports: Path = Path("reports")
    snapshots: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    leave_to: str = ""
    site: str = ""
    hosts: tuple[str, ...] = ()
    proxies: int = 0

    @property
    def questionnaires(self) -> Path:
        """The folder of questionnaire files."""
        return self.home / "questionnaires"

    @property
    def snapshot_folder(self) -> Path:
        """The folder of snapshots (docs/storage.md)."""
        return self.snapshots or self.database.parent / "snapshots"

    @property
    def translations(self) -> Path:
        """The folder of languages."""
        return self.home / "translations"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read MAHALLA_HOME, MAHALLA_DATABASE and so on: the fields of `Settings` in capitals."""
    snapshots = environment.get("MAHALLA_SNAPSHOTS")
    return Settings(
        home=Path(environment.get("MAHALLA_HOME", HOME)),
        database=Path(environment.get("MAHALLA_DATABASE", "mahalla.db")),
        reports=Path(environment.get("MAHALLA_REPORTS", "reports")),
        snapshots=Path(snapshots) if snapshots else None,
        host=environment.get("MAHALLA_HOST", "127.0.0.1"),
        port=int(environment.get("MAHALLA_PORT", "8000")),
        leave_to=environment.get("MAHALLA_LEAVE_TO", ""),
        site=environment.get("MAHALLA_SITE", ""),
        hosts=tuple(environment.get("MAHALLA_HOSTS", "").replace(",", " ").split()),
        proxies=int(environment.get("MAHALLA_PROXIES", "0")),
    )
