"""One way in a process of its own: `python -m benchmarks.reports.child WAY FOLDER ROUNDS`."""

import json
import sys
from dataclasses import astuple
from importlib import import_module
from pathlib import Path

WAYS = {
    "ours": ("ours", "run"),
    "ours, HTML to PDF": ("ours", "run_bare"),
    "Chromium": ("with_chromium", "run"),
    "Typst": ("with_typst", "run"),
}
"""Module and function; each process loads only its own, so that memory is its own."""


def main() -> None:
    """Run one way and print what each report took."""
    way, folder, rounds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    module, function = WAYS[way]
    run = getattr(import_module(f"benchmarks.reports.{module}"), function)
    print(json.dumps([astuple(one) for one in run(folder, rounds)]))


if __name__ == "__main__":
    main()
