"""The hash of how scores were made: the questions, their scoring declarations and this engine."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256

from pydantic import BaseModel

from survey.locale import Text
from survey.questionnaire.model import Questionnaire

ENGINE = 1
"""Raised with every change of a formula or of a rule of release (docs/method.md)."""


def method_hash(questionnaire: Questionnaire) -> str:
    """Return the SHA-256, in hex, of all that decides what scores mean.

    Sections with their questions, domains, thresholds, the unit and the engine; texts count in
    the language they were written in, so that a new translation does not make a new method.
    """
    described = {
        "engine": ENGINE,
        "unit": questionnaire.unit,
        "sections": _describe(questionnaire.sections),
        "domains": _describe(questionnaire.domains),
        "thresholds": _describe(questionnaire.thresholds),
    }
    return sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()


def _describe(value: object) -> object:
    """Turn frozen parts into what JSON can hold, naming each by its class."""
    if isinstance(value, Text):
        return value.source
    if isinstance(value, BaseModel):
        return _describe(value.model_dump())
    if isinstance(value, Mapping):
        return {str(key): _describe(inside) for key, inside in value.items()}
    if isinstance(value, tuple | list):
        return [_describe(inside) for inside in value]
    if is_dataclass(value):
        parts = {field.name: _describe(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **parts}
    return value
