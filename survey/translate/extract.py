"""Sentences found: in Python code, in page templates and in questionnaires."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from survey.errors import N_, MahallaError, Problem, Where
from survey.locale import INTERFACE, Text
from survey.questionnaire.model import Questionnaire
from survey.translate.model import Sentence, Template

SINGULAR = frozenset({"_", "N_", "gettext"})
PLURAL = frozenset({"ngettext", "NN_"})

_JINJA = Environment(extensions=["jinja2.ext.i18n"])


def extract_interface(folder: Path) -> Template:
    """Find the sentences of every Python file and page template of `folder`, by file and line."""
    found: dict[str, Sentence] = {}
    for file in sorted(folder.rglob("*")):
        for sentence in _read_file(file):
            name = file.relative_to(folder.parent).as_posix()
            known = found.get(sentence.source, sentence)
            found[sentence.source] = Sentence(
                source=sentence.source,
                plural=known.plural or sentence.plural,
                files=tuple(dict.fromkeys((*known.files, name))),
            )
    return Template(INTERFACE, tuple(found.values()))


def extract_python(code: str) -> Iterator[Sentence]:
    """Find the sentences in calls of `_`, `N_`, `NN_`, `gettext` and `ngettext`.

    They may be methods, and they may have been given a shorter name: `say = language.gettext`.
    """
    tree = ast.parse(code)
    short = _find_short_names(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        texts = [part.value if isinstance(part, ast.Constant) else None for part in call.args]
        yield from _read_call(short.get(name, name), texts)


def extract_page(markup: str) -> Iterator[Sentence]:
    """Find the sentences of a Jinja template: the same calls, and `{% trans %}` blocks.

    Pages in several languages call `say`, which is the `gettext` of one of them.
    """
    for call in _JINJA.parse(markup).find_all(nodes.Call):
        name = getattr(call.node, "name", getattr(call.node, "attr", ""))
        name = "gettext" if name == "say" else name
        texts = [part.value if isinstance(part, nodes.Const) else None for part in call.args]
        yield from _read_call(name, texts)


def extract_questionnaire(questionnaire: Questionnaire) -> Template:
    """Find the texts of a questionnaire: opening, scales, domains, variables, indices, sections."""
    q = questionnaire
    opening = _find_texts((q.title, q.words, q.consent, q.introduction, q.help, q.thanks))
    body = list(_find_texts((q.domains, q.method.variables, q.method.indices, q.sections)))
    shared = [text for text in body if text.key.startswith("scale.")]
    sentences = {
        text.key: Sentence(text.source, context=text.key, inline=frozenset(dict(text.inline)))
        for text in (*opening, *shared, *body)
        if text.catalogue == questionnaire.id
    }
    return Template(questionnaire.id, tuple(sentences.values()), questionnaire.language)


def _find_short_names(tree: ast.AST) -> dict[str, str]:
    """Find names that stand for `gettext` or `ngettext`, assigned alone or in a row."""
    short = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            values = value.elts if isinstance(value, ast.Tuple) else [value]
            for name, method in zip(names, values, strict=False):
                if isinstance(name, ast.Name) and isinstance(method, ast.Attribute):
                    short[name.id] = method.attr
    return {name: method for name, method in short.items() if method in SINGULAR | PLURAL}


def _read_file(file: Path) -> Sequence[Sentence]:
    if file.suffix == ".py":
        return _read_python(file.read_text(encoding="utf-8"))
    if file.suffix != ".html":
        return ()
    try:
        return _read_page(file.read_text(encoding="utf-8"))
    except TemplateSyntaxError as error:
        raise MahallaError(
            Problem(
                N_("This page template cannot be read: %(reason)s."),
                {"reason": error.message},
                Where(str(file), error.lineno),
            )
        ) from error


@cache
def _read_python(code: str) -> tuple[Sentence, ...]:
    return tuple(extract_python(code))


@cache
def _read_page(markup: str) -> tuple[Sentence, ...]:
    return tuple(extract_page(markup))


def _read_call(name: str, texts: Sequence[object]) -> Iterator[Sentence]:
    match texts:
        case [str(source), *_] if name in SINGULAR and source:
            yield Sentence(source)
        case [str(source), str(plural), *_] if name in PLURAL:
            yield Sentence(source, plural)


def _find_texts(part: object) -> Iterator[Text]:
    if isinstance(part, Text):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from _find_texts(inner)
    elif is_dataclass(part):
        # A translator reads a question with its hint before the answers to it.
        for field in sorted(fields(part), key=lambda field: field.name == "options"):
            yield from _find_texts(getattr(part, field.name))
