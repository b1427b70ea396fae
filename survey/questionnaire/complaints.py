"""What the schema refuses, said in sentences a coordinator can act on."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from survey.errors import N_, Mistake
from survey.indices.find import index_kinds
from survey.kinds.find import kinds
from survey.kinds.model import REFUSED
from survey.questionnaire import file_schema, method_schema, schema

MAPPING = N_("Write keys with values here, such as `title: …`.")
LIST = N_("Write a list here, one entry a line with a dash.")
SENTENCES: Mapping[str, str] = {
    "missing": N_("The key `%(key)s` is missing here. Add it."),
    "union_tag_not_found": N_("A question needs `kind:` or `scale:`. Add one of them."),
    "string_type": N_("Write a text here, in quotation marks if it looks like a number."),
    "int_type": N_("Write a whole number here, without quotation marks."),
    "float_type": N_("Write a number here, without quotation marks."),
    "bool_type": N_("Write true or false here, without quotation marks."),
    "list_type": LIST,
    "tuple_type": LIST,
    "model_type": MAPPING,
    "dict_type": MAPPING,
    "literal_error": N_("“%(given)s” is not possible here. Use one of: %(expected)s."),
    "string_pattern_mismatch": N_(
        "“%(given)s” cannot be a name. Use Latin letters, digits, “_” and “-”, "
        "and begin with a letter."
    ),
    "too_short": N_("This list is too short. The least number of entries is %(min_length)s."),
    "greater_than_equal": N_("The number must be at least %(ge)s."),
    "less_than_equal": N_("The number must be at most %(le)s."),
    "greater_than": N_("The number must be more than %(gt)s."),
    "less_than": N_("The number must be less than %(lt)s."),
    "string_too_long": N_("This name is too long: at most %(max_length)s letters are possible."),
    "finite_number": N_("Write a number here, without quotation marks."),
}
UNKNOWN = N_("There is no key `%(key)s` here. Remove it, or look it up in docs/questionnaire.md.")
MISSPELT = N_("There is no key `%(key)s` here. Did you mean `%(guess)s`?")
OTHER = N_("“%(given)s” is not possible here: %(reason)s.")


def explain(error: ValidationError, keys: Collection[str] = ()) -> list[Mistake]:
    """Turn each complaint of the schema into a mistake with its path in the file.

    `keys` are those that somebody may have meant; a questionnaire's where none are given.
    """
    meant = keys or _known_keys()
    return [_explain_one(dict(complaint), meant) for complaint in error.errors()]


def refuse_kind(kind: str, path: tuple[str | int, ...]) -> Mistake:
    """Say that there is no such kind, and which one may be meant."""
    guesses = get_close_matches(kind, kinds(), n=1)
    if guesses:
        meant = N_("There is no kind of question “%(kind)s”. Did you mean `%(guess)s`?")
        return Mistake(path, meant, {"kind": kind, "guess": guesses[0]})
    named = N_("There is no kind of question “%(kind)s”. Use one of: %(kinds)s.")
    return Mistake(path, named, {"kind": kind, "kinds": ", ".join(kinds())})


def refuse_index(kind: str, path: tuple[str | int, ...]) -> Mistake:
    """Say that there is no such kind of index, and which there are."""
    named = N_("There is no kind of index “%(kind)s”. Use one of: %(kinds)s.")
    return Mistake(path, named, {"kind": kind, "kinds": ", ".join(index_kinds())})


def _explain_one(complaint: dict[str, Any], keys: Collection[str]) -> Mistake:
    path = _file_path(complaint["loc"])
    sort = complaint["type"]
    if sort == "extra_forbidden":
        return _unknown_key(path, keys)
    if sort == "union_tag_invalid":
        refuse = refuse_index if path[:1] == ("indices",) else refuse_kind
        return refuse(complaint["ctx"]["tag"], (*path, "kind"))
    values = {
        **{name: _plain(value) for name, value in complaint.get("ctx", {}).items()},
        "key": path[-1] if path else "",
        "given": _brief(complaint["input"]),
        "reason": complaint["msg"],
    }
    if sort == "literal_error":
        values["expected"] = values["expected"].replace(" or ", ", ").replace("'", "")
    if sort == "missing":
        path = path[:-1]
    if path[:1] == ("indices",) and sort == "union_tag_not_found":
        sort = "model_type"
    message = values["sentence"] if sort == REFUSED else SENTENCES.get(sort, OTHER)
    return Mistake(path, message, values)


def _unknown_key(path: tuple[str | int, ...], keys: Collection[str]) -> Mistake:
    key = str(path[-1])
    guesses = get_close_matches(key, keys, n=1)
    if guesses and guesses[0] != key:
        return Mistake(path, MISSPELT, {"key": key, "guess": guesses[0]})
    return Mistake(path, UNKNOWN, {"key": key})


def _known_keys() -> list[str]:
    files = (schema, method_schema, file_schema)
    models = [part for file in files for part in vars(file).values() if _is_part(part)]
    models += [kind.settings for kind in (*kinds().values(), *index_kinds().values())]
    return sorted(
        {key for model in models for key in model.model_fields} | {"kind", "scale", "each", "rows"}
    )


def _is_part(part: object) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _file_path(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Drop the tags that the schema puts behind questions' numbers, and marks of mapping keys."""
    return tuple(
        step
        for place, step in enumerate(loc)
        if step != "[key]" and not _is_tag(loc[max(0, place - 2) : place], loc[place + 1 :])
    )


def _is_tag(before: tuple[str | int, ...], after: tuple[str | int, ...]) -> bool:
    """Tell whether a step between these is a tag.

    It follows a question's number, and leads on; or it follows an index, which is in no list, or
    what may be written in two ways.
    """
    if before[:1] == ("indices",) or before == ("design", "population"):
        return len(before) == 2
    return before[:1] == ("questions",) and isinstance(before[-1], int) and bool(after)


def _plain(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _brief(given: object) -> str:
    text = str(given)
    return text if len(text) <= 60 else text[:60] + "…"
