"""One ZIP of everything in a folder, whose bytes depend on the files alone."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from survey.reports.archive.copies import is_whole
from survey.reports.archive.fingerprint import hash_file, hash_page
from survey.reports.archive.manifest import Manifest
from survey.reports.archive.model import Made
from survey.reports.files import fill_whole

NAME = "everything.zip"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a ZIP: when it was printed shall not change the bytes."""

READABLE = 0o100644 << 16
"""What a file may be used for where it is unpacked, as Unix notes it."""

COMPRESSED = (".pdf",)
"""What would not become smaller."""


def write_zip(manifest: Manifest, folder: Path) -> Manifest:
    """Put every file of a folder into its ZIP, unless that is there and holds them already."""
    files = {name: made for name, made in manifest.files.items() if name != NAME}
    made_from = hash_page("", *(f"{name} {files[name].digest}" for name in sorted(files)))
    old = manifest.files.get(NAME)
    if old and old.made_from == made_from and is_whole(old, folder):
        return manifest
    file = fill_whole(lambda unfinished: pack(unfinished, folder, files), folder / NAME)
    return manifest.put(Made(NAME, "zip", file.stat().st_size, hash_file(file), made_from))


def pack(file: Path, folder: Path, names: Iterable[str]) -> None:
    """Pack files of a folder into a ZIP, in the order of their names."""
    with ZipFile(file, "w") as packed:
        for name in sorted(names):
            with (folder / name).open("rb") as content, packed.open(_label(name), "w") as place:
                shutil.copyfileobj(content, place)


def _label(name: str) -> ZipInfo:
    label = ZipInfo(name, FIRST_DAY)
    label.compress_type = ZIP_STORED if name.endswith(COMPRESSED) else ZIP_DEFLATED
    label.external_attr = READABLE
    label.create_system = 3  # Unix, on every machine
    return label
