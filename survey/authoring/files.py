"""Files written where somebody asked for them, or a sentence that says why not."""

from pathlib import Path

from survey.errors import N_, MahallaError, Problem, Where

NO_PLACE = N_("The file cannot be written: %(reason)s. Check its place.")


def write_file(out: Path, text: str) -> None:
    """Write a text as UTF-8. Raises MahallaError where that cannot be done."""
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = {"reason": error.strerror}
        raise MahallaError(Problem(NO_PLACE, reason, Where(str(out)))) from error
