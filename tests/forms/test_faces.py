"""Faces beside the words of a rating, and pictures beside any answer."""

import re
from datetime import date
from hashlib import sha256

import pytest

from survey.forms.fields import make_form
from survey.kinds.find import FOLDER
from survey.locale import load_languages
from survey.questionnaire.load import parse_questionnaire
from tests.forms.conftest import Visitor
from tests.forms.media import make_media_site

TODAY = date(2026, 11, 22)
DRAWING = FOLDER / "rating" / "faces.svg"
STYLES = FOLDER / "rating" / "field.css"


def find_faces(root, codes, **keys):
    """Give the numbers of the faces, from the first step to the last."""
    options = [f"{{name: s{code}, code: {code}, text: Step}}" for code in codes]
    written = ", ".join(f"{key}: {value}" for key, value in keys.items())
    questionnaire = parse_questionnaire(
        f"""
id: faces
title: Faces
unit: person
domains: {{street: {{title: Street}}}}
sections:
  - id: all
    title: All
    questions:
      - {{id: q, kind: rating, look: faces, domain: street, text: How?,
          options: [{", ".join(options)}]{", " + written if written else ""}}}
""",
        "faces.yaml",
    )
    language = load_languages(root / "translations")["en"]
    form = make_form(questionnaire.questions.values(), language, TODAY)
    return [form["q"].face(option) for option in form["q"].options]


@pytest.mark.parametrize("steps", [3, 4, 5, 6, 7])
def test_faces_rise_evenly_from_sad_to_happy(root, steps):
    """The lowest code has the saddest face, the highest the happiest, none is used twice."""
    faces = find_faces(root, range(1, steps + 1))
    assert (faces[0], faces[-1]) == (0, 12)
    assert faces == sorted(set(faces))


def test_falling_codes_begin_with_the_happy_face(root):
    """Where the first step has the highest code, the first face smiles."""
    assert find_faces(root, [3, 2, 1]) == [12, 6, 0]


def test_bad_news_is_sad(root):
    """With `polarity: negative` the highest code has the saddest face."""
    assert find_faces(root, [1, 2, 3], polarity="negative") == [12, 6, 0]


def test_happy_wins_over_polarity(root):
    """`happy: high` makes the highest code smile, whatever is scored."""
    assert find_faces(root, [1, 2, 3], polarity="negative", happy="high") == [0, 6, 12]


def test_every_face_has_its_place_in_the_style_sheet(root):
    """Each number a scale of three to seven steps may need is found in the drawing."""
    needed = {face for steps in range(3, 8) for face in find_faces(root, range(steps))}
    placed = {int(number) for number in re.findall(r"\.face-(\d+)::", STYLES.read_text("utf-8"))}
    assert needed <= placed | {0}


def test_the_drawing_is_asked_for_with_its_hash():
    """The style sheet names the drawing as it is now, so that browsers may keep it."""
    version = sha256(DRAWING.read_bytes()).hexdigest()[:12]
    assert f"faces.svg?v={version}" in STYLES.read_text("utf-8")


@pytest.fixture
def visitor(tmp_path, root):
    return Visitor(make_media_site(tmp_path, root).test_client())


@pytest.fixture
def page(visitor):
    """The page with faces and pictures."""
    start = visitor.get("/f/media/en/")
    action = re.search(r'action="([^"]+)"', start.text)[1]
    visitor.page = visitor.client.post(action, data={"n": "town/north"}, follow_redirects=True)
    return visitor.page.text


def test_a_scale_passes_its_look_on(page):
    """Questions of a scale with `look: faces` have faces, beside the words."""
    assert 'class=face-12><input type="radio" name="q-street" value="very_good">Very happy' in page


def test_a_picture_stands_beside_the_text_and_is_not_read_out(page):
    """The text of the answer says what the picture shows: the picture itself is silent."""
    found = re.search(r'<img src="(/forms/pictures/tap\.svg\?v=\w+)" alt="" [^>]*>From a tap', page)
    assert found


def test_pictures_may_be_kept_but_run_nothing(visitor, page):
    """A picture is kept for ever under its hash, and nothing in it is executed."""
    address = re.search(r'src="(/forms/pictures/[^"]+)"', page)[1]
    sent = visitor.client.get(address)
    assert "immutable" in sent.headers["Cache-Control"]
    assert sent.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "name", ["../media.yaml", "media.yaml", "..%2Fmedia.yaml", "none.svg", ".svg", "a/b.svg"]
)
def test_nothing_but_pictures_is_sent(visitor, name):
    """No other file can be had through the address of pictures."""
    assert visitor.client.get(f"/forms/pictures/{name}").status_code == 404


@pytest.mark.parametrize("path", ["rating/__init__.py", "rating/field.py", "none/faces.svg"])
def test_nothing_but_drawings_and_tools_of_kinds_is_sent(visitor, path):
    """No source of a kind can be had."""
    assert visitor.client.get(f"/forms/kinds/{path}").status_code == 404


def test_a_level_without_a_picture_has_its_light(page):
    """A stoplight shows the picture where there is one, and its own light elsewhere."""
    assert re.search(r'value="green"[^>]*><img', page)
    assert re.search(r'value="red"[^>]*><i></i>', page)
