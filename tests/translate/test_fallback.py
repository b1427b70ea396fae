"""Fallbacks that say on the page which language they are."""

import pytest
from jinja2 import Environment

from survey.locale import Text, load_languages
from survey.settings import HOME
from survey.translate.fallback import Page, say_sentences, say_texts, show_fallbacks

LANGUAGES = load_languages(HOME / "translations")
FA, EN = LANGUAGES["fa"], LANGUAGES["en"]
NEW = Text("New, and <b>bold</b>.", catalogue="x", key="q1")
WHOLE = '<span class="untranslated" lang="en" dir="ltr">New, and &lt;b&gt;bold&lt;/b&gt;.</span>'


def write(template, say=None, **values):
    """Write a page template whose texts are said in Persian; they are written in English."""
    environment = Environment(autoescape=True)
    environment.template_class = Page
    said = say or say_texts(FA, LANGUAGES, "en")
    return environment.from_string(template).render(say=said, new=NEW, **values)


def test_a_text_without_translation_is_marked_with_its_language():
    """A missing text is shown in the source language, which the page and a screen reader know."""
    assert write("<p>{{ say(new) }}</p>") == f"<p>{WHOLE}</p>"


@pytest.mark.parametrize(
    ("template", "page"),
    [
        ("<title>{{ say(new) }}</title>", "<title>{}</title>"),
        ('<p aria-label="{{ say(new) }}"></p>', '<p aria-label="{}"></p>'),
        ("<option value=1>{{ say(new) }}\n<option>", "<option value=1>{}\n<option>"),
        ("<textarea>{{ say(new) }}</textarea>", "<textarea>{}</textarea>"),
    ],
)
def test_no_element_stands_where_none_may(template, page):
    """In attributes, titles, options and inputs a missing text is plain."""
    assert write(template) == page.format("New, and &lt;b&gt;bold&lt;/b&gt;.")


def test_a_script_gets_the_plain_text():
    """What is handed to the script as JSON has no trace of a mark."""
    template = "<script>{{ [say(new)] | tojson }}</script>"
    assert write(
        template
    ) == r"<script>[&#34;New, and \u003cb\u003ebold\u003c/b\u003e.&#34;]</script>".replace(
        "&#34;", '"'
    )


def test_each_paragraph_is_marked_alone():
    """A text that is split into paragraphs leaves no element open."""
    text = Text("One\nTwo", catalogue="x", key="q1")
    say = say_texts(FA, LANGUAGES, "en")
    page = write(
        "{% for one in say(text).split('\\n') %}<p>{{ one }}</p>{% endfor %}", say, text=text
    )
    mark = '<p><span class="untranslated" lang="en" dir="ltr">{}</span></p>'
    assert page == mark.format("One") + mark.format("Two")


def test_a_word_that_awaits_translation_is_marked_inside_its_sentence():
    """A changed {word} is seen to be in the source language inside a translated sentence."""
    words = {"office": Text("our office", catalogue="x", key="words.office")}
    text = Text("From {office}.", inline=(("fa", "از {office}."),))
    say = say_texts(FA, LANGUAGES, "en", words)
    assert write("{{ say(text) }}", say, text=text) == (
        'از <span class="untranslated" lang="en" dir="ltr">our office</span>.'
    )


def test_a_word_inside_a_fallback_is_not_marked_twice():
    """A sentence that is in the source language as a whole has one mark."""
    words = {"office": Text("our office", catalogue="x", key="words.office")}
    say = say_texts(FA, LANGUAGES, "en", words)
    page = write("{{ say(text) }}", say, text=Text("From {office}.", catalogue="x", key="q1"))
    assert page == '<span class="untranslated" lang="en" dir="ltr">From our office.</span>'


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        (EN, "en", NEW),
        (FA, "fa", NEW),
        (FA, "en", Text("North")),
        (FA, "en", Text("x", catalogue="x", inline=(("fa", "ی"),))),
        (LANGUAGES["fa_AF"], "en", Text("x", catalogue="x", inline=(("fa", "ی"),))),
    ],
)
def test_what_needs_no_translation_is_not_marked(language, source, text):
    """Texts in the reader's language or its parent, and names of places, are left alone."""
    assert "<" not in write(
        "{{ say(text) }}",
        say_texts(language, LANGUAGES, source),
        text=Text(
            text.source.replace("<b>", "").replace("</b>", ""),
            text.catalogue,
            text.key,
            text.inline,
        ),
    )


def test_the_language_of_a_questionnaire_may_be_one_that_is_not_here():
    """A source language without a folder is named; the browser finds its direction."""
    say = say_texts(EN, LANGUAGES, "tr")
    assert 'lang="tr" dir="auto"' in write("{{ say(new) }}", say)


def test_a_sentence_of_the_interface_is_marked_too():
    """A button that is not translated says so as well."""
    say = say_sentences(FA, LANGUAGES)
    assert write("{{ say('Not in any file: %(n)s', n=3) }}", say) == (
        '<span class="untranslated" lang="en" dir="ltr">Not in any file: ۳</span>'
    )
    assert write("{{ say('Next') }}", say) == FA.gettext("Next")


def test_a_page_without_fallbacks_is_left_as_it_is():
    """Nothing of a complete page is touched."""
    assert show_fallbacks("<p title=a>b</p>") == "<p title=a>b</p>"
