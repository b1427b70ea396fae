"""The manifest: what was printed into a folder, so that a second run makes only what is missing.

It is a file of the folder itself, and written whole. Whatever it does not name is somebody else's
and is left alone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from survey.reports.archive.model import Made, Printed, Subject
from survey.reports.files import explain_failure, write_whole

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """The copies in a folder by name, and the files that are about all of them."""

    copies: Mapping[str, Printed] = field(default_factory=dict)
    whole: tuple[Made, ...] = ()

    def add(self, printed: Printed) -> "Manifest":
        """Return the manifest with a copy more, or anew."""
        return replace(self, copies={**self.copies, printed.subject.name: printed})

    def keep(self, names: Iterable[str]) -> "Manifest":
        """Return the manifest with these copies alone."""
        kept = frozenset(names)
        return replace(
            self, copies={name: copy for name, copy in self.copies.items() if name in kept}
        )

    def files_of(self, name: str) -> dict[str, Made]:
        """Return the files that were made of a copy, by name."""
        printed = self.copies.get(name)
        return {made.name: made for made in printed.files} if printed else {}

    def put(self, made: Made) -> "Manifest":
        """Return the manifest with a file about all copies more, or anew."""
        others = (one for one in self.whole if one.name != made.name)
        return replace(self, whole=tuple(sorted((made, *others), key=lambda one: one.name)))

    @property
    def files(self) -> dict[str, Made]:
        """Every file, by its name."""
        copies = [made for printed in self.copies.values() for made in printed.files]
        return {made.name: made for made in (*copies, *self.whole)}


def load_manifest(folder: Path) -> Manifest:
    """Load the manifest of a folder; one that cannot be read counts as none."""
    try:
        return _read(json.loads((folder / NAME).read_text("utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return Manifest()


def save_manifest(manifest: Manifest, folder: Path) -> None:
    """Write the manifest of a folder, whole or not at all."""
    copies = [asdict(manifest.copies[name]) for name in sorted(manifest.copies)]
    written = {"format": FORMAT, "copies": copies, "whole": [asdict(one) for one in manifest.whole]}
    text = json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(f"{text}\n".encode(), folder / NAME)


def remove_files(names: Iterable[str], folder: Path) -> None:
    """Remove files that were made here."""
    for name in names:
        with explain_failure(folder / name):
            (folder / name).unlink(missing_ok=True)


def _read(written: Any) -> Manifest:
    if written["format"] != FORMAT:
        return Manifest()
    copies = [_read_copy(copy) for copy in written["copies"]]
    whole = _read_files(written["whole"])
    return Manifest({copy.subject.name: copy for copy in copies}, whole)


def _read_copy(written: Any) -> Printed:
    subject = {**written["subject"], "rank": tuple(written["subject"]["rank"])}
    return Printed(Subject(**subject), _read_files(written["files"]))


def _read_files(written: Any) -> tuple[Made, ...]:
    files = tuple(Made(**made) for made in written)
    if any(Path(made.name).name != made.name for made in files):
        raise ValueError("a file of another folder")  # and never removed from there
    return files
