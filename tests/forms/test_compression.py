"""What goes over the line: compressed for browsers that can read it, and safe to compress."""

import re
import zlib

import brotli
import pytest
from itsdangerous import TimestampSigner

READERS = {"br": brotli.decompress, "gzip": lambda sent: zlib.decompress(sent, 31)}


def ask(client, address, encoding="br", **headers):
    return client.get(address, headers={"Accept-Encoding": encoding, **headers})


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("address", ["/forms/form.js", "/forms/site.css", "/d/people"])
def test_texts_are_compressed(adult, address, encoding):
    """Pages, styles and scripts come compressed and are the same when unpacked."""
    plain = adult.client.get(address)
    sent = ask(adult.client, address, encoding)
    assert sent.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in sent.headers["Vary"]
    unpacked = READERS[encoding](sent.data).decode()
    assert drop_token(unpacked) == drop_token(plain.text)


def test_old_browsers_get_plain_text(client):
    """Who accepts no compression gets none."""
    assert "Content-Encoding" not in client.get("/forms/form.js").headers


def test_an_unchanged_page_is_not_sent_again(client):
    """A compressed start page that the browser still has costs a 304 without a body."""
    start = client.get("/f/tour/en/").headers.get("Location", "/f/tour/en/")
    first = ask(client, start)
    again = ask(client, start, **{"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


def test_a_page_with_a_token_repeats_nothing_of_its_address(adult):
    """A stranger can put no text beside the token, so its compressed length tells nothing."""
    page = ask(adult.client, "/d/people?n=gUess&lang=gUess&more=gUess&check=gUess", "identity")
    assert 'name="csrf_token"' in page.text
    assert "gUess" not in page.text


def test_a_token_is_signed_anew_each_second(adult, monkeypatch):
    """What a stranger learns of a token's signature in one second is worthless in the next."""
    signatures = set()
    now = TimestampSigner("key").get_timestamp()
    for second in (now + 1, now + 2):
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _, then=second: then)
        page = adult.client.get("/d/people").text
        token = re.search(r'name="csrf_token" value="([^"]*)"', page)[1]
        signatures.add(token.rpartition(".")[2])
    assert len(signatures) == 2


def drop_token(page: str) -> str:
    """Leave out the token, which is another one each second."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)
