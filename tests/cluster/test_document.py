"""The recipe of docs/cluster.md works as it stands there, but for the places that it names."""

import re
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from distributed import Client

from survey.places.store import save_project
from survey.questionnaire.load import parse_questionnaire
from survey.responses.store import keep_version
from survey.results import snapshot
from survey.results.snapshot import read_snapshot
from survey.scoring.score import score_partitions
from survey.storage.open import open_database
from tests.databases import place_database
from tests.results.collection import EAST, collect


@pytest.mark.sqlite
def test_the_recipe(
    root: Path,
    tmp_path: Path,
    street_source: str,
    client: Client,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its table, made from two batches, is that of one process with one partition."""
    (tmp_path / "street.yaml").write_text(street_source, encoding="utf-8")
    street = parse_questionnaire(street_source, "street.yaml")
    office = open_database(place_database(tmp_path / "mahalla.db"))
    save_project(office, now, "test", EAST)
    keep_version(office, now, "test", street, street_source)
    collect(office, street, range(20))
    collect(office, street, range(20, 45), "mill")

    page = (root / "docs/cluster.md").read_text(encoding="utf-8")
    [recipe] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    for name in ("questionnaires/street.yaml", "mahalla.db", "/shared/snapshots", "scores.csv"):
        assert f'"{name}"' in recipe
        recipe = recipe.replace(f'"{name}"', repr(str(tmp_path / Path(name).name)))
    assert "tcp://scheduler:8786" in recipe
    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "MOST_RECORDS", 30)
        exec(recipe.replace("tcp://scheduler:8786", client.scheduler.address), {})

    [whole] = read_snapshot(tmp_path / "snapshots/east/autumn" / f"version={street.version}")
    score_partitions(street, [whole], {}).frame.to_csv(tmp_path / "expected.csv", index=False)
    written = pd.read_csv(tmp_path / "scores.csv")
    pd.testing.assert_frame_equal(written, pd.read_csv(tmp_path / "expected.csv"), rtol=1e-9)
