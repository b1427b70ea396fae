"""Where a database is, and where an installation keeps its own files."""

from pathlib import Path

import pytest

from survey.settings import Server, Settings, own_file, own_folder, read_settings

ADDRESS = "postgresql://sara:hidd3n@db.example.org:5432/town?sslmode=require"


def test_files_lie_beside_a_database_file() -> None:
    """The key of `a/town.db` is `a/town.key`, and snapshots are in its folder."""
    settings = read_settings({"MAHALLA_DATABASE": "a/town.db"})
    assert own_file(settings.database, ".key") == Path("a/town.key")
    assert (own_folder(settings.database), settings.snapshot_folder) == (
        Path("a"),
        Path("a/snapshots"),
    )


def test_files_of_a_server_lie_in_a_folder() -> None:
    """A server has nothing beside it: MAHALLA_FILES names the folder."""
    settings = read_settings({"MAHALLA_DATABASE": ADDRESS, "MAHALLA_FILES": "/srv/town"})
    assert settings.database == Server(ADDRESS, Path("/srv/town"))
    assert own_file(settings.database, ".seal.key") == Path("/srv/town/mahalla.seal.key")
    assert settings.snapshot_folder == Path("/srv/town/snapshots")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (ADDRESS, "postgresql://db.example.org:5432/town"),
        ("postgres://db/town", "postgresql://db/town"),
        ("postgresql:///town?host=/run/postgresql&password=hidd3n", "postgresql:///town"),
        ("postgresql://[::1]:5432/town", "postgresql://[::1]:5432/town"),
        ("postgresql://sara:hidd3n", "postgresql://…"),
        ("postgresql://sara:hidd3n/x@host/town", "postgresql://…"),
        ("postgresql://host/town?password=p@hidd3n", "postgresql://…"),
    ],
)
def test_who_signs_in_is_not_shown(address: str, shown: str) -> None:
    """An address is shown without user, password and options; an unclear one not at all."""
    assert str(Server(address)) == shown
    assert "hidd3n" not in repr(Settings(database=Server(address)))
