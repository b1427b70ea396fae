"""The page docs/commands.md, made of the help of every command.

Write it anew after a command has changed:

    uv run python .ci/commands.py > docs/commands.md
"""

from collections.abc import Iterator

import click

from survey.cli import main

OPENING = """\
# Commands

Everything that Mahalla does on the command line. Each command says the same with `--help`. If
`mahalla` is not found, write `uv run mahalla`.

<!-- Written by `uv run python .ci/commands.py > docs/commands.md`; a test holds it true. -->
"""
SETTINGS = {**main.context_settings, "terminal_width": 80, "max_content_width": 80}


def describe_commands() -> str:
    """Write the page of all commands."""
    contexts = walk(click.Context(main, info_name="mahalla", **SETTINGS))
    parts = [
        f"## {context.command_path}\n\n```\n{context.get_help()}\n```\n" for context in contexts
    ]
    return "\n".join([OPENING, *parts])


def walk(context: click.Context) -> Iterator[click.Context]:
    """Yield every command with the words that call it, a group before its commands."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            inner = context.command.get_command(context, name)
            if inner is not None:
                yield from walk(click.Context(inner, context, name, **SETTINGS))


if __name__ == "__main__":
    click.echo(describe_commands(), nl=False)
