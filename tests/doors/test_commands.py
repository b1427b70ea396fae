"""What commands print and write is the same whatever is withheld: stdout, CSV and Parquet."""

import csv
import shutil
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.locale import load_languages
from survey.results.evidence import Evidence
from survey.results.explain import explain
from survey.results.explain_work import _gather
from survey.results.store import find_release
from tests.doors.survey import PROJECT, RECEIVED, draw_people, make_twin
from tests.doors.town import NOW, Town

COMMANDS = {
    "score": ("hostile.yaml", "autumn.csv", "--out", "out", "--districts", "districts.csv"),
    "live": ("--project", "town", "--out", "live.csv"),
    "release": ("--project", "town"),
}
"""The commands that print figures, and with what they are run here."""

BEFORE = ("--before", "spring.csv")
ELSEWHERE = {
    "explain": "prints what the last test looks at",
    "report": "prints what test_archive looks at",
    "paper": "prints no figure",
    "export": "writes answers one by one, with no mask between (test_exports)",
}


def write_tables(folder: Path, people: list) -> None:
    """Write the answers of both waves as tables for `mahalla score`."""
    for wave in RECEIVED:
        rows = [
            {"id": f"r{one.number:03}", "neighbourhood": one.place, "household": f"h{one.number}"}
            | {name: answer for name, answer in one.answers.items() if name != "name"}
            for one in people
            if one.wave == wave
        ]
        with (folder / f"{wave}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0].keys())
            table.writeheader()
            table.writerows(rows)
    lines = [f"{one.id},{one.district}" for one in PROJECT.neighbourhoods]
    (folder / "districts.csv").write_text("\n".join(["neighbourhood,district", *lines]))


def run(folder: Path, town: Town, people: list, name: str) -> dict[str, bytes]:
    """Run a command in a folder of its own, on a copy; what it says and writes, by file."""
    home = folder.parent / f"home-{folder.name}"
    shutil.copytree(town.site.settings.home, home, symlinks=True)
    folder.mkdir()
    write_tables(folder, people)
    given = {path.name for path in folder.iterdir()}
    (folder / "hostile.yaml").write_bytes((home / "questionnaires/hostile.yaml").read_bytes())
    arguments = [*COMMANDS[name], *(BEFORE if name == "score" else ())]
    environment = {"MAHALLA_HOME": str(home), "MAHALLA_DATABASE": str(home / "mahalla.db")}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(main, ["--lang", "en", name, *arguments], env=environment)
    assert result.exit_code == 0, result.output
    written = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in given
    }
    return {"said": result.output.encode(), **written}


def test_every_command_of_figures_is_run():
    """A new command of these rooms is run here, or named with where it is looked at."""
    found = {
        command.name
        for room in ("results", "reports", "exchange")
        for command in vars(import_module(f"survey.{room}.commands")).values()
        if isinstance(command, click.Command)
    }

    assert found == set(COMMANDS) | set(ELSEWHERE)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_tells_twins_apart(name: str, town: Town, twin: Town, tmp_path: Path):
    """Nothing that is said or written differs in a byte, and something is."""
    one = run(tmp_path / "one", town, draw_people(), name)
    other = run(tmp_path / "other", twin, make_twin(draw_people()), name)

    assert one["said"]
    assert len(one) > (18 if name == "score" else 1)
    assert [file for file in one if one[file] != other.get(file)] == []


def test_no_explanation_tells_twins_apart(town: Town, twin: Town):
    """Of every figure in every area."""
    english = load_languages(town.site.settings.translations)["en"]
    one, other = (explain_all(each, english) for each in (town, twin))

    assert len(one) == 48
    assert [figure for figure in one if one[figure] != other[figure]] == []


def explain_all(town: Town, language) -> dict[tuple[str, str], list[str]]:
    release = find_release(town.database, PROJECT)
    evidence: Evidence = _gather(release, town.database, NOW)
    indices = ("life", "kin", "calm", "seen", "both", "struck")
    figures = [(area, index) for area in evidence.scores.areas for index in indices]
    return {figure: explain(evidence, *figure, language) for figure in figures}
