"""Every command that opens the database, run by another user of the machine."""

import json
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.places.store import save_project
from survey.storage.open import open_database
from tests.forms.conftest import make_project

NOBODY = 65534
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
MARKER = "Quarter of the tanners"

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")


@pytest.fixture
def database() -> Iterator[Path]:
    """A database in a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        file = Path(folder) / "mahalla.db"
        save_project(open_database(file), NOW, "test", make_project("tour", MARKER))
        yield file


def list_commands() -> list[list[str]]:
    """List every command that has `--database`, each with a word for whatever it must be given."""
    found, waiting = [], [([], main)]
    while waiting:
        words, command = waiting.pop()
        if isinstance(command, click.Group):
            context = click.Context(command)
            waiting += [
                ([*words, name], command.get_command(context, name))
                for name in command.list_commands(context)
            ]
        elif any(option.name == "database" for option in command.params):
            found.append([*words, *(part for one in command.params for part in fill(one))])
    return sorted(found)


def fill(param: click.Parameter) -> list[str]:
    """Give a command what it asks for: some word, or the first of those there are."""
    if not param.required:
        return []
    word = param.type.choices[0] if isinstance(param.type, click.Choice) else "town"
    return [param.opts[0], word] if isinstance(param, click.Option) else [word]


def run_as_nobody(commands: list[list[str]], database: Path) -> list[tuple[int, str]]:
    """Run commands in a process of another user, and return how each ended and what it said."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        done = [
            CliRunner().invoke(main, [*words, "--database", str(database)]) for words in commands
        ]
        os.write(writer, json.dumps([(one.exit_code, one.output) for one in done]).encode())
        os._exit(0)
    os.close(writer)
    os.wait()
    with os.fdopen(reader) as told:
        return [tuple(one) for one in json.load(told)]


def test_another_user_of_the_machine_reads_nothing(database: Path):
    """Who may not read the files of the server gets nothing out of any command."""
    commands = list_commands()
    told = run_as_nobody(commands, database)

    assert len(commands) > 5
    assert [words for words, (code, _) in zip(commands, told, strict=True) if code == 0] == []
    assert MARKER not in str(told)


def test_the_operator_reads_it(database: Path):
    """The same database tells its own user what there is."""
    done = CliRunner().invoke(main, ["places", "list", "--database", str(database)])

    assert MARKER in done.output
