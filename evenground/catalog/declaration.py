"""Declarations: YAML files that become frozen, checked types.

An unknown or missing field stops the program at start and names the file and the field, so that a slip of the pen in a
place's folder never becomes a silent default.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

LANGUAGES = ("en", "fr", "iu")


class DeclarationError(Exception):
    """A declaration file cannot be used; the message names the file, the field and the mend."""


class Declared(BaseModel):
    """Base of every declaration: frozen, and closed to fields that nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _known_languages(words: dict[str, str]) -> dict[str, str]:
    unknown = sorted(set(words) - set(LANGUAGES))
    if unknown:
        raise ValueError(f"language {unknown[0]!r} is not one of {', '.join(LANGUAGES)}")
    if not words.get("en", "").strip():
        raise ValueError("needs at least English, as `en: ...`")
    return words


Text = Annotated[dict[str, str], AfterValidator(_known_languages)]
"""A reader's text: `{en: ..., fr: ..., iu: ...}`; English is required, what lacks a translation is listed by a test."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
"""A name that joins: lower case, digits, `_` and `-`."""

D = TypeVar("D", bound=Declared)


def say(text: dict[str, str] | None, language: str) -> str:
    """The words of `text` in `language`, falling back to French for Inuktitut readers' places, then to English."""
    if not text:
        return ""
    return text.get(language) or text["en"]


class _UniqueKeys(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # the compiled reader is ten times as fast
    """YAML that refuses a key written twice: the later one would win without a word."""


def _mapping(loader: _UniqueKeys, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is written twice", node.start_mark)
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value, strict=True)}


# A day stays the text it was written as: `2023-09-05` is an edition or a period, not a moment.
_UniqueKeys.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file; an unreadable one is a `DeclarationError` that names it."""
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), _UniqueKeys)
    except FileNotFoundError as missing:
        raise DeclarationError(f"{path}: the file is missing") from missing
    except (yaml.YAMLError, UnicodeDecodeError) as broken:
        raise DeclarationError(f"{path}: not readable as YAML in UTF-8: {broken}") from broken
    if not isinstance(found, dict):
        raise DeclarationError(f"{path}: a mapping of field: value was expected")
    return found


def declare(kind: type[D], fields: dict[str, Any], path: Path) -> D:
    """`fields` as a frozen `kind`; every complaint names the file and the field, all in one message."""
    try:
        return kind.model_validate(fields)
    except ValidationError as wrong:
        complaints = [f"  {'.'.join(str(part) for part in e['loc'])}: {_plain(e)}" for e in wrong.errors()]
        raise DeclarationError("\n".join([f"{path}: {len(complaints)} fields cannot be used", *complaints])) from wrong


def _plain(error: Any) -> str:
    return {"extra_forbidden": "unknown field; remove it or correct its spelling", "missing": "missing field"}.get(
        error["type"], error["msg"]
    )


def read_declaration(kind: type[D], path: Path) -> D:
    return declare(kind, read_yaml(path), path)
