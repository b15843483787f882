"""The words of the product, by message key and language.

`data/locale/<language>.yml` and the files of the folder `data/locale/<language>/`, one for each part of the product, hold
nested keys. A message is a text with `{names}` of values, or plural forms
(`{one: ..., other: ...}`) chosen by the value `count` and the language's own rule. An Inuktitut message is
`{say: ..., cited: ...}`: it is there only because a source has it, and the source is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

from babel import Locale
from babel.numbers import format_decimal

from evenground.catalog.declaration import LANGUAGES, DeclarationError, read_yaml

FOLDER = Path(__file__).resolve().parents[2] / "data" / "locale"
LOCALES = {"en": "en_CA", "fr": "fr_CA", "iu": "iu"}
HARD_SPACES = re.compile(r" (?=[:%»])|(?<=«) ")
FORMS = {"zero", "one", "two", "few", "many", "other"}

Message = str | dict[str, str]
Made = TypeVar("Made")

_own: ContextVar[Mapping[str, Mapping[str, Message]] | None] = ContextVar("the place’s own messages", default=None)


class Words(str):
    """A text that remembers which language it is in, and whether that is another one than was asked for."""

    language: str
    is_fallback: bool

    def __new__(cls, text: str, language: str, *, is_fallback: bool) -> Words:
        words = super().__new__(cls, text)
        words.language, words.is_fallback = language, is_fallback
        return words

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, bool]]:
        """So that a copy or a pickle keeps its language."""
        return (str(self), self.language), {"is_fallback": self.is_fallback}


def say(key: str, language: str, then: Sequence[str] = (), **values: object) -> Words:
    """The message of `key` in `language`, with its values filled in.

    Parameters
    ----------
    key : str
        Dotted, as in the catalogue: `map.search.label`.
    language : str
        The reader's.
    then : sequence of str, optional
        Languages to fall back to, in order: the place's own. English is always the last.
    **values
        What the message names in braces. `count` chooses the plural form and, if a whole number, is printed with the
        language's own signs; every other value is printed as it is, so numbers come in already formatted.

    Returns
    -------
    Words
        A `str` with `language` and `is_fallback`.

    Raises
    ------
    KeyError
        If no catalogue has the key, or the message names a value that was not given.
    """
    for candidate in dict.fromkeys((language, *then, "en")):
        message = (_own.get() or {}).get(candidate, {}).get(key) or catalogue(candidate).get(key)
        if message is not None:
            return Words(_filled(message, key, candidate, values), candidate, is_fallback=candidate != language)
    raise KeyError(f"no message {key!r}; add it to data/locale/en.yml and fr.yml")


def speak_as(folder: Path) -> None:
    """From here on, in this thread, say what a place says in its own way: `<folder>/words/<language>.yml` holds the messages
    that differ, because a place has communities, say, where others have areas."""
    _own.set(own_words(folder))


def spoken_as(folder: Path, make: Callable[[], Made]) -> Callable[[], Made]:
    """`make` for another thread, such as one that writes a file when it is asked for: there too the place has its own words."""

    def made() -> Made:
        speak_as(folder)
        return make()

    return made


@lru_cache
def own_words(folder: Path) -> dict[str, dict[str, Message]]:
    """The messages that a place's folder replaces, by language; `DeclarationError` where it names one that nobody says."""
    found: dict[str, dict[str, Message]] = {}
    for path in sorted((folder / "words").glob("*.yml")):
        own = dict(_flat(read_yaml(path), path))
        strange = sorted(own.keys() - keys("en"))
        if strange:
            raise DeclarationError(f"{path}: {len(strange)} messages that nobody says (first: {strange[0]!r}); remove them")
        found[path.stem] = {key: _spaced(message) for key, message in own.items()} if path.stem == "fr" else own
    return found


def sayer(language: str, then: Sequence[str] = ()) -> Callable[..., Words]:
    """`say` with the language already chosen, to hand to what must not know about catalogues."""
    return lambda key, **values: say(key, language, then, **values)


@lru_cache
def catalogue(language: str) -> dict[str, Message]:
    """Every message of a language by dotted key; a language without a file has none."""
    messages: dict[str, Message] = {}
    for path in files(language):
        found = dict(_flat(read_yaml(path), path))
        twice = sorted(found.keys() & messages.keys())
        if twice:
            raise DeclarationError(f"{path}: {len(twice)} messages stand in another file too (first: {twice[0]!r}); keep one")
        messages |= found
    return {key: _spaced(message) for key, message in messages.items()} if language == "fr" else messages


def files(language: str) -> list[Path]:
    """The files that hold a language's messages, in a fixed order; none for an unknown language."""
    if language not in LANGUAGES:
        return []
    return [path for path in (FOLDER / f"{language}.yml", *sorted((FOLDER / language).glob("*.yml"))) if path.is_file()]


def keys(language: str) -> set[str]:
    return set(catalogue(language))


def missing(language: str) -> list[str]:
    """Keys that English has and `language` has not, in order."""
    return sorted(keys("en") - keys(language))


def citations(language: str) -> dict[str, str]:
    """Source of each message that cites one, by key."""
    return {key: source for path in files(language) for key, source in _cited(read_yaml(path))}


def named_values(message: Message) -> set[str]:
    """Names in braces of a message, over all its plural forms."""
    texts = message.values() if isinstance(message, dict) else [message]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def _spaced(message: Message) -> Message:
    """French texts with hard spaces where a line must not break: before `:` and `%`, inside guillemets."""
    if isinstance(message, dict):
        return {form: HARD_SPACES.sub("\u00a0", text) for form, text in message.items()}
    return HARD_SPACES.sub("\u00a0", message)


def _filled(message: Message, key: str, language: str, values: Mapping[str, object]) -> str:
    text = _form(message, language, values) if isinstance(message, dict) else message
    try:
        return text.format(**_printed(values, language))
    except (KeyError, IndexError) as absent:
        raise KeyError(f"message {key!r} ({language}) needs the value {absent}") from None


def _form(forms: dict[str, str], language: str, values: Mapping[str, object]) -> str:
    rule = Locale.parse(LOCALES[language]).plural_form
    return forms.get(rule(values.get("count", 0)), forms["other"])  # type: ignore[arg-type]


def _printed(values: Mapping[str, object], language: str) -> dict[str, object]:
    count = values.get("count")
    if isinstance(count, int) and not isinstance(count, bool):
        locale = LOCALES[language if language != "iu" else "en"]
        return {**values, "count": format_decimal(count, locale=locale)}
    return dict(values)


def _flat(tree: Mapping[str, Any], path: Path, prefix: str = "") -> list[tuple[str, Message]]:
    found: list[tuple[str, Message]] = []
    for name, branch in tree.items():
        key = f"{prefix}{name}"
        if isinstance(branch, str):
            found.append((key, branch))
        elif isinstance(branch, dict) and set(branch) == {"say", "cited"}:
            found.append((key, branch["say"]))
        elif isinstance(branch, dict) and set(branch) <= FORMS:
            if "other" not in branch:
                raise DeclarationError(f"{path}: {key}: plural forms need `other`")
            found.append((key, branch))
        elif isinstance(branch, dict):
            found.extend(_flat(branch, path, f"{key}."))
        else:
            raise DeclarationError(f"{path}: {key}: a text was expected, got {branch!r}; write it in quotes")
    return found


def _cited(tree: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, branch in tree.items():
        if isinstance(branch, dict) and "cited" in branch:
            found.append((f"{prefix}{name}", branch["cited"]))
        elif isinstance(branch, dict):
            found.extend(_cited(branch, f"{prefix}{name}."))
    return found
