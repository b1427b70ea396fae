"""Why a figure is withheld, in words and without any number."""

from collections.abc import Iterable

from survey.errors import N_
from survey.locale import Language

WITHHELD = N_("This figure is withheld, and so is every number behind it.")
OTHER = N_("It is withheld to protect those who answered (%(reason)s).")
REASONS = {
    "few_respondents": N_("Too few people are behind it: one of them could be recognised."),
    "few_households": N_("Too few households are behind it: one of them could be recognised."),
    "complementary": N_(
        "With it a withheld figure could be worked out by subtracting what is printed."
    ),
    "small_count": N_("It would speak for a handful of people, or for all but a handful."),
    "low_alpha": N_(
        "Its questions do not hang together as one scale; they are shown one by one instead."
    ),
    "part_withheld": N_("Something that it is made of is withheld or missing here."),
    "low_precision": N_("It is too imprecise for an official statistic."),
}


def tell_withheld(flags: Iterable[str], language: Language) -> list[str]:
    """Say that a figure is withheld, and why."""
    return [language.gettext(WITHHELD), *(_tell(flag, language) for flag in flags)]


def _tell(flag: str, language: Language) -> str:
    known = REASONS.get(flag)
    return language.gettext(known) if known else language.gettext(OTHER, reason=flag)
