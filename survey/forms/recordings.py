"""Texts read aloud: recordings, found by their place beside the questionnaires."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory, url_for

from survey.accounts.guard import open_to_all
from survey.locale import Language, Text
from survey.site import current_site

FOLDER = "recordings"
TYPES = {
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
}

pages = Blueprint("recordings", __name__)


@dataclass(frozen=True)
class Recording:
    """A file in the folder of a language; `version` changes when the file does."""

    tag: str
    name: str
    version: str


@dataclass(frozen=True)
class Heard:
    """A text that can be listened to, and where."""

    text: Text
    address: str


@cache
def list_recordings(folder: Path, questionnaire: str, tag: str) -> Mapping[str, Recording]:
    """List what was recorded of a questionnaire in a language, by the keys of its texts.

    A language such as `fa_AF` is heard as its parent `fa` where it has no recording of its own.
    """
    parent = tag.split("_")[0]
    return {
        file.stem: Recording(place, file.name, sha256(file.read_bytes()).hexdigest()[:12])
        for place in dict.fromkeys((parent, tag))
        for file in sorted((folder / FOLDER / questionnaire / place).glob("*.*"))
        if file.suffix in TYPES
    }


@cache
def hash_recordings(folder: Path, questionnaire: str) -> str:
    """Hash all recordings of a questionnaire, because pages that are kept for ever name them."""
    files = sorted((folder / FOLDER / questionnaire).glob("*/*.*"))
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def find_recordings(language: Language, *texts: Text | None) -> list[Heard]:
    """Find which of these texts can be listened to in a language, in their order."""
    folder = current_site().settings.questionnaires
    return [
        Heard(text, _address(text.catalogue, recorded[text.key]))
        for text in texts
        if text
        for recorded in [list_recordings(folder, text.catalogue, language.tag)]
        if text.key in recorded
    ]


@pages.get("/recordings/<questionnaire>/<tag>/<name>")
@open_to_all
def recording_static(questionnaire: str, tag: str, name: str) -> Response:
    """Send a recording."""
    folder = current_site().settings.questionnaires
    if questionnaire not in current_site().questionnaires or tag not in current_site().languages:
        abort(404)
    known = {one.name: one for one in list_recordings(folder, questionnaire, tag).values()}
    if name not in known:
        abort(404)
    place = folder / FOLDER / questionnaire / known[name].tag
    return send_from_directory(place, name, mimetype=TYPES[Path(name).suffix])


def _address(questionnaire: str, recording: Recording) -> str:
    return url_for(
        "forms.recordings.recording_static",
        questionnaire=questionnaire,
        tag=recording.tag,
        name=recording.name,
        v=recording.version,
    )
