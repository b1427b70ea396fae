"""Measures submissions under load: `uv run python -m benchmarks.collection`."""

import os
import random
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory

from benchmarks.collection.asked import FORM
from benchmarks.collection.growth import Model, fill, read_models
from benchmarks.collection.measure import Load, Slice, Way, floor_ways
from benchmarks.collection.pages import measure_pages
from benchmarks.collection.postgres import find_processes, find_programs, run_postgres
from benchmarks.collection.site import Prepared, prepare_site, seal_uploads, serve_floor, serve_site
from benchmarks.collection.table import (
    take_median,
    write_goals,
    write_growth,
    write_interviews,
    write_memory,
    write_rounds,
)
from survey.settings import DatabasePlace, Server

CLIENTS = (1, 8, 32)
SIZES = (0, 1_000, 10_000, 100_000, 1_000_000)
FLOOR = "floor"
TABLET, BROWSER, REFUSED = "tablet, SQLite", "browser, SQLite", "refused at the door"
TABLET_PG, BROWSER_PG = "tablet, PostgreSQL", "browser, PostgreSQL"
STEADY_CLIENTS = 32
SEED = 1405
DATABASE = "mahalla.db"


@dataclass
class Bench:
    """Everything that stands ready: the ways that take turns, and what they are sent by."""

    ways: list[Way]
    loads: list[Load]
    served: dict[str, Way]


def main() -> int:
    """Measure everything in turns, print the tables; 1 where a durable count is wrong."""
    wanted = _read_arguments()
    print(f"Load before: {os.getloadavg()[0]:.1f}\n")
    with TemporaryDirectory() as made, _prepare(Path(made), wanted) as bench:
        faults = _measure_turns(bench, wanted)
    with TemporaryDirectory() as made:
        faults += _measure_growth(Path(made), wanted) if wanted.grow else []
    print(f"\nLoad after: {os.getloadavg()[0]:.1f}")
    print("\n".join(["", *faults]) if faults else "\nEvery acknowledged submission is there, once.")
    return bool(faults)


def _read_arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.collection", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often everything takes its turn")
    parser.add_argument("--seconds", type=float, default=4, help="of a slice")
    parser.add_argument("--rate", type=float, default=300, help="a second, at the fixed rate")
    parser.add_argument("--steady", type=float, default=20, help="seconds at the fixed rate")
    parser.add_argument("--grow", type=int, default=SIZES[-1], help="responses at most; 0: none")
    parser.add_argument("--server", default="granian", choices=("granian", "waitress"))
    parser.add_argument("--no-postgres", action="store_true", help="SQLite alone")
    parser.add_argument("--no-browsers", action="store_true", help="tablets alone")
    return parser.parse_args()


@contextmanager
def _prepare(folder: Path, wanted: Namespace) -> Iterator[Bench]:
    with ExitStack() as stack:
        bench = Bench([], [], {})
        site = _add_site(stack, bench, folder / "lite", folder / "lite" / DATABASE, wanted)
        uploads = seal_uploads(site, 200, random.Random(SEED))
        floor = stack.enter_context(serve_floor(folder, wanted.server))
        floors = floor_ways(floor, folder, uploads)
        bench.ways = [*floors, bench.loads[0].refused(REFUSED), *bench.ways]
        programs = None if wanted.no_postgres else find_programs()
        if programs:
            address = stack.enter_context(run_postgres(programs))
            home = folder / "post"
            _add_site(stack, bench, home, Server(address, home), wanted)
        else:
            print("PostgreSQL is left out: there is no server, or no driver (mahalla[postgres]).\n")
        for load in bench.loads:
            stack.callback(load.close)
        yield bench


def _add_site(
    stack: ExitStack, bench: Bench, home: Path, place: DatabasePlace, wanted: Namespace
) -> Prepared:
    home.mkdir()
    site = prepare_site(home, place)
    served = stack.enter_context(serve_site(site, wanted.server))
    load, is_server = Load(site, served, SEED), isinstance(place, Server)
    processes = [served.process]
    if isinstance(place, Server):
        processes.append(find_processes(place.address))
    names = (TABLET_PG, BROWSER_PG) if is_server else (TABLET, BROWSER)
    tablets = load.tablets(processes, names[0])
    bench.ways.append(tablets)
    if not wanted.no_browsers:
        bench.ways.append(load.browsers(processes, names[1]))
    bench.loads.append(load)
    bench.served["mahalla serve, " + names[0].partition(", ")[2]] = tablets
    return site


