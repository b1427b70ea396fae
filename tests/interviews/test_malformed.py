"""Whatever a tablet, or somebody with its token, sends: a sentence, no traceback, no half a write.

MAHALLA_UPLOADS says how many uploads are tried; the long check takes 10,000.
"""

import json
import os
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.interviews.envelope import INTERVIEW, seal_envelope
from tests.forms.conftest import make_project, make_site
from tests.interviews.conftest import FORMS
from tests.interviews.tablet import GIVEN, NONCE, Tablet, register
from tests.interviews.test_door import TABLES

COUNT = int(os.environ.get("MAHALLA_UPLOADS", "150"))
TRIES = settings(
    max_examples=max(1, COUNT // 3),
    deadline=None,
    derandomize="MAHALLA_UPLOADS" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TAKEN = (200, 201, 202, 409)
REFUSED = (308, 400, 401, 403, 404, 405, 410, 413, 422, 429)
"""An address with two strokes is led to the one with one, where there is nothing either."""

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            "\0",
            "\u202e",
            "../../x",
            "' or 1=1 --",
            "0001-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59-23:59",
            "2026-02-30T00:00:00Z",
            "2026-11-22T12:00:00",
            "1970-01-01T00:00:00Z",
            "x" * 70_000,
            {"missing": "refused"},
            {"typed": ["1"]},
            [[]],
        ]
    ),
)
VALUES = st.recursive(
    ODD,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [name for _, pairs in GIVEN for name, _ in pairs]
    + [
        "q-born",
        "q-best",
        "q-place",
        "q-greeting",
        "note-people",
        "why-age",
        "q-none",
        "csrf_token",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=40),
    st.sampled_from(["", ":refused", "!unreadable", "9" * 5000, "\0", "\ud800", "۱۴۰۵", "1e999"]),
)
TYPED = st.lists(
    st.tuples(
        st.sampled_from(["people", "things", "grown_ups", "", "none"]),
        st.lists(st.tuples(NAMES, TEXTS), max_size=8),
    ),
    max_size=4,
)


@pytest.fixture(scope="module")
def tablet(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Tablet:
    """A tablet of a site that lets exceptions through: any of them fails the test."""
    home = tmp_path_factory.mktemp("malformed")
    (home / "translations").symlink_to(root / "translations")
    (home / "questionnaires").mkdir()
    tour = (FORMS / "tour.yaml").read_text(encoding="utf-8")
    (home / "questionnaires" / "tour.yaml").write_text(tour, encoding="utf-8")
    app = make_site(home, make_project("tour"))
    app.config["PROPAGATE_EXCEPTIONS"] = True
    for name in ("mahalla.busy_tablets", "mahalla.strange_tablets"):
        app.extensions[name].most = 10**9
    return register(app)


def count_rows(tablet: Tablet) -> int:
    database = tablet.site.database
    return sum(database.query(f"select count(*) as n from {name}")[0]["n"] for name in TABLES)


def put(tablet: Tablet, interview: str, body: bytes, path: str = "", **headers: str) -> int:
    """Send, and hold the answer to its form and the database to it; return the status."""
    before = count_rows(tablet)
    answer = tablet.put(interview, body, path, **headers)
    after = count_rows(tablet)
    assert answer.status_code in (*TAKEN, *REFUSED), (answer.status_code, body[:2000])
    if answer.status_code in REFUSED:
        assert after == before, (answer.status_code, body[:2000])
    if answer.mimetype == "application/json":
        assert {"reason", "outcome", "missing"} & set(answer.json)
        assert "Traceback" not in answer.text
    return answer.status_code


def seal(tablet: Tablet, interview: str, plain: bytes) -> bytes:
    return seal_envelope(tablet.key.public, UUID(interview), INTERVIEW, plain, NONCE)


def dump(package: object) -> bytes:
    """Write JSON as nobody should: not-a-number, and halves of characters, included."""
    return json.dumps(package).encode()


def test_any_bytes_with_any_headers(tablet):
    """What is no envelope at all, under any address, is refused and not written."""
    plain = st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")
    names = ("X-Content-SHA256", "X-Mahalla", "X-Mahalla-Unsent", "Origin", "Content-Type")

    @TRIES
    @given(
        st.one_of(st.binary(max_size=300), st.binary(max_size=60).map(lambda end: b"{}\n" + end)),
        st.one_of(st.just(""), st.text(plain, max_size=40), st.uuids(version=4).map(str)),
        st.dictionaries(st.sampled_from(names), st.text(plain, max_size=30), max_size=2),
        st.booleans(),
    )
    def send(body, name, headers, is_file):
        from urllib.parse import quote

        interview = quote(name, safe="") or str(tablet.next_id())
        path = f"/files/{sha256(body).hexdigest()}" if is_file else ""
        sent = {key.replace("-", "_"): text for key, text in headers.items()}
        assert put(tablet, interview, body, path, **sent) in REFUSED

    send()


def test_any_json_in_a_sound_envelope(tablet):
    """A package with anything in the place of its fields is entered whole, or refused whole."""

    @TRIES
    @given(
        st.dictionaries(st.sampled_from(sorted(tablet.write())), VALUES, max_size=3),
        st.lists(st.sampled_from(sorted(tablet.write())), max_size=1),
        st.dictionaries(st.text(max_size=6), VALUES, max_size=1),
    )
    def send(changed, dropped, added):
        package = {**tablet.write(), **changed, **added}
        interview = str(tablet.next_id())
        package.setdefault("id", interview)
        if "id" not in changed:
            package["id"] = interview
        for name in dropped:
            del package[name]
        put(tablet, interview, seal(tablet, interview, dump(package)))

    send()


def test_any_texts_in_a_sound_package(tablet):
    """Whatever was typed into whichever input, the interview is taken: entered, or it waits."""

    @TRIES
    @given(TYPED)
    def send(typed):
        package = tablet.write(typed=typed)
        status = put(tablet, package["id"], seal(tablet, package["id"], dump(package)))
        assert status == 201, typed

    send()


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"null",
        b"[" * 100_000,
        b'{"typed":' + b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"format":1,"format":1}',
        b'{"elapsed_ms":' + b"9" * 100_000 + b"}",
        b"\xff\xfe",
        "{}".encode("utf-16"),
        b"NaN",
    ],
)
def test_what_is_no_package_is_refused(tablet, plain):
    """Nested too deep, too large a number, another encoding: one sentence."""
    interview = str(tablet.next_id())

    assert put(tablet, interview, seal(tablet, interview, plain)) == 422
