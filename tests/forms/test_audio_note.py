"""Audio notes in Chromium, with a microphone that only pretends."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Browser, expect

from survey.kinds.audio_note.container import find_container, measure
from survey.responses.drafts import find_draft
from tests.forms.browser import ARGUMENTS, CHROMIUM, serve
from tests.forms.media import make_media_site
from tests.forms.test_photo import begin
from tests.kinds.recordings import make_ogg

pytestmark = pytest.mark.browser
PATIENCE = 30_000
"""Milliseconds that the first recording of a browser may take on a busy computer."""

PRETEND = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture(scope="module")
def hearing(chromium: Browser):
    """A browser with a microphone."""
    browser = chromium.browser_type.launch(
        executable_path=str(CHROMIUM), args=[*ARGUMENTS, *PRETEND]
    )
    yield browser
    browser.close()


@pytest.fixture
def media(tmp_path, root):
    return make_media_site(tmp_path, root)


@pytest.fixture
def address(media):
    with serve(media) as address:
        yield address


@pytest.fixture
def page(hearing, address):
    context = hearing.new_context(viewport={"width": 360, "height": 740})
    context.grant_permissions(["microphone"])
    yield begin(context.new_page(), address)
    context.close()


def find_recording(media) -> bytes:
    [row] = media.extensions["mahalla"].database.query("select content from attachments")
    return row["content"]


def find_answers(media):
    database = media.extensions["mahalla"].database
    [row] = database.query("select id from drafts")
    return find_draft(database, row["id"]).answers


def press(page, action):
    page.click(f"[data-do={action}]")


def test_a_note_is_recorded_played_and_deleted(page, media):
    """Record, stop, hear it, delete it: each is one tap, and the server has it in between."""
    expect(page.locator("#q-wish")).to_be_hidden()
    press(page, "record")
    expect(page.locator("[role=timer]")).to_contain_text("۰:۵")
    page.wait_for_timeout(1500)
    press(page, "stop")
    expect(page.locator("audio.taken")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#saved")).not_to_be_empty()
    recording = find_recording(media)
    assert find_container(recording) == "webm"
    assert 1 < measure(recording, "webm") < 30
    assert re.fullmatch(r"[0-9a-f]{64}\.webm", find_answers(media)["wish"])
    length = page.evaluate(
        "() => new Promise(done => { const player = document.querySelector('audio.taken');"
        "player.addEventListener('loadedmetadata', () => done(player.readyState)); player.load() })"
    )
    assert length >= 1
    page.click(".audio_note .remove")
    expect(page.locator("audio.taken")).to_have_count(0)
    expect(page.locator("[data-do=record]")).to_be_focused()


def test_a_pause_is_not_recorded(page, media):
    """While paused no time is used up; the tap after it goes on."""
    press(page, "record")
    page.wait_for_timeout(600)
    press(page, "pause")
    left = page.locator("[role=timer]").inner_text()
    page.wait_for_timeout(4000)
    assert page.locator("[role=timer]").inner_text() == left
    press(page, "resume")
    press(page, "stop")
    expect(page.locator("audio.taken")).to_be_visible(timeout=PATIENCE)
    assert measure(find_recording(media), "webm") < 4


def test_it_stops_when_its_time_is_over(page, media):
    """A recording ends by itself."""
    page.clock.install()
    press(page, "record")
    expect(page.locator("[data-do=stop]")).to_be_visible()
    page.clock.run_for(61_000)
    expect(page.locator("audio.taken")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[data-do=record]")).to_be_visible()


def test_next_keeps_what_is_being_said(page, media):
    """Who goes on while recording loses nothing."""
    press(page, "record")
    page.wait_for_timeout(800)
    page.click("button.main")
    page.wait_for_url("**/d/places")
    assert "wish" in find_answers(media)


def test_without_a_microphone_a_file_can_be_chosen(chromium, address):
    """Where the microphone is refused the page says so and offers to choose a file."""
    context = chromium.new_context()
    page = begin(context.new_page(), address)
    press(page, "record")
    expect(page.locator("#q-wish")).to_be_visible()
    expect(page.locator(".audio_note .progress-note")).not_to_be_empty()
    context.close()


def test_without_scripts_a_file_goes_with_the_page(chromium, address, media):
    """The plain input takes a recording made elsewhere."""
    context = chromium.new_context(java_script_enabled=False)
    page = begin(context.new_page(), address)
    page.set_input_files(
        "#q-wish", {"name": "note.oga", "mimeType": "audio/ogg", "buffer": make_ogg(5)}
    )
    page.click("button.main")
    page.wait_for_url("**/d/places")
    assert BytesIO(find_recording(media)).read(4) == b"OggS"
    context.close()
