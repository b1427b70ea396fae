"""The page of who may do what is true."""

import subprocess
import sys


def test_the_page_of_permissions_is_up_to_date(root):
    """docs/permissions.md holds the table of roles and every page of the site as they are now."""
    page = (root / "docs" / "permissions.md").read_text(encoding="utf-8")
    write = [sys.executable, str(root / ".ci" / "permissions.py")]

    assert page == subprocess.run(write, capture_output=True, text=True, check=True).stdout, (
        "Run: uv run python .ci/permissions.py > docs/permissions.md"
    )
