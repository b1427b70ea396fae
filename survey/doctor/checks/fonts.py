"""The fonts of reports: that they are there, and are those that the pages were measured with."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import survey.reports
from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem, Where

TITLE = N_("Reports are printed with their own font.")
MISSING = N_(
    "This font is missing or is not the one that came with Mahalla: Persian and Arabic reports "
    "would be printed badly. Install Mahalla again."
)
FOLDER = Path(survey.reports.__file__).parent / "fonts"
LISTED = re.compile(r"\| ([\w.-]+\.ttf) [^|]*\| `([0-9a-f]{64})` \|")


def look(installation: Installation) -> Iterator[Finding]:
    """Compare each font with the hash that is noted beside it."""
    for name, known in LISTED.findall((FOLDER / "README.md").read_text(encoding="utf-8")):
        path = FOLDER / name
        if not path.is_file() or sha256(path.read_bytes()).hexdigest() != known:
            yield Finding(Problem(MISSING, where=Where(str(path))))
