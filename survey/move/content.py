"""What a table holds, as one number that is the same wherever its rows are the same."""

import json
from dataclasses import dataclass
from hashlib import sha256

from survey.storage.database import Row

SIZE = 2**256


@dataclass
class Content:
    """How many rows were seen, and the sum of their hashes: their order does not matter."""

    rows: int = 0
    sum: int = 0

    def add(self, row: Row) -> None:
        """Count a row in."""
        written = json.dumps(
            [[name, _write(row[name])] for name in sorted(row)], ensure_ascii=False
        )
        digest = sha256(written.encode("utf-8", "surrogatepass")).digest()
        self.sum = (self.sum + int.from_bytes(digest)) % SIZE
        self.rows += 1

    @property
    def hash(self) -> str:
        """The sum as text."""
        return f"{self.sum:064x}"


def _write(value: object) -> object:
    """Write a value so that a number, a text and bytes that look alike differ."""
    return {"bytes": sha256(value).hexdigest()} if isinstance(value, bytes) else value
