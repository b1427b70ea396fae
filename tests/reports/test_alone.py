"""The press under many visitors at once: the library below it is not made for two threads."""

import subprocess
import sys

MANY = """
import sys, tempfile
from pathlib import Path
from threading import Thread
from survey.locale import load_languages
from survey.questionnaire.load import load_questionnaire
from survey.reports.paper.make import Sheet, keep_sheet
home, folder = Path(sys.argv[1]), Path(sys.argv[2])
languages = load_languages(home / "translations")
form = load_questionnaire(home / "tests" / "forms" / "tour.yaml")
sheets = [Sheet(form, languages[tag], large) for tag in ("en", "fa") for large in (False, True)]
threads = [Thread(target=keep_sheet, args=(sheet, folder)) for sheet in sheets]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(list(folder.glob("*.pdf"))))
"""


def test_four_visitors_print_at_once(root, tmp_path):
    """Each gets their paper, and nothing comes into disorder."""
    done = subprocess.run(
        [sys.executable, "-c", MANY, str(root), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "4", "")
