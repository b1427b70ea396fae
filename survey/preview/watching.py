"""The file that is being written, read anew whenever it was saved; the last good form is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock

from survey.authoring.cases import ENDING
from survey.authoring.trial import Trial, try_beside
from survey.errors import MahallaError, Problem
from survey.questionnaire.load import parse_questionnaire, require_form
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.yaml_file import read_text

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Look:
    """What the file is at one moment; `number` counts the moments at which something was new.

    `questionnaire` is the newest that was in order, and `source` its text; it `is_current` where
    the file is in order now. `trial` is what became of its worked examples.
    """

    number: int = 0
    questionnaire: Questionnaire | None = None
    source: str = ""
    problems: Sequence[Problem] = ()
    trial: Trial = field(default_factory=lambda: Trial(0))

    @property
    def is_current(self) -> bool:
        """Tell whether the form that is shown is what the file says."""
        return not self.problems


class Watcher:
    """Looks at a questionnaire's file, its worked examples and its translations on demand."""

    def __init__(self, file: Path, translations: Path, on_new: Callable[[Look], None]) -> None:
        self.file = file
        self.translations = translations
        self.on_new = on_new
        self.seen: Stamp | None = None
        self.last = Look()
        self.lock = Lock()

    def look(self, today: date) -> Look:
        """Return what the file is now; `on_new` hears of it first where something changed."""
        with self.lock:
            stamp = self.read_stamp()
            if stamp != self.seen:
                self.last = self.read(today)
                self.on_new(self.last)
                self.seen = stamp
            return self.last

    def read_stamp(self) -> Stamp:
        """Note when each of the files was changed."""
        cases = self.file.with_name(self.file.stem + ENDING)
        files = [self.file, cases, *sorted(self.translations.glob("*/*.po"))]
        return tuple(_read_stamp(file) for file in files)

    def read(self, today: date) -> Look:
        """Read the file; where it has problems, the form that was in order before stays."""
        number = self.last.number + 1
        try:
            source = read_text(self.file)
            questionnaire = require_form(parse_questionnaire(source, str(self.file)))
        except MahallaError as error:
            return replace(self.last, number=number, problems=error.problems)
        trial = try_beside(self.file, questionnaire, today)
        return Look(number, questionnaire, source, (), trial)


def _read_stamp(file: Path) -> tuple[str, int, int]:
    try:
        found = file.stat()
    except OSError:
        return str(file), 0, 0
    return str(file), found.st_mtime_ns, found.st_size
