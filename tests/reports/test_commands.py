"""The command `mahalla report`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli import main
from survey.reports import commands
from tests.reports.sample import make_release


@pytest.fixture(autouse=True)
def stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the newest release be the sample's, with two neighbourhoods."""
    monkeypatch.setattr(commands, "latest_release", lambda *_: make_release())


def run(tmp_path: Path, *arguments: str) -> Result:
    database = ("--database", str(tmp_path / "mahalla.db"))
    return CliRunner().invoke(main, ["report", *arguments, *database])


def test_one_report(tmp_path: Path):
    """One report is written into the file that was asked for."""
    file = tmp_path / "report.pdf"
    ran = run(tmp_path, "--neighbourhood", "labeh-rud", "--lang", "fa", "--out", str(file))
    assert (ran.exit_code, ran.output.strip()) == (0, str(file))
    assert file.read_bytes().startswith(b"%PDF")


def test_neither_one_nor_all(tmp_path: Path):
    """Without saying which report, it is asked for."""
    ran = run(tmp_path, "--out", str(tmp_path / "report.pdf"))
    assert (ran.exit_code, ran.output.split(":")[0]) == (1, "Say which report")


def test_unknown_language(tmp_path: Path):
    """A language that there is not is answered with those there are."""
    ran = run(tmp_path, "--all", "--languages", "en,de", "--out", str(tmp_path))
    assert (ran.exit_code, "“de”" in ran.output) == (1, True)


def test_language_that_is_not_offered(tmp_path: Path):
    """A language that is not complete is not printed."""
    ran = run(tmp_path, "--all", "--languages", "fa_AF", "--out", str(tmp_path))
    assert ran.exit_code == 1


def test_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """All reports are written into a folder, and counted at the end."""
    written: list[Path] = []

    def pretend(release: object, languages: list, folder: Path, progress: object) -> list[Path]:
        written.extend(folder / language.tag for language in languages)
        return written

    monkeypatch.setattr(commands, "write_all", pretend)
    ran = run(tmp_path, "--all", "--languages", "fa,en", "--out", str(tmp_path))
    assert ran.output.splitlines()[-1] == f"2 reports: {tmp_path}"
