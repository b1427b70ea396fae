"""The moment at which somebody begins a form: who, where and in which language."""

from secrets import token_bytes

from survey.forms.filling import Start
from survey.forms.places import Place
from survey.locale import Language
from survey.questionnaire.model import Questionnaire
from survey.responses.consents import write_consent
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
    actor: str = "",
) -> Start:
    """Say what is known where somebody begins a form here and now."""
    return Start(
        questionnaire,
        place,
        language.tag,
        site.clock(),
        token_bytes(RANDOM_BYTES),
        mode,
        household,
        collector,
        write_consent(questionnaire, language),
        actor,
    )


def mark_consent(questionnaire: Questionnaire, language: Language) -> str:
    """Return the mark of the text that a page shows; it is sent along with the answer to it."""
    text = write_consent(questionnaire, language)
    return text.mark if text else ""


def is_as_read(start: Start, mark: str | None) -> bool:
    """Tell whether the text is still the one that stood on the page, as far as the page says."""
    return mark is None or start.consent is None or mark == start.consent.mark
