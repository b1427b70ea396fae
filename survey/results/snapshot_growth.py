"""A snapshot that grows: parts are appended, merged where many, rewritten where a record leaves."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from survey.responses.changes import Mark
from survey.results.snapshot_files import Part, State, read_parts, save_state, write_part
from survey.results.snapshot_layout import ID, drop_rows, find_rows, merge_rows

MOST_PARTS = 8
"""Beyond so many parts those of a neighbourhood are merged; each takes 1 to 2 ms to read."""

MOST_WAITING = 1_000_000
"""How many records wait in memory before they are written."""


class Growth:
    """What is added to a snapshot and taken from it; `finish` makes it count, all at once."""

    def __init__(self, folder: Path, state: State) -> None:
        self.folder = folder
        self._parts = dict(state.parts)
        self._next = state.next_part
        self._waiting: dict[str, list[Any]] = {}
        self._count = 0

    def add(self, tables: Mapping[str, Any]) -> None:
        """Append records, a table for each neighbourhood."""
        for area, table in tables.items():
            self._waiting.setdefault(area, []).append(table)
            self._count += len(table)
        if self._count >= MOST_WAITING:
            self._write_waiting()

    def drop(self, altered: Collection[UUID], standing: Mapping[UUID, str]) -> None:
        """Remove every trace of altered records from where they no longer stand.

        `standing` gives the neighbourhood of those that still stand.
        """
        leaving = set(altered)
        for area in set(standing.values()):
            # Most stay where they were, and nothing is in two neighbourhoods.
            leaving -= self._find(area, {one for one in leaving if standing.get(one) == area})
        for area in list(self._parts):
            if found := self._find(area, leaving):
                table = merge_rows(read_parts(self.folder, area, self._parts[area]))
                self._rewrite(area, drop_rows(table, found))
                leaving -= found

    def finish(self, mark: Mark, questions: tuple[str, ...]) -> None:
        """Write what waits, merge what is in too many parts, and make all that the snapshot."""
        self._write_waiting()
        for area, parts in list(self._parts.items()):
            if len(parts) > MOST_PARTS:
                self._rewrite(area, merge_rows(read_parts(self.folder, area, parts)))
        in_order = dict(sorted(self._parts.items()))
        save_state(self.folder, State(mark, questions, in_order, self._next))

    def _find(self, area: str, ids: set[UUID]) -> frozenset[UUID]:
        """Find those of some records that are in the parts of a neighbourhood."""
        parts = self._parts.get(area, ()) if ids else ()
        tables = read_parts(self.folder, area, parts, [ID])
        return frozenset(one for table in tables for one in find_rows(table, ids))

    def _write_waiting(self) -> None:
        for area, tables in self._waiting.items():
            part = self._write(area, merge_rows(tables))
            self._parts[area] = (*self._parts.get(area, ()), part)
        self._waiting, self._count = {}, 0

    def _rewrite(self, area: str, table: Any) -> None:
        del self._parts[area]
        if len(table):
            self._parts[area] = (self._write(area, table),)

    def _write(self, area: str, table: Any) -> Part:
        part = write_part(self.folder, area, self._next, table)
        self._next += 1
        return part
