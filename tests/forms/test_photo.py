"""Photos: made small, without place or telephone, kept with the draft, shown only to their own."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from survey.responses.attachments import find_attachment
from survey.responses.drafts import find_draft
from tests.forms.browser import serve
from tests.forms.conftest import Visitor
from tests.forms.media import make_media_site

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112
TURNED_RIGHT = 6


def make_photo(size=(1600, 900), encoding="JPEG") -> bytes:
    """A photo as telephones take it: turned, with the place and the maker in its head."""
    picture = Image.new("RGB", size, "#2e7d4f")
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = TURNED_RIGHT, "Telephone"
    exif.get_ifd(GPS).update({1: "N", 2: (36.0, 22.0, 21.0), 3: "E", 4: (42.0, 26.0, 54.0)})
    written = BytesIO()
    picture.save(written, encoding, exif=exif, comment=b"36.37 42.45")
    assert b"exif" in written.getvalue().lower()
    return written.getvalue()


@pytest.fixture
def media(tmp_path, root):
    return make_media_site(tmp_path, root)


@pytest.fixture
def database(media):
    return media.extensions["mahalla"].database


@pytest.fixture
def visitor(media):
    """Somebody who has begun, on the page that asks for a photo."""
    visitor = Visitor(media.test_client())
    start = visitor.get("/f/media/en/")
    action = re.search(r'action="([^"]+)"', start.text)[1]
    visitor.page = visitor.client.post(action, data={"n": "town/north"}, follow_redirects=True)
    visitor.get("/d/files")
    return visitor


def send(visitor, content, go="back", name="photo.jpg"):
    """Send the page with a file, as a browser without scripts does, and look at it again."""
    visitor.send(**{"file-q-street_photo": (BytesIO(content), name)}, go=go)
    return visitor.get("/d/files?check=1").text


def find_answers(database):
    [row] = database.query("select id from drafts")
    return find_draft(database, row["id"]).answers


def find_photo(database) -> bytes:
    [row] = database.query("select content from attachments")
    return row["content"]


def test_a_photo_is_kept_with_the_draft(visitor, database):
    """The answer is the name of the file, and the page shows what was taken."""
    page = send(visitor, make_photo())
    name = find_answers(database)["street_photo"]
    assert re.fullmatch(r"[0-9a-f]{64}\.jpg", name)
    assert f'src="/attachments/{name}"' in page


def test_nothing_of_the_place_is_left(visitor, database):
    """Without scripts too, the photo loses its head: no EXIF, no GPS, no comment."""
    send(visitor, make_photo())
    kept = find_photo(database)
    with Image.open(BytesIO(kept)) as picture:
        assert (dict(picture.getexif()), "comment" in picture.info) == ({}, False)
    assert b"Exif" not in kept
    assert b"Telephone" not in kept


def test_a_photo_stands_upright_and_is_small(visitor, database):
    """A turned photo of 1600 by 900 points is kept upright, 720 by 1280."""
    send(visitor, make_photo())
    with Image.open(BytesIO(find_photo(database))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (720, 1280))


def test_the_same_photo_twice_is_one(visitor, database):
    """Sending the page again changes nothing."""
    send(visitor, make_photo())
    send(visitor, make_photo())
    assert len(find_photo(database)) > 0


@pytest.mark.parametrize("encoding", ["PNG", "WEBP"])
def test_other_pictures_become_jpegs(visitor, database, encoding):
    """PNG and WebP are taken and encoded anew."""
    send(visitor, make_photo((40, 40), encoding))
    assert find_photo(database).startswith(b"\xff\xd8")


def make_bomb() -> bytes:
    """A small file that unfolds to 400 million points."""
    written = BytesIO()
    Image.new("1", (20_000, 20_000)).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no picture at all", "This file is not a photo that can be read."),
        (b"\xff\xd8\xff\xe0 broken", "This file is not a photo that can be read."),
        (b"%PDF-1.7", "This file is not a photo that can be read."),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "This photo is in the format HEIC"),
        (make_bomb(), "This file is not a photo that can be read."),
        (b"\xff" * 16_000_001, "This photo is too large."),
    ],
    ids=["text", "broken", "pdf", "heic", "bomb", "large"],
)
def test_what_is_no_photo_is_refused(visitor, database, content, sentence):
    """The page says why, and nothing is kept."""
    assert sentence in send(visitor, content)
    assert database.query("select name from attachments") == []


def test_a_photo_can_be_removed(visitor, database):
    """The button takes the answer and the file away."""
    send(visitor, make_photo())
    name = find_answers(database)["street_photo"]
    visitor.get("/d/files")
    visitor.send(**{"q-street_photo": name}, clear="q-street_photo")
    assert "street_photo" not in find_answers(database)
    assert database.query("select name from attachments") == []


def test_a_photo_taken_again_replaces_the_first(visitor, database):
    """Only the second photo is kept."""
    send(visitor, make_photo())
    name = find_answers(database)["street_photo"]
    visitor.get("/d/files")
    visitor.send(
        **{"q-street_photo": name, "file-q-street_photo": (BytesIO(make_photo((90, 90))), "b.jpg")}
    )
    assert [row["name"] for row in database.query("select name from attachments")] == [
        find_answers(database)["street_photo"]
    ]


def test_nobody_else_sees_it(visitor, database, media):
    """Another visitor who knows the name gets nothing, in a page or as an answer."""
    send(visitor, make_photo())
    name = find_answers(database)["street_photo"]
    assert media.test_client().get(f"/attachments/{name}").status_code == 404
    other = Visitor(media.test_client())
    start = other.get("/f/media/en/")
    action = re.search(r'action="([^"]+)"', start.text)[1]
    other.page = other.client.post(action, data={"n": "town/north"}, follow_redirects=True)
    assert other.client.get(f"/attachments/{name}").status_code == 404
    other.get("/d/files")
    other.send(**{"q-street_photo": name})
    drafts = [find_draft(database, row["id"]) for row in database.query("select id from drafts")]
    assert sorted("street_photo" in draft.answers for draft in drafts) == [False, True]


def test_no_shared_computer_keeps_it(visitor, database):
    """The photo is sent as private, as a picture and as nothing else."""
    send(visitor, make_photo())
    sent = visitor.client.get(f"/attachments/{find_answers(database)['street_photo']}")
    assert sent.headers["Cache-Control"] == "private, no-store"
    assert (sent.mimetype, sent.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")


def test_ordinary_pages_take_no_large_request(visitor):
    """Two million bytes are refused where no file is asked for, and taken where one is."""
    large = (BytesIO(b"x" * 2_000_000), "x.jpg")
    visitor.get("/d/faces")
    assert visitor.send(**{"file-q-street": large}).status_code == 413
    large = (BytesIO(b"x" * 2_000_000), "x.jpg")
    visitor.get("/d/files")
    assert visitor.send(**{"file-q-street_photo": large}).status_code == 200


def test_only_pages_with_files_send_them(visitor):
    """`multipart` is used only where a file may come along."""
    assert "multipart" in visitor.get("/d/files").text
    assert "multipart" not in visitor.get("/d/faces").text


def test_the_photo_becomes_part_of_the_response(visitor, database):
    """Once the answers are sent, the file stays with them."""
    send(visitor, make_photo())
    name = find_answers(database)["street_photo"]
    visitor.get("/review")
    visitor.send(go="send")
    [row] = database.query("select id from responses")
    assert find_attachment(database, row["id"], name)


def begin(page, address):
    page.goto(f"{address}/f/media/fa/?n=north")
    page.locator("main form button.main").click()
    page.wait_for_url("**/d/*")
    page.goto(f"{address}/d/files")
    return page


PHOTO = {"name": "IMG_1.jpg", "mimeType": "image/jpeg"}


@pytest.mark.browser
def test_in_the_browser_it_is_sent_at_once(context, media, database):
    """A chosen photo is made small, sent, shown and saved without any button."""
    with serve(media) as address:
        page = begin(context.new_page(), address)
        with page.expect_request("**/file/q-street_photo") as sent:
            page.set_input_files("#q-street_photo", {**PHOTO, "buffer": make_photo((4000, 3000))})
        assert int(sent.value.all_headers()["content-length"]) < 200_000
        expect(page.locator("img.taken")).to_be_visible()
        expect(page.locator("[data-question=lamp]")).to_be_visible()
        expect(page.locator("#saved")).not_to_be_empty()
        with Image.open(BytesIO(find_photo(database))) as picture:
            assert (picture.size, dict(picture.getexif())) == ((960, 1280), {})
        assert re.fullmatch(r"[0-9a-f]{64}\.jpg", find_answers(database)["street_photo"])
        page.click(".photo .remove")
        expect(page.locator("img.taken")).to_have_count(0)
        expect(page.locator("[data-question=lamp]")).to_be_hidden()
        page.click("button.main")
        page.wait_for_url("**/d/places")
    assert database.query("select name from attachments") == []
    assert "street_photo" not in find_answers(database)


@pytest.mark.browser
def test_a_lost_connection_loses_no_photo(context, media, database):
    """What could not be sent ahead is told, and goes along with the page."""
    with serve(media) as address:
        page = begin(context.new_page(), address)
        page.route("**/file/*", lambda route: route.abort())
        page.set_input_files("#q-street_photo", {**PHOTO, "buffer": make_photo()})
        expect(page.locator(".photo .progress-note")).not_to_be_empty()
        page.click("button.main")
        page.wait_for_url("**/d/files?more=1*")  # the photo calls up another question
        expect(page.locator("img.taken")).to_be_visible()
    with Image.open(BytesIO(find_photo(database))) as picture:
        assert (picture.size, dict(picture.getexif())) == ((720, 1280), {})
    assert "street_photo" in find_answers(database)


@pytest.mark.browser
def test_a_refused_file_is_told_at_once(context, media):
    """Where the server refuses a file the page says why, and the input is empty again."""
    with serve(media) as address:
        page = begin(context.new_page(), address)
        heic = b"\0\0\0\x18ftypheic\0\0\0\0"
        page.set_input_files("#q-street_photo", {**PHOTO, "buffer": heic})
        expect(page.locator(".photo .progress-note.error")).to_contain_text("HEIC")
        expect(page.locator("#q-street_photo")).to_have_value("")
