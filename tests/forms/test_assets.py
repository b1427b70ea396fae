"""Files that browsers keep."""

from survey.forms import assets
from survey.forms.assets import FOREVER, hash_pages, write_styles


def find(text: str, start: str) -> str:
    return start + text.split(start)[1].split('"')[0]


def test_the_style_sheet_is_kept_for_ever(client):
    """The style sheet is asked for with its hash and may be kept."""
    address = find(client.get("/f/tour/en/", follow_redirects=True).text, "/forms/site.css")
    assert client.get(address).headers["Cache-Control"] == FOREVER


def test_without_a_hash_a_file_is_asked_for_again(client):
    """An address that does not change with its file is not kept."""
    assert client.get("/forms/site.css").headers.get("Cache-Control") != FOREVER


def test_the_script_is_kept_for_ever(visitor):
    """So is the script of the form."""
    address = find(visitor.begin().text, "/forms/form.js")
    assert visitor.client.get(address).headers["Cache-Control"] == FOREVER


def test_the_script_holds_what_single_kinds_add(client):
    """The script of the date kind comes with that of the form, in one request."""
    assert "mahalla.readers.date" in client.get("/forms/form.js").text


def test_the_style_sheet_holds_what_single_kinds_add(client, monkeypatch, tmp_path):
    """The styles of a kind lie with the kind and come with those of the site, in one request."""
    (tmp_path / "smileys").mkdir()
    (tmp_path / "smileys" / "field.css").write_text(".smileys { color: #0b5563 }")
    monkeypatch.setattr(assets, "KINDS", tmp_path)
    write_styles.cache_clear()
    sent = client.get("/forms/site.css").text
    write_styles.cache_clear()
    assert sent.endswith(".smileys{color:#0b5563}")


def test_comments_stay_at_home(client):
    """What explains the script and the styles to developers is not sent to phones."""
    sent = client.get("/forms/form.js").text + client.get("/forms/site.css").text
    assert "/*" not in sent
    assert "// " not in sent


def test_pages_change_with_their_translations(tmp_path):
    """A mended translation gives the pages a new address."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, word in ((first, "one"), (second, "two")):
        folder.mkdir()
        (folder / "interface.po").write_text(word)
    assert hash_pages(first) != hash_pages(second)
