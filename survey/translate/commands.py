"""The commands of translators: `mahalla translate extract|update|status|check`."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from survey.errors import MahallaError, Problem
from survey.locale import DEFAULT, load_languages
from survey.settings import read_settings
from survey.translate.files import begin_catalogue, format_catalogue, format_template
from survey.translate.merge import merge_catalogue
from survey.translate.work import collect_templates, list_work


@click.group()
def translate() -> None:
    """Keep the translations up to date with the code and the questionnaires."""


@translate.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where to write.")
def extract(out: Path) -> None:
    """Write every sentence to translate as POT files, for translators who work elsewhere."""
    settings = read_settings()
    source = load_languages(settings.translations)[DEFAULT]
    out.mkdir(parents=True, exist_ok=True)
    for template in collect_templates(settings):
        file = out / f"{template.name}.pot"
        file.write_bytes(format_template(template, source, datetime.now(UTC)))
        click.echo(f"{file}: {len(template.sentences)}")


@translate.command()
@click.option("--begin", metavar="LANGUAGE", help="Also begin the files this language lacks.")
def update(begin: str | None) -> None:
    """Bring all PO files up to date; changed sentences turn fuzzy, translations are kept."""
    now = datetime.now(UTC)
    for work in list_work(read_settings(), begin):
        name = work.template.name
        old = work.load() if work.has_begun else begin_catalogue(work.language, name, now)
        work.file.write_bytes(format_catalogue(merge_catalogue(work.template, old)))
        click.echo(str(work.file))


@translate.command()
def status() -> None:
    """Say how much of each language is translated, and what awaits a reader."""
    for work in list_work(read_settings()):
        done = work.measure()
        counts = {"needs review": done.drafted, "fuzzy": done.fuzzy, "missing": done.missing}
        rest = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
        name = f"{work.language.tag:6} {work.template.name:32}"
        click.echo(f"{name} {done.translated:4} / {done.total:4}  {rest}".rstrip())


@translate.command()
@click.option("--reviewed", is_flag=True, help="Also fail while machine drafts await a reader.")
def check(reviewed: bool) -> None:
    """Check that every language is complete, and that its files are well formed."""
    problems: list[Problem] = []
    drafted: Counter[str] = Counter()
    for work in list_work(read_settings()):
        problems += work.check(is_reviewed=reviewed)
        drafted[work.language.tag] += work.measure().drafted
    if problems:
        raise MahallaError(*problems)
    for tag, count in drafted.items():
        if count:
            click.echo(f"{tag}: {count} drafted by a machine, to be read by a person")
