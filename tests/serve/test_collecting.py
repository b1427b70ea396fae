"""What a site loads that only collects answers: nothing that computes scores or prints."""

import subprocess
import sys
from pathlib import Path

COLLECT = """
import sys
from pathlib import Path
import survey.serve.server
from tests.forms.conftest import make_project, make_site
from tests.interviews.tablet import register

app = make_site(Path(sys.argv[1]), make_project("tour"))
client, tablet = app.test_client(), register(app)
start = client.get("/f/tour/fa/", follow_redirects=True)
front = client.get("/fa/")
sent = tablet.send(tablet.write())
heavy = {"numpy", "pandas", "pyarrow", "scipy", "weasyprint", "matplotlib"} & set(sys.modules)
print(start.status_code, front.status_code, sent.json["outcome"], *sorted(heavy))
"""


def test_a_site_that_collects_loads_nothing_for_scores(tmp_path: Path, root: Path) -> None:
    """A start page, the first page and an interview of a tablet need neither pandas nor NumPy."""
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    tour = root / "tests" / "forms" / "tour.yaml"
    (tmp_path / "questionnaires" / "tour.yaml").write_text(tour.read_text("utf-8"), "utf-8")

    run = subprocess.run(
        [sys.executable, "-c", COLLECT, str(tmp_path)], cwd=root, capture_output=True, text=True
    )

    assert (run.stdout, run.stderr[-1000:] if run.returncode else "") == ("200 200 new\n", "")
