"""One way, once, in a process of its own: `python -m benchmarks.scoring.child WAY FOLDER ANSWER`.

Prints the seconds from the files to the estimates and those of the processors (all threads), both
without the start of the program, and the most memory the process ever held, in MB, with it.
"""

import re
import sys
import time
from importlib import import_module
from pathlib import Path

import pyarrow.dataset  # noqa: F401  Some ways would load it while they are timed.

from benchmarks.scoring.task import read_questionnaire, save_answer

KILO = 1024
WAYS = {
    "floor": ("floor", "run_floor"),
    "ours": ("ours", "run_ours"),
    "ours, two-way": ("ours", "run_two_way"),
    "ours, released": ("ours", "run_released"),
    "ours, ranked": ("ranked", "run_ranked"),
    "pandas": ("with_pandas", "run_pandas"),
}
"""Module and function; each process loads only its own, so that memory is its own."""


def main() -> None:
    """Run one way and print what it took."""
    way, folder, answer = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    module, function = WAYS[way]
    run = getattr(import_module(f"benchmarks.scoring.{module}"), function)
    questionnaire = read_questionnaire()
    began, busy = time.perf_counter(), time.process_time()
    found = run(folder, questionnaire)
    seconds, processor = time.perf_counter() - began, time.process_time() - busy
    print(seconds, processor, read_peak())
    if found:
        save_answer(found, answer)


def read_peak() -> float:
    """Return the most memory this process held, in MB.

    `getrusage` would not do: a child begins with the peak of the process that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = re.search(r"VmHWM:\s*(\d+)", status)
    assert peak
    return int(peak[1]) * KILO / 1e6


if __name__ == "__main__":
    main()
