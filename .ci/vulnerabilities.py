"""Ask the package index for known vulnerabilities of everything that uv.lock installs.

    uv run python .ci/vulnerabilities.py

PyPI tells them with every release. Another index may not: then this says that nothing was checked,
and does not fail, because a check that cannot be made says nothing about the packages. A
vulnerability that does not reach us is accepted by naming it in ACCEPTED, with the reason.
"""

import json
import os
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

LOCK = Path(__file__).parent.parent / "uv.lock"
PYPI = "https://pypi.org/simple"
SECONDS = 10
AT_ONCE = 8
ACCEPTED: dict[str, str] = {}
"""Ids of vulnerabilities, each with why it does not reach us."""


class Unknown(Exception):  # noqa: N818
    """The index does not tell vulnerabilities, or cannot be asked."""


@dataclass(frozen=True)
class Package:
    """One locked package."""

    name: str
    version: str


def list_packages(lock: Path) -> list[Package]:
    """List what a lock file installs from an index."""
    locked = tomllib.loads(lock.read_text(encoding="utf-8"))["package"]
    return [Package(one["name"], one["version"]) for one in locked if "registry" in one["source"]]


def find_vulnerabilities(index: str, package: Package) -> Iterator[str]:
    """Yield a line for each known vulnerability that nobody withdrew or accepted."""
    address = (
        f"{index.rstrip('/').removesuffix('/simple')}/pypi/{package.name}/{package.version}/json"
    )
    try:
        with urlopen(address, timeout=SECONDS) as answer:
            told = json.load(answer)["vulnerabilities"]
    except (URLError, OSError, ValueError, KeyError) as error:
        raise Unknown(str(error)) from error
    for one in told:
        if not one.get("withdrawn") and one["id"] not in ACCEPTED:
            mended = ", ".join(one.get("fixed_in", [])) or "no version yet"
            yield f"{package.name} {package.version}: {one['id']}, mended in {mended}"


def ask_all(index: str, packages: list[Package]) -> tuple[list[str], int]:
    """Return what is known of all packages, and of how many the index does not know anything."""

    def ask(package: Package) -> list[str] | None:
        try:
            return list(find_vulnerabilities(index, package))
        except Unknown:
            return None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(ask, packages))
    return [line for lines in answers for line in lines or []], answers.count(None)


def main(lock: Path, index: str) -> int:
    """Say what is known; 1 where a package has a vulnerability."""
    packages = list_packages(lock)
    try:
        list(find_vulnerabilities(index, packages[0]))  # one is enough to see that none is told
    except Unknown as error:
        print(f"Nothing was checked: {index} tells no vulnerabilities ({error}).")
        return 0
    lines, unknown = ask_all(index, packages)
    for line in lines:
        print(line)
    print(f"{len(packages) - unknown} packages checked, {unknown} unknown, {len(lines)} findings.")
    return 1 if lines else 0


if __name__ == "__main__":
    asked = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL") or PYPI
    sys.exit(main(LOCK, asked))
