"""Where stories are kept: small text files in a place's record, and the ready ones that come with its folder.

A story is shared by sending its file, and two versions of it are compared line by line. Nothing here knows what a story
says; `answers/stories` does. Only the releases that its items name matter to the warehouse: they are never pruned.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from filelock import FileLock

from evenground.warehouse.home import place_home

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
NAMED_RELEASE = re.compile(r"^\s*(?:- )?(?:since_)?release:\s*['\"]?([0-9A-Za-z-]+)", re.MULTILINE)
TAIL = 10
"""A public release ends with so many signs of the id of the working release that it was made from."""


class NoStory(Exception):
    """There is no story of that name; the message lists those there are."""


def own_folder(place_id: str) -> Path:
    """The folder of the stories that were written in this installation."""
    return place_home(place_id) / "record" / "stories"


def own_files(place_id: str) -> dict[str, Path]:
    """Files of this installation's stories by name, in order of name."""
    return {file.stem: file for file in sorted(own_folder(place_id).glob("*.yml")) if NAME.fullmatch(file.stem)}


def write(place_id: str, name: str, text: str) -> Path:
    """Put a story's text in its file in one step: a reader sees the old text or the new one, never a part.

    Raises `ValueError` for a name that could not be a file's or an address's.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot name a story; use lower case letters, digits and hyphens")
    folder = own_folder(place_id)
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{name}-{os.getpid()}"
    aside.write_text(text, encoding="utf-8")
    os.replace(aside, folder / f"{name}.yml")
    return folder / f"{name}.yml"


def writing(place_id: str) -> FileLock:
    """The right to change a place's stories, for as long as it takes to read one and write it back."""
    folder = own_folder(place_id)
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / ".lock", timeout=10)


def remove(place_id: str, name: str) -> None:
    """Take a story away; it is kept beside the others as `<name>.removed`, so that a slip can be mended."""
    file = own_files(place_id).get(name)
    if file:
        os.replace(file, file.with_suffix(".removed"))


def named_releases(place_id: str, releases: list[str]) -> frozenset[str]:
    """Which of `releases` an item of a story was made from, or was made from the same working release."""
    named = {found for file in own_files(place_id).values() for found in NAMED_RELEASE.findall(file.read_text(encoding="utf-8"))}
    tails = {one[-TAIL:] for one in named}
    return frozenset(one for one in releases if one in named or one[-TAIL:] in tails)
