"""Recordings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.errors import AnswerError
from survey.kinds.audio_note.container import find_container, measure
from survey.kinds.find import kinds
from tests.kinds.recordings import make_mp3, make_mp4, make_ogg, make_webm

NAME = "0" * 64 + ".webm"
RECORDINGS = {
    "ogg": make_ogg(60),
    "webm": make_webm(60),
    "m4a": make_mp4(60),
    "3gp": make_mp4(60, b"3gp4"),
    "mp3": make_mp3(60),
}


def take(ask, content, **keys):
    question = ask("audio_note", **keys)
    return kinds()["audio_note"].take(content, question)


@pytest.mark.parametrize("extension", RECORDINGS)
def test_a_recording_is_known_by_its_first_bytes(ask, extension):
    """What browsers and telephones record is kept as it is, whatever its name was."""
    taken = take(ask, RECORDINGS[extension])
    assert (taken.extension, taken.content) == (extension, RECORDINGS[extension])


@pytest.mark.parametrize("extension", RECORDINGS)
def test_its_length_is_read_from_the_container(extension):
    """A minute is a minute in each of the containers."""
    assert measure(RECORDINGS[extension], extension) == pytest.approx(60, abs=0.01)


def test_sounds_that_look_like_a_film_are_sounds(ask):
    """Two letters among the sounds say nothing: only the head of a file names its tracks."""
    assert take(ask, make_webm(60) + b"V_VP8").extension == "webm"


@pytest.mark.parametrize("make", [make_ogg, make_webm, make_mp4, make_mp3])
def test_too_long_a_recording_is_refused(ask, make):
    """Two minutes are possible, five are not, and a question may allow less."""
    take(ask, make(120))
    with pytest.raises(AnswerError, match="too long"):
        take(ask, make(300))
    with pytest.raises(AnswerError, match="too long"):
        take(ask, make(60), seconds=30)


def test_too_large_a_recording_is_refused(ask):
    """Four million bytes are more than two minutes of speech need."""
    with pytest.raises(AnswerError, match="too large"):
        take(ask, make_ogg(1) + b"\0" * 4_000_000)


@pytest.mark.parametrize(
    "content",
    [b"", b"no sound", b"%PDF-1.7", b"\xff\xd8\xff\xe0", b"\0\0\0\x18ftypheic", b"RIFF\0\0\0\0WAVE",
     make_webm(1, b"V_VP8"), make_mp4(1, b"isom", b"vide")],
)  # fmt: skip
def test_what_is_no_recording_is_refused(ask, content):
    """Other files, and films, are refused with the endings that are possible."""
    with pytest.raises(AnswerError, match=r"choose a file that ends in \.ogg, \.webm"):
        take(ask, content)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(start=st.sampled_from(list(RECORDINGS)), cut=st.integers(0, 200), rest=st.binary())
def test_broken_recordings_make_nothing_stumble(start, cut, rest):
    """Whatever follows the first bytes, its length is a number or unknown."""
    content = RECORDINGS[start][:cut] + rest
    extension = find_container(content)
    seconds = measure(content, extension) if extension else None
    assert seconds is None or isinstance(seconds, int | float)


def test_the_name_of_a_file_is_stored(ask):
    """A name with a known ending is read and written again; nothing is blank."""
    question = ask("audio_note")
    assert question.parse(*question.write(NAME)) == question.parse(f" {NAME} ") == NAME
    assert question.parse("", " ") is None


@pytest.mark.parametrize(
    "answer", ["note.webm", "0" * 64, "0" * 64 + ".exe", "G" * 64 + ".webm", 7, None, [NAME]]
)
def test_only_the_name_of_a_recording_may_be_stored(ask, answer):
    """Paths, other endings and other values are refused."""
    with pytest.raises(AnswerError, match="not a recording"):
        ask("audio_note").check(answer)


def test_a_page_keeps_why_a_file_was_refused(ask):
    """The reason stands in the place of the name until the page is shown again."""
    with pytest.raises(AnswerError, match="too long"):
        ask("audio_note").parse("!too_long")
    with pytest.raises(AnswerError, match="could not be read"):
        ask("audio_note").parse("!what")


@pytest.mark.parametrize(("track", "container"), [(b"soun", "m4a"), (b"vide", None)])
def test_a_film_of_a_telephone_is_told_by_its_tracks(track, container):
    """The same container holds sound or a film; what its tracks are called tells them apart."""
    content = make_mp4(60) + b"hdlr" + b"\0" * 8 + track
    assert find_container(content) == container


def test_a_title_before_the_sounds_is_not_listened_to():
    """What players write in front of an MP3 counts for nothing; behind it there must be sound."""
    title = b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10
    assert measure(title + make_mp3(60), "mp3") == pytest.approx(60, abs=0.01)
    assert measure(title + b"nothing at all", "mp3") is None
