"""The pages of a form: one section each."""

from survey.responses.drafts import find_draft


def draft_of(visitor, site):
    with visitor.client.session_transaction() as session:
        return find_draft(site.database, session["draft"])


def test_it_works(visitor):
    """After consent comes the first section with its questions."""
    page = visitor.begin("fa")
    assert visitor.path == "/d/people"
    assert "به همسایه‌ها اعتماد دارم." in page.text


def test_progress_is_said_in_sections(visitor):
    """The reader sees which section of how many this is."""
    assert "Section 1 of 2" in visitor.begin().text


def test_sections_that_do_not_apply_are_not_counted(adult):
    """Once an answer opens another section it is counted."""
    assert "Section 2 of 3" in adult.page.text


def test_answers_are_kept_when_going_on(visitor, site):
    """Next keeps what was answered."""
    visitor.begin()
    visitor.send(q_trust="agree", q_age="17")
    assert draft_of(visitor, site).answers == {"trust": "agree", "age": 17}


def test_a_page_of_a_draft_is_never_kept_by_the_browser(visitor):
    """Pages with answers are private and not stored."""
    assert visitor.begin().headers["Cache-Control"] == "private, no-store"


def test_a_request_without_the_token_is_refused(visitor):
    """Another site cannot send answers in a visitor's name."""
    visitor.begin()
    assert visitor.send(q_age="17", csrf_token="").status_code == 400


def test_without_a_draft_the_reader_is_led_to_take_one_up(client):
    """Without an open form a section leads to the page that asks for a code."""
    assert client.get("/d/people").location == "/resume?lost=1"


def test_an_unknown_section_is_not_found(visitor):
    """A section that the questionnaire does not have is a missing page."""
    visitor.begin()
    assert visitor.get("/d/nothing").status_code == 404


def test_a_section_that_does_not_apply_leads_to_the_first(visitor):
    """A section nobody may open yet leads to the first one."""
    visitor.begin()
    visitor.get("/d/grown_ups")
    assert visitor.path == "/d/people"


def test_a_mistake_is_told_beside_its_question_and_on_top(visitor):
    """A number that cannot be read is told twice: in the summary, with a link, and beside it."""
    visitor.begin()
    page = visitor.send(q_age="old")
    assert visitor.path == "/d/people"
    assert page.text.count("“old” is not a number.") == 2
    assert 'href="#q-age"' in page.text


def test_a_mistake_is_told_in_the_readers_language(visitor):
    """A Persian reader is told in Persian."""
    visitor.begin("fa")
    assert "عدد نیست" in visitor.send(q_age="old").text


def test_what_was_typed_stays_after_a_mistake(visitor):
    """What cannot be read stands in its place to be mended."""
    visitor.begin()
    assert 'value="old"' in visitor.send(q_age="old").text


def test_a_required_answer_is_asked_for(visitor):
    """A required question cannot be left blank."""
    visitor.begin()
    assert "This question needs an answer." in visitor.send(q_trust="agree").text


def test_refusing_answers_a_required_question(visitor):
    """Who prefers not to answer has answered."""
    visitor.begin()
    visitor.send(q_age=":refused")
    assert visitor.path == "/d/things"


def test_an_answer_and_a_refusal_exclude_each_other(visitor):
    """A number and a ticked box at once are told to be two answers."""
    visitor.begin()
    assert "not both" in visitor.send(q_age=["17", ":refused"]).text


def test_persian_digits_are_read(visitor, site):
    """Digits of any script are a number."""
    visitor.begin("fa")
    visitor.send(q_age="۱۷")
    assert draft_of(visitor, site).answers == {"age": 17}


def test_numbers_are_shown_in_the_readers_digits(visitor):
    """A number typed in one script is shown in that of the reader."""
    visitor.begin("fa")
    visitor.send(q_age="17")
    assert 'value="۱۷"' in visitor.get("/d/people").text


def test_back_keeps_what_cannot_be_read(adult, site):
    """Back never refuses: what is wrong is kept as typed and told later."""
    adult.send(q_area="big", go="back")
    assert adult.path == "/d/people"
    assert 'value="big"' in adult.get("/d/things").text


def test_a_change_of_language_keeps_what_was_typed(adult):
    """The page comes again in the other language with everything typed on it."""
    page = adult.send(q_area="12.5", q_colour="green", language="fa")
    assert 'dir="rtl"' in page.text
    assert 'value="۱۲٫۵"' in page.text
    assert 'value="green" checked' in page.text


def test_a_language_that_is_not_offered_is_the_default(adult):
    """An unknown language in a button falls back instead of failing."""
    assert 'lang="en"' in adult.send(language="xx").text


