"""How a topic or an index stands to the other neighbourhoods: only what is certain, in words."""

from survey.errors import N_
from survey.questionnaire.method import DomainPolarity
from survey.reports.changes import Rank
from survey.reports.reading import Reading
from survey.reports.voice import Voice

_SIDES = {
    ("strength", "above"): N_("clearly above the others"),
    ("strength", "below"): N_("clearly below the others"),
    ("harm", "above"): N_("clearly more than the others"),
    ("harm", "below"): N_("clearly less than the others"),
}


def compare(
    reading: Reading, index: str, polarity: DomainPolarity, voice: Voice
) -> tuple[str, ...]:
    """Say on which side of the others it lies, and between which places."""
    relative, rank = reading.relatives.get(index), reading.ranks.get(index)
    side = _SIDES.get((polarity, relative.side)) if relative else None
    said = (voice.language.gettext(side) if side else "", say_band(rank, voice) if rank else "")
    return tuple(filter(None, said))


def explain_comparisons(voice: Voice) -> str:
    """Say what the others are, and what a place is."""
    return voice.language.gettext(
        "The others: all other neighbourhoods together. Place 1 is the most favourable."
    )


def say_band(rank: Rank, voice: Voice) -> str:
    """Say between which places it lies; empty where it could be any, or the band is one place.

    A single place would be read as a ranking, which the figures never are.
    """
    if rank.best == rank.worst or (rank.best, rank.worst) == (1, rank.of):
        return ""
    return voice.language.gettext(
        "between place %(best)s and %(worst)s of %(of)s",
        best=rank.best,
        worst=rank.worst,
        of=rank.of,
    )