def _measure_turns(bench: Bench, wanted: Namespace) -> list[str]:
    rounds: dict[tuple[str, int], list[Slice]] = {}
    for way in bench.ways:
        way.measure(2, min(wanted.seconds, 1))
    for number in range(wanted.rounds):
        _tell(f"Round {number + 1} of {wanted.rounds} …")
        for clients in CLIENTS:
            for way in bench.ways:
                rounds.setdefault((way.name, clients), []).append(
                    way.measure(clients, wanted.seconds)
                )
    steady = _measure_steady(bench.ways, wanted)
    memory = {name: way.memory for name, way in bench.served.items()}
    browsers = [one for one in (BROWSER, BROWSER_PG) if (one, 1) in rounds]
    tablets = [one for one in (TABLET, TABLET_PG) if (one, 1) in rounds]
    _print("", write_rounds(rounds, FLOOR))
    _print("Whole interviews in a browser", write_interviews(rounds, browsers))
    _print(f"At a fixed rate of {wanted.rate:g} a second", _write_steady(steady))
    _print("Pages", measure_pages(bench.loads[0].served.port, FORM, wanted.seconds, wanted.rounds))
    _print("Memory", write_memory(memory))
    peak = memory["mahalla serve, SQLite"][0]
    _print("Goals", write_goals(rounds, steady, peak, tablets))
    return [fault for way in bench.ways for fault in way.faults]


def _measure_steady(ways: Sequence[Way], wanted: Namespace) -> dict[str, Slice]:
    if not wanted.steady:
        return {}
    names = (FLOOR, TABLET, TABLET_PG)
    return {
        way.name: way.measure(STEADY_CLIENTS, wanted.steady, wanted.rate)
        for way in ways
        if way.name in names
    }


def _write_steady(steady: dict[str, Slice]) -> Iterator[str]:
    yield "| way | answered a second | p50, ms | p99, ms |"
    yield "|---|---|---|---|"
    for name, one in steady.items():
        yield f"| {name} | {one.rate:,.0f} | {one.middle:.1f} | {one.late:.1f} |"


def _measure_growth(folder: Path, wanted: Namespace) -> list[str]:
    """Measure copies of a database that grows, so that its sizes are what they are called."""
    home, chance = folder / "site", random.Random(SEED)
    home.mkdir()
    site = prepare_site(home, home / DATABASE)
    grown: dict[int, dict[str, Slice]] = {}
    faults: list[str] = []
    models: list[Model] = []
    for size in (one for one in SIZES if one <= wanted.grow):
        _tell(f"With {size:,} responses …")
        if size:
            fill(home / DATABASE, size, models, chance)
        copy = folder / "copy"
        copytree(home, copy, symlinks=True)
        twin = replace(site, home=copy, database=copy / DATABASE)
        grown[size] = _measure_size(twin, size, wanted, faults)
        models = models or read_models(copy / DATABASE)
        rmtree(copy)
    _print("As the database grows", write_growth(grown, FLOOR))
    return faults


def _measure_size(
    site: Prepared, size: int, wanted: Namespace, faults: list[str]
) -> dict[str, Slice]:
    with (
        TemporaryDirectory() as made,
        serve_site(site, wanted.server) as served,
        serve_floor(Path(made), wanted.server) as floor,
    ):
        load = Load(site, served, size)
        uploads = seal_uploads(site, 200, load.chance)
        ways = [
            floor_ways(floor, Path(made), uploads)[-1],
            load.tablets([served.process], TABLET),
            load.browsers([served.process], BROWSER),
        ]
        for way in ways:
            way.measure(2, 1)
        slices: dict[str, list[Slice]] = {way.name: [] for way in ways}
        for _ in range(wanted.rounds):
            for way in ways:
                slices[way.name].append(way.measure(8, wanted.seconds))
        load.close()
        faults += [fault for way in ways for fault in way.faults]
        return {name: take_median(several) for name, several in slices.items()}


def _print(title: str, lines: Iterable[str]) -> None:
    print("\n".join([*([f"\n**{title}**\n"] if title else []), *lines]), flush=True)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
