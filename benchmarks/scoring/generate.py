"""Makes the answers that are scored: `python -m benchmarks.scoring.generate N FOLDER`.

N responses of sixty ratings in 200 areas of 50 PSUs, as a snapshot of them: FOLDER is what
`read_snapshot` reads, with a part per area. The same N and seed give the same answers.
"""

from argparse import ArgumentParser
from pathlib import Path

import numpy as np
import pyarrow as pa
from scipy.special import ndtr

from benchmarks.scoring.task import AREAS, DISTRICTS, PSUS, name_area, read_questionnaire
from survey.arrays import FloatArray, IntArray
from survey.questionnaire.model import Question
from survey.results.snapshot_files import State, save_state, write_part
from survey.results.snapshot_layout import ANSWER, ID, make_schema
from survey.scoring.answers.codes import BLANK, DONT_KNOW, REFUSED, STRUCTURAL

SEED = 4
BYTES = 256
SILENT = {BLANK: 7, DONT_KNOW: 9, REFUSED: 5}
"""Out of 256: about 8 % of the answers."""

STRUCTURAL_SHARE = 0.15
"""Of households, where a question may not apply."""

TYPES = 8
"""Kinds of households that answer alike: they make people alike within homes and areas."""

MEMBERS = 2.5
STEPS = (0.8, 1.6, 2.5, 3.4)
"""Where the latent answer, about 0 to 4, turns to the next of the five."""


def main() -> None:
    """Write the answers."""
    parser = ArgumentParser(prog="python -m benchmarks.scoring.generate", description=__doc__)
    parser.add_argument("responses", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    write_answers(given.responses, given.folder, given.seed)


def write_answers(responses: int, folder: Path, seed: int = SEED) -> None:
    """Write `responses`, a multiple of 200, as the snapshot `folder`."""
    questions = list(read_questionnaire().items.values())
    table = _draw_table(len(questions), np.random.default_rng(seed))
    sequence = np.random.SeedSequence(seed).spawn(AREAS)
    parts = {}
    for area in range(AREAS):
        random = np.random.default_rng(sequence[area])
        answers = _draw_area(area, responses // AREAS, questions, table, random)
        parts[name_area(area)] = (write_part(folder, name_area(area), area, answers),)
    names = tuple(question.id for question in questions)
    save_state(folder, State(questions=names, parts=parts, next_part=AREAS))


def _draw_table(items: int, random: np.random.Generator) -> IntArray:
    """Draw what every type of household answers: types x items x 256 equally likely cases."""
    level = 2.0 + np.linspace(-0.7, 0.7, TYPES)[:, None] + random.normal(0.0, 0.5, items)
    silent = np.repeat(list(SILENT), list(SILENT.values()))
    chance = (np.arange(BYTES - len(silent)) + 0.5) / (BYTES - len(silent))
    reached = [chance > ndtr(step - level)[:, :, None] for step in STEPS]
    said = np.sum(reached, axis=0)
    always = np.broadcast_to(silent, (TYPES, items, len(silent)))
    return np.concatenate([always, said], axis=2).astype(np.int8)


def _draw_area(
    area: int,
    size: int,
    questions: list[Question],
    table: IntArray,
    random: np.random.Generator,
) -> pa.Table:
    members = 1 + random.poisson(MEMBERS - 1, size)
    home = np.repeat(np.arange(size), members)[:size]
    psu, kind = random.integers(PSUS, size=size), _draw_kinds(size, random)
    cases = random.integers(BYTES, size=(size, len(questions)), dtype=np.uint8)
    codes = table[kind[home][:, None], np.arange(len(questions)), cases]
    for item, question in enumerate(questions):
        if "not_applicable" in question.missing:
            codes[(random.random(size) < STRUCTURAL_SHARE)[home], item] = STRUCTURAL
    columns = _describe_design(area, home, psu, random)
    columns |= {f"{ANSWER}{q.id}": pa.array(codes[:, item]) for item, q in enumerate(questions)}
    return pa.table(columns, schema=make_schema([question.id for question in questions]))


def _draw_kinds(size: int, random: np.random.Generator) -> IntArray:
    """Draw the type of every household; areas differ in how many there are of each."""
    mixture = random.dirichlet(np.full(TYPES, 3.0))
    return random.choice(TYPES, size=size, p=mixture).astype(np.int64)


def _describe_design(
    area: int, home: IntArray, psu: IntArray, random: np.random.Generator
) -> dict[str, pa.Array]:
    size = len(home)
    household_weight: FloatArray = np.exp(random.normal(3.0, 0.5, size))[home]
    stratum = pa.array([f"district{area * DISTRICTS // AREAS:02}"])
    ids = np.column_stack([np.sort(_draw_keys(size, random)), _draw_keys(size, random)])
    written = pa.py_buffer(ids.astype(">i8"))
    return {
        ID: pa.Array.from_buffers(pa.binary(16), size, [None, written]),
        "household": pa.array(_draw_keys(home[-1] + 1, random)[home]),
        "psu": pa.array(_draw_keys(PSUS, random)[psu[home]]),
        "stratum": pa.DictionaryArray.from_arrays(np.zeros(size, np.int32), stratum),
        "weight": pa.array(household_weight * random.integers(1, 4, size)),
        "household_weight": pa.array(household_weight),
    }


def _draw_keys(size: int, random: np.random.Generator) -> IntArray:
    """Draw keys, as `make_key` makes them of names: no two are alike."""
    return random.integers(2**63, size=size)


if __name__ == "__main__":
    main()
