"""What is stored is shown on a page and read from it again, in every language and its digits."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from survey.errors import AnswerError
from survey.kinds.fields import make_form
from survey.kinds.find import kinds
from survey.kinds.model import Option
from survey.kinds.reading import PREFIX
from survey.locale import Text, load_languages
from survey.questionnaire.model import Question

ROOT = Path(__file__).parents[2]
LANGUAGES = load_languages(ROOT / "translations")
TODAY = date(2026, 11, 22)
OPTIONS = tuple(
    Option(name, Text(name), float(code))
    for code, name in enumerate(("red", "yellow", "green"), start=1)
)
DIGITS = ["0123456789", *{language.digits for language in LANGUAGES.values()}]
SINGLE = [name for name, kind in kinds().items() if kind.is_asked and not kind.holds]

FILES = st.builds(
    "{}.{}".format,
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.sampled_from(["jpg", "webm", "ogg", "m4a", "3gp", "mp3"]),
)
PLACES = st.builds(
    "{:.6f} {:.6f}{}".format,
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.sampled_from(["", " 0", " 12", " 4000"]),
)
TYPED = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["red", "green red", "yes", "no", "۱۲٫۵", "7:30 pm", "۲۳:۵۹", "730"]),
    st.integers(-(10**15), 10**15).map(str),
    st.decimals(-(10**9), 10**9, places=2).map("{:f}".format),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str),
    st.times().map("{:%H:%M}".format),
    PLACES,
    FILES,
)


def make_question(kind):
    built = kinds()[kind]
    options = built.built_in or (OPTIONS if built.takes_options else ())
    return Question("asked", kind, Text("Asked?"), options, built.settings())


def fill(question, language, **source):
    form = make_form([question], language, TODAY)
    form.process(**source)
    return form["asked"]


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
@pytest.mark.parametrize("kind", SINGLE)
@settings(derandomize=True, deadline=None, max_examples=60)
@given(typed=st.lists(TYPED, max_size=2), digits=st.sampled_from(DIGITS))
def test_a_page_gives_back_what_it_was_filled_with(kind, tag, typed, digits):
    """Answer → inputs → answer, whatever digits the reader's keyboard writes."""
    question, language = make_question(kind), LANGUAGES[tag]
    try:
        answer = kinds()[kind].parse(typed, question, TODAY)
    except AnswerError:
        return
    shown = fill(question, language, data={"asked": answer})
    assert shown.data == answer
    assume(answer is None or shown.texts)  # a day that the reader's calendar cannot name
    texts = shown.texts
    if kind not in ("text", "long_text", "date", "photo", "audio_note") and not question.options:
        texts = [text.translate(str.maketrans("0123456789", digits)) for text in texts]
    sent = MultiDict([(f"{PREFIX}-asked", text) for text in texts])
    assert fill(question, language, formdata=sent).data == answer
