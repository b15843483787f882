"""The stories of a place: ready ones that come with its folder, and those that were written here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from evenground.answers.stories.story import Story, written
from evenground.catalog.declaration import DeclarationError, read_declaration
from evenground.catalog.library import place_folder
from evenground.warehouse import story_files
from evenground.warehouse.story_files import NoStory


@dataclass(frozen=True)
class Saved:
    """A story with its file. One that is `ready` is not changed here: it is copied first."""

    story: Story
    file: Path
    is_ready: bool

    @property
    def name(self) -> str:
        return self.file.stem


def stories(place_id: str) -> dict[str, Saved]:
    """Every story of a place by name, ready ones first. One written here may not take a ready one's name."""
    ready = {file.stem: Saved(_read(file), file, True) for file in sorted((place_folder(place_id).folder / "stories").glob("*.yml"))}
    own = {name: Saved(_read(file), file, False) for name, file in story_files.own_files(place_id).items()}
    return ready | {name: one for name, one in own.items() if name not in ready}


def story(place_id: str, name: str) -> Saved:
    found = stories(place_id)
    if name not in found:
        raise NoStory(f"{place_id}: no story {name!r}; there are: {', '.join(found) or 'none'}")
    return found[name]


def _read(file: Path) -> Story:
    read = read_declaration(Story, file)
    if read.id != file.stem:
        raise DeclarationError(f"{file}: id {read.id!r} is not the file's name; rename one of them")
    return read


def save(place_id: str, one: Story) -> Path:
    """Write a story into the place's record.

    Raises `ValueError` when a ready story has its name: those are copied, not changed.
    """
    if (place_folder(place_id).folder / "stories" / f"{one.id}.yml").is_file():
        raise ValueError(f"{place_id}: {one.id!r} is a ready story; copy it under another name to change it")
    return story_files.write(place_id, one.id, written(one))


def copy(place_id: str, name: str, title: str, language: str) -> Story:
    """A story of its own made from another, under a title of the writer's; returns the copy, saved."""
    made = story(place_id, name).story.but(id=free_name(place_id, title), title={language: title}, audience="analyst")
    save(place_id, made)
    return made


def free_name(place_id: str, title: str) -> str:
    """A name for a file and an address made from a title, with a number where it is taken: "for-the-commission-2"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", title.casefold()) if not unicodedata.combining(sign))
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "story"
    taken, number = set(stories(place_id)), 1
    while (name := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return name
