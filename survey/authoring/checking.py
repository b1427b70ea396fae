"""Files checked: questionnaires with the worked examples beside them, every problem at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from survey.authoring.cases import ENDING
from survey.authoring.trial import find_form, try_beside
from survey.errors import N_, MahallaError, Problem, Where
from survey.questionnaire.load import load_folder, load_questionnaire
from survey.questionnaire.model import Questionnaire

EMPTY = N_("This folder holds no questionnaire: no file in it ends in .yaml.")


@dataclass
class Findings:
    """What a check has come upon so far."""

    questionnaires: list[Questionnaire] = field(default_factory=list)
    cases: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, file: Path, questionnaire: Questionnaire, today: date) -> None:
        """Count a questionnaire that is in order, and try the worked examples beside its file."""
        self.questionnaires.append(questionnaire)
        trial = try_beside(file, questionnaire, today)
        self.cases += trial.count
        self.problems += trial.problems


def check_paths(paths: Iterable[Path], today: date) -> Findings:
    """Check files and folders; a file of worked examples is checked with its questionnaire."""
    found = Findings()
    for path in paths:
        try:
            for file, questionnaire in _load(path):
                found.add(file, questionnaire, today)
        except MahallaError as error:
            found.problems += error.problems
    return found


def _load(path: Path) -> list[tuple[Path, Questionnaire]]:
    if path.is_dir():
        loaded = load_folder(path)
        if not loaded:
            raise MahallaError(Problem(EMPTY, where=Where(str(path))))
        return loaded
    file = find_form(path) if path.name.endswith(ENDING) else path
    return [(file, load_questionnaire(file))]
