"""Measures scoring side by side: `uv run python -m benchmarks.scoring`."""

import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.scoring.chart import PICTURE, draw_chart
from benchmarks.scoring.generate import write_answers
from benchmarks.scoring.measured import Measured, Run, save_measured, write_scaling, write_times
from benchmarks.scoring.task import Answer, find_difference, load_answer, read_questionnaire
from benchmarks.scoring.with_r import read_r, run_r, write_scores

ROUNDS = 5
SIZES = (10_000, 100_000, 1_000_000)
HUGE = 10_000_000
TURNS = ("floor", "ours", "ours, two-way", "ours, released", "ours, ranked", "pandas")
HUGE_TURNS = TURNS[:3]
R_SIZES = (10_000, 100_000)
R_PATIENCE = 3600.0
SAME = 1e-9


def main() -> int:
    """Measure, print the tables, draw the picture; 1 where two ways disagree."""
    parser = ArgumentParser(prog="python -m benchmarks.scoring", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="How often, 5 by default.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="Responses.")
    parser.add_argument("--huge", action="store_true", help="Ours and the floor at 10 million too.")
    parser.add_argument("--r", type=int, nargs="*", default=R_SIZES, help="Sizes for R survey.")
    parser.add_argument("--folder", type=Path, help="Keeps the answers that are made.")
    parser.add_argument("--save", action="store_true", help="Keep the figures and the picture.")
    given = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        sizes = [*given.sizes, *([HUGE] if given.huge else [])]
        measured = [
            one for size in sizes for one in _measure(size, folder, given.rounds, size in given.r)
        ]
    print("\n".join([*write_times(measured), "", *write_scaling(measured)]))
    if given.save:
        save_measured(measured)
        PICTURE.write_text(draw_chart(measured), encoding="utf-8")
    return int(any(one.difference is not None and one.difference > SAME for one in measured))


def _measure(size: int, folder: Path, rounds: int, with_r: bool) -> Iterator[Measured]:
    """Let the ways take turns at one size, each round in fresh processes."""
    answers = folder / f"{size}"
    if not answers.exists():
        _tell(f"Making {size:,} responses …")
        write_answers(size, answers)
    ways = TURNS if size < HUGE else HUGE_TURNS
    runs: dict[str, list[Run]] = {way: [] for way in ways}
    # A round that does not count brings the files into the system's memory.
    _run("floor", answers, folder)
    for number in range(rounds):
        _tell(f"{size:,} responses, round {number + 1} of {rounds} …")
        for way in ways:
            runs[way].append(_run(way, answers, folder))
    truth = load_answer(_place(folder, "pandas")) if "pandas" in ways else None
    for way, taken in runs.items():
        # The others fill gaps in another way, or estimate nothing.
        same = (
            find_difference(load_answer(_place(folder, way)), truth)
            if truth and way == "ours"
            else None
        )
        yield _sum_up(way, size, taken, same)
    if with_r:
        yield from _measure_r(size, folder, truth)


def _measure_r(size: int, folder: Path, truth: Answer | None) -> Iterator[Measured]:
    """Run R once: it takes minutes, so that rounds would tell little more."""
    questionnaire = read_questionnaire()
    domains = len(questionnaire.domains)
    _tell(f"{size:,} responses, R …")
    scores, answer = folder / "scores.f64", folder / "r.f64"
    write_scores(folder / f"{size}", questionnaire, scores)
    taken = run_r(scores, domains, answer, R_PATIENCE)
    if taken is None:
        _tell(f"R was stopped after {R_PATIENCE:.0f} seconds.")
        return
    same = find_difference(read_r(answer, domains), truth) if truth else None
    yield _sum_up("R survey", size, [taken], same)


def _run(way: str, answers: Path, folder: Path) -> Run:
    """Run a way once, in a fresh process."""
    module = [sys.executable, "-m", "benchmarks.scoring.child"]
    command = [*module, way, str(answers), str(_place(folder, way))]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return Run(*(float(word) for word in run.stdout.split()))


def _place(folder: Path, way: str) -> Path:
    return folder / f"{way}.npz"


def _sum_up(way: str, size: int, taken: list[Run], difference: float | None) -> Measured:
    return Measured(
        way,
        size,
        seconds=tuple(run.seconds for run in taken),
        processor=min(run.processor for run in taken),
        megabytes=max(run.megabytes for run in taken),
        difference=difference,
    )


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
