"""Photos as they are kept; tests/forms/test_photo.py sends them."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from survey.errors import AnswerError
from survey.kinds.find import kinds

NAME = "0" * 64 + ".jpg"


def write(picture: Image.Image, encoding: str = "PNG") -> bytes:
    written = BytesIO()
    picture.save(written, encoding)
    return written.getvalue()


def test_the_name_of_a_file_is_stored(ask):
    """A name is read and written again; nothing is blank."""
    question = ask("photo")
    assert question.parse(*question.write(NAME)) == NAME
    assert question.parse("") is None


@pytest.mark.parametrize("answer", ["a.jpg", "0" * 64 + ".webm", "../" + NAME, 7, None])
def test_only_the_name_of_a_photo_may_be_stored(ask, answer):
    """Paths, other endings and other values are refused."""
    with pytest.raises(AnswerError, match="not a photo"):
        ask("photo").check(answer)


def test_what_is_transparent_becomes_white(ask):
    """A picture without ground gets a white one, not a black one."""
    clear = write(Image.new("RGBA", (8, 8), (255, 0, 0, 0)))
    taken = kinds()["photo"].take(clear, ask("photo"))
    with Image.open(BytesIO(taken.content)) as picture:
        assert picture.getpixel((4, 4)) == (255, 255, 255)


def test_the_same_photo_is_encoded_the_same(ask):
    """What was sent twice is one file."""
    content = write(Image.effect_noise((50, 50), 60).convert("RGB"))
    first, second = (kinds()["photo"].take(content, ask("photo")) for _ in range(2))
    assert first == second


PICTURE = write(Image.effect_noise((64, 64), 60).convert("RGB"), "JPEG")


@settings(derandomize=True, deadline=None, max_examples=200)
@given(place=st.integers(0, len(PICTURE) - 1), byte=st.integers(0, 255), cut=st.integers(0, 5000))
def test_broken_photos_make_nothing_stumble(ask, place, byte, cut):
    """A photo that was damaged on its way is taken or refused with a sentence."""
    broken = (PICTURE[:place] + bytes([byte]) + PICTURE[place + 1 :])[: len(PICTURE) - cut]
    try:
        taken = kinds()["photo"].take(broken, ask("photo"))
    except AnswerError:
        return
    assert taken.content.startswith(b"\xff\xd8")


@pytest.mark.parametrize("size", [(9_000, 7_000), (10_000, 10_000), (20_000, 20_000)])
def test_what_unfolds_to_more_than_a_photo_is_refused(ask, size):
    """Sixty million points are possible; a small file that promises more is not unfolded."""
    with pytest.raises(AnswerError, match="not a photo that can be read"):
        kinds()["photo"].take(write(Image.new("1", size)), ask("photo"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff" * 16_000_001, "This photo is too large."),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "in the format HEIC"),
    ],
    ids=["large", "heic"],
)
def test_a_picture_that_cannot_be_taken_says_why(ask, content, said):
    """A camera's own format and size are told apart from a file that is no picture."""
    with pytest.raises(AnswerError, match=said):
        kinds()["photo"].take(content, ask("photo"))
