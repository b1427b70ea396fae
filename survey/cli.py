"""The `mahalla` command: every room's commands, found by their place.

A command imports what it works with when it runs, so that small ones start fast.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from survey.errors import MahallaError
from survey.locale import Language, load_languages, pick_language
from survey.settings import read_settings

FOLDER = Path(__file__).parent


class Mahalla(click.Group):
    """The commands of all rooms; what a person can mend is said in sentences, not tracebacks."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Name every command there is."""
        return sorted(find_commands())

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command called `name`."""
        return find_commands().get(name)

    def invoke(self, context: click.Context) -> Any:
        """Run a command and say its problems on standard error, with exit status 1."""
        try:
            return super().invoke(context)
        except MahallaError as error:
            language = find_speaker(context.params.get("lang"))
            for problem in error.problems:
                click.echo(problem.say(language), err=True)
            context.exit(1)


def find_commands() -> dict[str, click.Command]:
    """Collect the commands of `commands.py` in every room, by their names."""
    found: list[click.Command] = []
    for path in sorted(FOLDER.glob("*/commands.py")):
        module = import_module(f"survey.{path.parent.name}.commands")
        found += [value for value in vars(module).values() if isinstance(value, click.Command)]
    groups = [command for command in found if isinstance(command, click.Group)]
    inner = [command for group in groups for command in group.commands.values()]
    return {command.name or "": command for command in found if command not in inner}


def find_speaker(tag: str | None) -> Language | None:
    """Return the language in which to say problems; None where the languages are the problem."""
    try:
        return pick_language(tag, load_languages(read_settings().translations))
    except MahallaError:
        return None


@click.group(cls=Mahalla, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang", metavar="LANGUAGE", envvar="MAHALLA_LANG", help="Say problems in this language."
)
@click.version_option(package_name="mahalla")
def main(lang: str | None) -> None:
    """Neighbourhood questionnaires: ask, score, print, discuss."""
    if sys.stdout.encoding.lower().replace("-", "") != "utf8":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
