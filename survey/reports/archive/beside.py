"""What lies beside every PDF: the same in other forms, each under a suffix of its own."""

from collections.abc import Iterator

from survey.questionnaire.model import Questionnaire
from survey.reports.archive.model import Copy
from survey.reports.archive.rows import write_rows
from survey.reports.products import find_product
from survey.reports.screen import write_screen


def list_beside(copy: Copy) -> Iterator[tuple[str, bytes]]:
    """Give the suffix and content of each file beside a PDF; large print needs none of its own."""
    if isinstance(copy.source, Questionnaire) or copy.look.is_large:
        return
    product = find_product(copy.subject.product)
    yield "html", write_screen(product, copy.source, copy.language).encode()
    yield "csv", write_rows(copy.source, copy.language)
