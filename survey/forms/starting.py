"""The moment at which somebody begins a form: who, where and in which language."""

from secrets import token_bytes

from survey.forms.filling import Start
from survey.forms.places import Place
from survey.locale import Language
from survey.questionnaire.model import Questionnaire
from survey.responses.ids import RANDOM_BYTES
from survey.responses.model import Mode
from survey.site import Site


def make_start(
    site: Site,
    questionnaire: Questionnaire,
    place: Place,
    language: Language,
    mode: Mode = "self",
    household: str = "",
    collector: str = "",
) -> Start:
    """Say what is known where somebody begins a form here and now."""
    now, random = site.clock(), token_bytes(RANDOM_BYTES)
    return Start(questionnaire, place, language.tag, now, random, mode, household, collector)
