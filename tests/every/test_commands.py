"""Every command says what it does, on the screen and in the documentation."""

import subprocess
import sys

import click
from click.testing import CliRunner

from survey.cli import find_commands, main


def test_the_page_of_commands_is_up_to_date(root):
    """docs/commands.md holds the help of every command as it is now.

    It is written by a process of its own: a command remembers under which names it was first
    asked for help, so that one called alone by another test would say it differently here.
    """
    page = (root / "docs" / "commands.md").read_text(encoding="utf-8")
    write = [sys.executable, str(root / ".ci" / "commands.py")]

    assert page == subprocess.run(write, capture_output=True, text=True, check=True).stdout, (
        "Run: uv run python .ci/commands.py > docs/commands.md"
    )


def test_every_command_and_option_says_what_it_does(commands):
    """No command and no option is without a sentence of help."""
    silent = []
    for context in commands.walk(click.Context(main, info_name="mahalla")):
        if not context.command.help:
            silent.append(context.command_path)
        silent += [
            f"{context.command_path} {option.opts[0]}"
            for option in context.command.params
            if isinstance(option, click.Option) and not option.help
        ]

    assert silent == []


def test_every_command_is_found_by_its_place(root):
    """Each `commands.py` of a room brings at least one command, and nothing lists them."""
    rooms = {path.parent.name for path in (root / "survey").glob("*/commands.py")}

    homes = {command.callback.__module__.split(".")[1] for command in find_commands().values()}
    assert homes == rooms


def test_every_command_answers_help():
    """`--help` prints a page and ends well."""
    for name in find_commands():
        done = CliRunner().invoke(main, [name, "--help"])

        assert (done.exit_code, done.output[:6]) == (0, "Usage:"), name


def test_a_persons_mistake_is_a_sentence_and_not_a_traceback():
    """An error of ours is said on one line, with exit status 1."""
    done = CliRunner().invoke(main, ["schema", "--out", "/nowhere/at/all.json"])

    assert (done.exit_code, done.exception.__class__) == (1, SystemExit)
    assert done.output.startswith("/nowhere/at/all.json: The file cannot be written")
