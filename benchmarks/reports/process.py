"""What a process and its children took: seconds of the processors, and memory."""

import os
import re
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
KILO = 1024


def list_family(process: int) -> list[int]:
    """List a process and all that come of it."""
    children = _read(f"/proc/{process}/task/{process}/children").split()
    return [process, *(one for child in children for one in list_family(int(child)))]


def _read(path: str) -> str:
    """Read what the system tells of a process; nothing of one that has just ended."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def read_seconds(processes: list[int]) -> float:
    """Add up what these processes took of the processors."""
    return sum(map(_read_ticks, processes)) / TICKS


def _read_ticks(process: int) -> int:
    line = _read(f"/proc/{process}/stat").rpartition(")")[2].split()
    return int(line[11]) + int(line[12]) if line else 0


def read_peak(process: int | str = "self") -> float:
    """Return the most memory a process ever held, in MB."""
    return _read_memory(process, "VmHWM")


def read_now(process: int | str = "self") -> float:
    """Return the memory a process holds, in MB."""
    return _read_memory(process, "VmRSS")


def read_shared(processes: list[int]) -> float:
    """Return the memory of several processes, in MB; what they share counts once."""
    told = [_read(f"/proc/{one}/smaps_rollup") for one in processes]
    sizes = [re.search(r"^Pss:\s*(\d+)", text, re.M) for text in told]
    return sum(int(size[1]) for size in sizes if size) * KILO / 1e6


def _read_memory(process: int | str, name: str) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    size = re.search(rf"{name}:\s*(\d+)", status)
    assert size
    return int(size[1]) * KILO / 1e6
