"""Pictures beside answers: each must lie in the folder `pictures/` next to the questionnaires."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from survey.errors import N_, Mistake
from survey.questionnaire.schema import OptionPart, Part

FOLDER = "pictures"
LOST = N_("There is no picture “%(name)s” in the folder `%(folder)s/` beside this file.")


def find_lost_pictures(
    node: Any, folder: Path, path: tuple[str | int, ...] = ()
) -> Iterator[Mistake]:
    """Find the options of a file whose pictures are not in `folder`."""
    if isinstance(node, OptionPart):
        if node.picture and not (folder / node.picture).is_file():
            yield Mistake((*path, "picture"), LOST, {"name": node.picture, "folder": folder.name})
    elif isinstance(node, Part):
        for key in type(node).model_fields:
            yield from find_lost_pictures(getattr(node, key), folder, (*path, key))
    elif isinstance(node, Mapping):
        for key, inside in node.items():
            yield from find_lost_pictures(inside, folder, (*path, key))
    elif isinstance(node, list):
        for index, inside in enumerate(node):
            yield from find_lost_pictures(inside, folder, (*path, index))
