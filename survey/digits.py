"""Digits and letters as people type them: Persian, Arabic or Latin, folded to one form."""

import re
import unicodedata
from decimal import Decimal

from survey.errors import N_, AnswerError

PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
ARABIC = "٠١٢٣٤٥٦٧٨٩"
LATIN = "0123456789"

_DIGITS = str.maketrans(PERSIAN + ARABIC + "٫٬", LATIN + LATIN + ".,")
_INVISIBLE = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
_SIGNS = str.maketrans("−‐‑–،", "----,")

_NUMBER = re.compile(
    r"""[+-]?
        (?: [0-9]{1,3} (?:,[0-9]{3})+ | [0-9]{1,3} (?:[ ][0-9]{3})+ | [0-9]+ | (?=\.) )
        (?: \.[0-9]+ )?""",
    re.VERBOSE,
)

_LETTERS = str.maketrans("يىئكةۀأإآٱؤ", "یییکههااااو")
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")


def fold_digits(text: str) -> str:
    """Write Persian and Arabic digits and their marks ٫ and ٬ as `0`-`9`, `.` and `,`."""
    return text.translate(_DIGITS)


def fold_letters(text: str) -> str:
    """Reduce `text` to what a search compares.

    Arabic and Persian forms of a letter become one, harakat, tatweel and half-spaces go, digits
    are folded, capitals become small and runs of space become one.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_LETTERS)
    visible = _INVISIBLE.sub("", _MARKS.sub("", plain))
    return _SPACES.sub(" ", fold_digits(visible)).strip().casefold()


def tidy_digits(text: str) -> str:
    """Fold digits and drop what cannot be seen: direction marks, half-spaces, outer space."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", fold_digits(text)).translate(_SIGNS)).strip()


def parse_number(text: str) -> Decimal:
    """Read a number typed in any of the three kinds of digits.

    The decimal mark is a point or ٫. A comma, ٬ or a space may set off groups of three digits.
    A comma anywhere else (`1,5`) could mean two things and is refused. Raises AnswerError.
    """
    tidy = tidy_digits(text)
    if _NUMBER.fullmatch(tidy):
        return Decimal(tidy.replace(",", "").replace(" ", ""))
    if "," in tidy and _NUMBER.fullmatch(tidy.replace(",", "")):
        raise AnswerError(
            N_(
                "“%(answer)s” can be read in two ways. Write decimals with a point, such as "
                "12.5, and use a comma only before a group of three digits, such as 1,200."
            ),
            answer=text,
        )
    raise AnswerError(
        N_("“%(answer)s” is not a number. Write it with digits only, such as 12 or 12.5."),
        answer=text,
    )
