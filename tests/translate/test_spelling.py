"""The spelling of our own translations."""

import re
from pathlib import Path

import pytest

from survey.catalogues import read_catalogue

TRANSLATIONS = Path(__file__).parents[2] / "translations"
FORBIDDEN = {
    "fa": {
        "Arabic letters": "[يكةى]",
        "Arabic digits": "[٠-٩]",
        "Latin digits": "[0-9]",
        "a space before می‌": r"\bن?می ",
        "a space before ها": r" های?\b",
        "Latin marks": "[?;,]",
    },
    "ar": {
        "Persian letters": "[یکگچپژۀ]",
        "Persian digits": "[۰-۹]",
        "Latin digits": "[0-9]",
        "Latin marks": "[?;,]",
        "half-spaces": "\u200c",
    },
    "fa_AF": {
        "Arabic letters": "[يكةى]",
        "Arabic digits": "[٠-٩]",
        "Latin digits": "[0-9]",
        "a space before می‌": r"\bن?می ",
        "a space before ها": r" های?\b",
        "Latin marks": "[?;,]",
        "words of Iran": r"\b(?:مدرسه|خیابان|دکتر|درمانگاه|پرسشنامه|خیلی|بله)\b",
        "a boy for a child": r"\bبچه",
    },
    "ckb": {
        "Arabic letters": "[يكةىؤإأآذصضطظث]",
        "Persian digits": "[۰-۹]",
        "Latin digits": "[0-9]",
        "half-spaces": "\u200c",
        "Latin marks": "[?;,]",
        "a plain ر at the start of a word": r"\bر",
    },
}
RULES = [(tag, rule) for tag, rules in FORBIDDEN.items() for rule in rules]
CODE = re.compile(r"`[^`]*`|%\(\w+\)s|\{\w+\}|[A-Za-z][\w./:,-]*")


@pytest.mark.parametrize(("tag", "rule"), RULES)
def test_translations_are_spelt_as_people_write(tag, rule):
    """No text has letters, digits or marks of another script, apart from codes."""
    wrong = [
        form
        for file in sorted((TRANSLATIONS / tag).glob("*.po"))
        for forms in read_catalogue(file).values()
        for form in forms
        if re.search(FORBIDDEN[tag][rule], CODE.sub("", form))
    ]
    assert wrong == []
