"""Envelopes between a browser and the server: what one seals the other opens."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page

from survey.interviews.envelope import open_envelope, read_envelope
from survey.interviews.pairs import read_private
from tests.forms.browser import serve

VECTORS = json.loads((Path(__file__).parent / "envelope.json").read_text(encoding="utf-8"))
ID = "019aab5c-0000-7000-8000-0000000000ff"
PLAIN = '{"q-age": "۳۴", "note": "\N{GRINNING FACE}"}'
SEAL = """
async ({ module, key, id, part, plain }) => {
  const { seal } = await import(module);
  const sealed = await seal(key, id, part, new TextEncoder().encode(plain));
  return [...sealed];
}
"""
OPEN = """
async ({ pkcs8, envelope }) => {
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const whole = Uint8Array.from(envelope.match(/../g), (two) => parseInt(two, 16));
  const end = whole.indexOf(10);
  const line = whole.subarray(0, end);
  const header = JSON.parse(new TextDecoder().decode(line));
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const ours = await crypto.subtle.importKey("pkcs8", bytes(pkcs8), curve, false, ["deriveBits"]);
  const point = await crypto.subtle.importKey("raw", bytes(header.ephemeral), curve, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: point }, ours, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = new Uint8Array([...new TextEncoder().encode("mahalla "), ...line]);
  const salt = new Uint8Array();
  const cipher = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info }, material,
    { name: "AES-GCM", length: 256 }, false, ["decrypt"],
  );
  const how = { name: "AES-GCM", iv: bytes(header.nonce), additionalData: line };
  return new TextDecoder().decode(await crypto.subtle.decrypt(how, cipher, whole.slice(end + 1)));
}
"""

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, app) -> Iterator[Page]:
    with serve(app) as address:
        opened = chromium.new_page()
        opened.goto(f"{address}/collect/en/")
        yield opened
        opened.close()


def test_what_a_browser_seals_is_opened_here(page, app):
    """The module that tablets load, with a key of the shared file."""
    with app.test_request_context():
        module = app.jinja_env.globals["offline_file"]("sealing.js")
    asked = {
        "module": module,
        "key": {"id": VECTORS["key"], "public": VECTORS["public"]},
        "id": ID,
        "part": "interview",
        "plain": PLAIN,
    }

    envelope = read_envelope(bytes(page.evaluate(SEAL, asked)))

    assert (envelope.id, envelope.part, envelope.key) == (UUID(ID), "interview", VECTORS["key"])
    assert open_envelope(envelope, read_private(VECTORS["private_pem"])) == PLAIN.encode()


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda one: one["name"])
def test_what_is_sealed_here_is_opened_by_a_browser(page, vector):
    """Written out in the browser's own words, the format means the same."""
    asked = {"pkcs8": VECTORS["private_pkcs8"], "envelope": vector["envelope"]}

    assert page.evaluate(OPEN, asked) == vector["plain"]
