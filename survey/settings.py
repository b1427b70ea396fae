"""The settings of one installation, read once from the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
SCHEMES = ("postgresql://", "postgres://")
SHOWN = re.compile(
    r"\w+://(?:[^@/?#]*@)?(?P<hosts>[\w.,-]*(?::\d+)?|\[[\w:.]+\](?::\d+)?)"
    r"(?P<name>/[^@/?#]*)?(?:\?[^@#]*)?"
)
"""The parts of an address that may be shown: never who signs in there, and with what password."""


@dataclass(frozen=True)
class Server:
    """A database on a PostgreSQL server, and the folder of what the installation has in files.

    `address` begins with `postgresql://`; the password in it is never shown.
    """

    address: str = field(repr=False)
    files: Path = Path()

    def __str__(self) -> str:
        """Write the address without user, password and options."""
        parts = SHOWN.fullmatch(self.address)
        return f"postgresql://{parts['hosts']}{parts['name'] or ''}" if parts else "postgresql://…"

    @property
    def is_readable(self) -> bool:
        """Whether it is clear which part of the address is the password."""
        return SHOWN.fullmatch(self.address) is not None


DatabasePlace = Path | Server
"""Where a database is: a SQLite file, or a server."""


def parse_database(place: str, environment: Mapping[str, str] = os.environ) -> DatabasePlace:
    """Read the path of a SQLite file, or the address of a PostgreSQL database."""
    if place.startswith(SCHEMES):
        return Server(place, Path(environment.get("MAHALLA_FILES", "")))
    return Path(place)


def own_file(database: DatabasePlace, ending: str) -> Path:
    """Return where an installation keeps a file of its own, such as `.key`: beside its database.

    A server has no place beside it: there it lies in the folder that MAHALLA_FILES names.
    """
    if isinstance(database, Server):
        return database.files / f"mahalla{ending}"
    return database.with_suffix(ending)


def own_folder(database: DatabasePlace) -> Path:
    """Return the folder in which an installation keeps what belongs to its database."""
    return database.files if isinstance(database, Server) else database.parent


@dataclass(frozen=True)
class Settings:
    """Where things are and how the site is served; every field has an environment variable.

    `home` holds `questionnaires/` and `translations/`; `database` is the SQLite file or the server;
    `reports` is where printed reports are kept; `snapshots` holds answers as columns (beside the
    database unless it is named); `host` and `port` are where `mahalla serve` listens.
    `leave_to` is what "Leave this page quickly" shows; if empty, a plain calendar of our own.
    `site` is where people reach the site, such as https://survey.example.org; `hosts` are other
    names it answers to; `proxies` says how many proxies stand before it, whose word is believed.
    `server` names the web server (empty: the usual one); who says `metrics_token` may read figures
    of its work from elsewhere. `backups` is the folder of backups, made `backup_every` so often;
    `backup_keep` of them are kept, for `backup_recipient` to open.
    """

    home: Path = HOME
    database: DatabasePlace = Path("mahalla.db")
    reports: Path = Path("reports")
    snapshots: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    leave_to: str = ""
    site: str = ""
    hosts: tuple[str, ...] = ()
    proxies: int = 0
    server: str = ""
    metrics_token: str = field(default="", repr=False)
    backups: Path | None = None
    backup_every: str = "24h"
    backup_keep: int = 14
    backup_recipient: str = ""

    @property
    def questionnaires(self) -> Path:
        """The folder of questionnaire files."""
        return self.home / "questionnaires"

    @property
    def snapshot_folder(self) -> Path:
        """The folder of snapshots (docs/storage.md)."""
        return self.snapshots or own_folder(self.database) / "snapshots"

    @property
    def translations(self) -> Path:
        """The folder of languages."""
        return self.home / "translations"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read MAHALLA_HOME, MAHALLA_DATABASE and so on: the fields of `Settings` in capitals."""
    snapshots, backups = environment.get("MAHALLA_SNAPSHOTS"), environment.get("MAHALLA_BACKUP")
    return Settings(
        home=Path(environment.get("MAHALLA_HOME", HOME)),
        database=parse_database(environment.get("MAHALLA_DATABASE", "mahalla.db"), environment),
        reports=Path(environment.get("MAHALLA_REPORTS", "reports")),
        snapshots=Path(snapshots) if snapshots else None,
        host=environment.get("MAHALLA_HOST", "127.0.0.1"),
        port=int(environment.get("MAHALLA_PORT", "8000")),
        leave_to=environment.get("MAHALLA_LEAVE_TO", ""),
        site=environment.get("MAHALLA_SITE", ""),
        hosts=tuple(environment.get("MAHALLA_HOSTS", "").replace(",", " ").split()),
        proxies=int(environment.get("MAHALLA_PROXIES", "0")),
        server=environment.get("MAHALLA_SERVER", ""),
        metrics_token=environment.get("MAHALLA_METRICS_TOKEN", ""),
        backups=Path(backups) if backups else None,
        backup_every=environment.get("MAHALLA_BACKUP_EVERY", "24h"),
        backup_keep=int(environment.get("MAHALLA_BACKUP_KEEP", "14")),
        backup_recipient=environment.get("MAHALLA_BACKUP_RECIPIENT", ""),
    )