def test_a_date_is_chosen_in_the_readers_calendar(adult, site):
    """A Persian reader chooses a Jalali day; an ISO day is stored."""
    adult.send(language="fa")
    assert "فروردین" in adult.page.text
    adult.send(q_born=["jalali", "1", "1", "1370"])
    assert draft_of(adult, site).answers["born"] == "1991-03-21"


def test_a_stored_date_is_shown_in_the_readers_calendar(adult):
    """The same day is named in the calendar of whoever looks at it."""
    adult.send(q_born=["gregorian", "21", "3", "1991"], language="fa")
    assert '<option value="1370" selected>۱۳۷۰' in adult.page.text


def test_a_date_chosen_by_half_is_not_carried_into_another_calendar(adult):
    """Half a Jalali date does not become half a Gregorian one."""
    adult.send(language="fa")
    adult.send(q_born=["jalali", "", "9", "1370"], language="en")
    assert '<option value="9" selected>September' not in adult.page.text


def test_a_question_that_does_not_apply_waits_hidden(visitor):
    """What depends on an answer of the same page is there, hidden, for the script to show."""
    text = visitor.begin().text
    assert 'data-question="job" data-reads="text"  hidden' in text or (
        'data-question="job" data-reads="text" hidden' in text
    )


def test_questions_called_up_by_the_page_are_asked_before_going_on(visitor):
    """Without scripts the page comes again when its answers call up more questions."""
    visitor.begin()
    page = visitor.send(q_age="30", shown="greeting trust age")
    assert visitor.path == "/d/people"
    assert "there are more questions on this page" in page.text


def test_questions_that_were_shown_are_not_asked_again(visitor):
    """Who saw the new questions and left them blank goes on."""
    visitor.begin()
    visitor.send(q_age="30", shown="greeting trust age")
    visitor.send(q_age="30")
    assert visitor.path == "/d/things"


def test_answers_to_questions_not_on_the_page_stay(visitor, site):
    """A page that did not show a question does not blank it."""
    visitor.begin()
    visitor.send(q_age="30", q_job="baker", shown="greeting trust age job boss")
    visitor.get("/d/people")
    visitor.send(q_age="31", shown="greeting trust age")
    assert draft_of(visitor, site).answers["job"] == "baker"


def test_notes_to_interviewers_are_not_shown(visitor):
    """Who fills in alone sees only the hints that are for everyone."""
    text = visitor.begin().text
    assert "Count full years." in text
    assert "Do not press." not in text


def test_the_help_line_stands_once_at_the_end(adult):
    """Two questions with a help line give one calm aside on their page."""
    adult.send()
    assert adult.path == "/d/grown_ups"
    assert adult.page.text.count("Where to get help") == 1


def test_pages_without_such_questions_have_no_help_line(visitor):
    """The aside stands only where a question asks for it."""
    assert "Where to get help" not in visitor.begin().text


def test_what_does_not_apply_may_be_said_in_its_own_words(visitor):
    """The answer that a question does not apply is written in the questionnaire."""
    assert "I have no neighbours" in visitor.begin().text


def test_typing_is_saved_without_leaving_the_page(visitor, site):
    """The script saves what was typed so far; nothing is said to be wrong yet."""
    page = visitor.begin()
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"shown": "trust age", "q-age": "x", "q-trust": "agree"}
    headers = {"X-CSRFToken": token}
    response = visitor.client.post("/d/people/save", data=form, headers=headers)
    assert response.status_code == 204
    assert draft_of(visitor, site).answers == {"age": {"typed": ["x"]}, "trust": "agree"}


def test_saving_without_the_token_is_refused(visitor):
    """The address the script saves to is guarded like the page."""
    visitor.begin()
    assert visitor.client.post("/d/people/save", data={"q-age": "3"}).status_code == 400


def test_words_of_the_questionnaire_are_safe(visitor):
    """What somebody typed is text on the page, never markup."""
    visitor.begin()
    assert "<script>alert" not in visitor.send(q_age="<script>alert(1)</script>").text


def test_a_section_that_stopped_applying_leads_to_the_first(adult):
    """What is sent from a page that another tab has closed leads back to the beginning."""
    page = adult.get("/d/grown_ups")
    adult.get("/d/people")
    adult.send(q_age="12", shown="greeting trust age")
    adult.page = page
    adult.send()
    assert adult.path == "/d/people"


def test_a_reason_for_nothing_is_not_kept(visitor, site):
    """A request that makes reasons up for what is not asked does not make the draft grow."""
    visitor.begin()
    visitor.send(q_age="30", **{"why-nothing": "x", "why-age.7": "x", "why-age": "confirmed"})
    assert draft_of(visitor, site).paradata == {"reasons": {"age": "confirmed"}}
