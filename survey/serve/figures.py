"""The figures of a site's work as Prometheus reads them; no answer, name or code is among them."""

import shutil
from collections.abc import Iterator, Mapping

from survey.serve.answers import Answers
from survey.settings import own_folder
from survey.site import Site
from survey.storage.database import Database
from survey.storage.tally import Histogram

Labels = Mapping[str, object]

COUNTED = {
    "responses": "Responses that are stored.",
    "revisions": "Corrections and conflicts that are stored.",
    "drafts": "Forms that are being filled in or were put aside.",
    "kept_envelopes": "Sealed interviews that cannot be entered yet.",
    "withdrawals": "Responses that were withdrawn.",
}
"""Tables whose rows are counted, and what a row is."""


def write_figures(site: Site, answers: Answers) -> str:
    """Write all figures, a line each, with what they mean before them."""
    return "".join(f"{line}\n" for line in _list_lines(site, answers))


def _list_lines(site: Site, answers: Answers) -> Iterator[str]:
    tally = site.writer.tally
    for table, meaning in COUNTED.items():
        yield from _say(f"mahalla_{table}", "gauge", meaning, _count(site.database, table))
    yield from _say(
        "mahalla_writes_waiting", "gauge", "Writes that wait for the writer.", site.writer.waiting
    )
    yield from _say(
        "mahalla_write_failures_total", "counter", "Writes that failed.", tally.failures
    )
    yield from _spread("mahalla_batch_writes", "Writes in one transaction.", tally.sizes)
    yield from _spread("mahalla_commit_seconds", "Time of one transaction.", tally.seconds)
    yield from _head("mahalla_requests_total", "counter", "Requests that bring something.")
    for (method, page, status), count in answers.list_counts():
        labels = {"method": method, "page": page, "status": status}
        yield _line("mahalla_requests_total", count, labels)
    free = shutil.disk_usage(own_folder(site.settings.database).absolute()).free
    yield from _say("mahalla_disk_free_bytes", "gauge", "Space left for the database.", free)


def _count(database: Database, table: str) -> int:
    [row] = database.query(f"select count(*) as many from {table}")
    return int(row["many"])


def _say(name: str, kind: str, meaning: str, value: float) -> Iterator[str]:
    yield from _head(name, kind, meaning)
    yield _line(name, value)


def _spread(name: str, meaning: str, histogram: Histogram) -> Iterator[str]:
    yield from _head(name, "histogram", meaning)
    below = 0
    for bound, count in zip((*histogram.bounds, "+Inf"), histogram.counts, strict=True):
        below += count
        yield _line(f"{name}_bucket", below, {"le": bound})
    yield _line(f"{name}_sum", histogram.total)
    yield _line(f"{name}_count", below)


def _head(name: str, kind: str, meaning: str) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"


def _line(name: str, value: float, labels: Labels | None = None) -> str:
    """Write a figure; what labels hold are words of this program and numbers."""
    inside = ",".join(f'{key}="{text}"' for key, text in (labels or {}).items())
    return f"{name}{{{inside}}} {value}" if inside else f"{name} {value}"
