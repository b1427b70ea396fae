"""What lies beside every PDF: the same in other forms, each under a suffix of its own."""

from collections.abc import Iterator

from survey.locale import Language
from survey.questionnaire.model import Questionnaire
from survey.reports.archive.rows import write_rows
from survey.reports.look import Look
from survey.reports.overview import Overview
from survey.reports.reading import Reading


def list_beside(
    source: Reading | Overview | Questionnaire, language: Language, look: Look
) -> Iterator[tuple[str, bytes]]:
    """Give the suffix and content of each file beside a PDF; large print needs none of its own."""
    if isinstance(source, Questionnaire) or look.is_large:
        return
    yield "csv", write_rows(source, language)
