"""What is withdrawn here: records in the snapshots, rewritten without them at once."""

from collections.abc import Iterable

from survey.responses.withdrawal import Withdrawn
from survey.settings import Settings


def forget_files(settings: Settings, withdrawn: Iterable[Withdrawn]) -> None:
    """Write the neighbourhoods of withdrawn responses again without them, in all versions.

    Sums of live figures see that these parts are others. Frozen releases hold no answers, and stay.
    """
    if not settings.snapshot_folder.is_dir():
        return
    # Reading columns takes half a second to load, and most installations have none.
    from survey.results.snapshot import drop_records

    found = list(withdrawn)
    for project, wave in {stand[:2] for one in found for stand in one.stands}:
        gone = {one.response for one in found if (project, wave) in {s[:2] for s in one.stands}}
        drop_records(settings.snapshot_folder, project, wave, frozenset(gone))
