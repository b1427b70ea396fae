"""Names in the order in which the reader's language lists them, not in that of code points."""

from survey.digits import fold_letters
from survey.locale import Language

PERSIAN = "ءابپتثجچحخدذرڕزژسشصضطظعغفڤقکگلڵمنوۆۇهەھیێے"
"""Letters of Persian and Kurdish as `fold_letters` leaves them."""

ARABIC = "ءابپتثجچحخدذرڕزژسشصضطظعغفڤقکگلڵمنهەھوۆۇیێے"
"""Arabic puts ه before و."""

FIRST = 0x600
"""Where the letters of the Arabic script begin, after the Latin ones."""


def order_name(name: str, language: Language) -> list[int]:
    """Return a key by which names are sorted: letters alone count, however they are typed."""
    letters = ARABIC if language.tag.startswith("ar") else PERSIAN
    return [
        FIRST + letters.index(sign) if sign in letters else ord(sign) for sign in fold_letters(name)
    ]
