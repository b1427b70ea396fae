"""The tables of what was measured, in Markdown, and the goals that were kept or not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from statistics import median

from benchmarks.collection.measure import Slice

Rounds = Mapping[tuple[str, int], Sequence[Slice]]
"""The slices of each way and number of clients, one a round."""

CENTRAL = {8: (113, 182), 32: (112, 481)}
"""Submissions a second and p99 in ms that a peer once gave, by clients (XML of the same size)."""

MOST_LATE, MOST_MEMORY = 10, 120
TIMES_CENTRAL, PART_OF_CENTRAL = 8, 5


def take_median(slices: Sequence[Slice]) -> Slice:
    """Take the median of every figure."""
    return Slice(*(median(values) for values in zip(*map(astuple, slices), strict=True)))


def write_rounds(rounds: Rounds, floor: str) -> Iterator[str]:
    """Write one row a way and number of clients, with its ratio to the floor of the same round."""
    yield "| clients | way | a second | × floor | p50, ms | p99, ms | × floor | CPU, ms |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, clients in sorted(rounds, key=lambda key: key[1]):
        slices, floors = rounds[name, clients], rounds[floor, clients]
        one = take_median(slices)
        pairs = list(zip(slices, floors, strict=True))
        rate = median(ours.rate / theirs.rate for ours, theirs in pairs)
        late = median(ours.late / theirs.late for ours, theirs in pairs)
        yield (
            f"| {clients} | {name} | {one.rate:,.0f} | {rate:.2f} | {one.middle:.1f} "
            f"| {one.late:.1f} | {late:.2f} | {one.busy:.2f} |"
        )


def write_interviews(rounds: Rounds, names: Sequence[str]) -> Iterator[str]:
    """Write how long a whole interview in the browser took, pages and all."""
    yield "| clients | way | interviews a second | whole interview, p50, s | its send, p50, ms |"
    yield "|---|---|---|---|---|"
    for name, clients in sorted(rounds, key=lambda key: key[1]):
        if name in names:
            one = take_median(rounds[name, clients])
            whole = one.whole / 1000
            yield f"| {clients} | {name} | {one.rate:,.1f} | {whole:.2f} | {one.middle:.1f} |"


def write_memory(memory: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    """Write the memory of every server."""
    yield "| server | most ever (VmHWM), MB | at the end (PSS), MB |"
    yield "|---|---|---|"
    for name, (peak, shared) in memory.items():
        yield f"| {name} | {peak:.0f} | {shared:.0f} |"


def write_growth(grown: Mapping[int, Mapping[str, Slice]], floor: str) -> Iterator[str]:
    """Write what a submission costs at each size of the database, beside the smallest."""
    yield "| responses | way | a second | × floor | p50, ms | p99, ms | CPU, ms | × smallest |"
    yield "|---|---|---|---|---|---|---|---|"
    smallest = grown[min(grown)]
    for size, ways in grown.items():
        for name, one in ways.items():
            yield (
                f"| {size:,} | {name} | {one.rate:,.0f} | {one.rate / ways[floor].rate:.2f} "
                f"| {one.middle:.1f} | {one.late:.1f} | {one.busy:.2f} "
                f"| {one.busy / smallest[name].busy:.2f} |"
            )


def write_goals(
    rounds: Rounds, steady: Mapping[str, Slice], peak: float, names: Sequence[str]
) -> Iterator[str]:
    """Write every goal, what was measured, and whether it is kept."""
    yield "| goal | way | measured | kept |"
    yield "|---|---|---|---|"
    for name in names:
        for clients, (rate, late) in CENTRAL.items():
            if (name, clients) not in rounds:
                continue
            one = take_median(rounds[name, clients])
            least, most = TIMES_CENTRAL * rate, late / PART_OF_CENTRAL
            yield _row(f"≥ {least:,} a second with {clients}", name, one.rate, one.rate >= least)
            yield _row(f"p99 ≤ {most:.0f} ms with {clients}", name, one.late, one.late <= most)
        if name in steady:
            p99 = steady[name].late
            yield _row(f"p99 ≤ {MOST_LATE} ms at a fixed rate", name, p99, p99 <= MOST_LATE)
    yield _row(f"≤ {MOST_MEMORY} MB", "mahalla serve, SQLite", peak, peak <= MOST_MEMORY)


def _row(goal: str, name: str, measured: float, is_kept: bool) -> str:
    return f"| {goal} | {name} | {measured:,.1f} | {'yes' if is_kept else 'no'} |"
