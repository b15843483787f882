"""Stories at the terminal, for reports that are written by a clock: what there is, and one of them as a file."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from evenground.answers.snapshot import snapshot
from evenground.answers.stories import saved
from evenground.answers.stories.checked import unsupported
from evenground.answers.stories.deck import deck, shown
from evenground.answers.stories.lacking import lacking
from evenground.answers.stories.story import in_language
from evenground.briefs.made import maker
from evenground.briefs.snapshot import snapshot_html
from evenground.catalog.declaration import DeclarationError
from evenground.catalog.library import place_folder
from evenground.catalog.words import say, speak_as


def list_stories(place_id: str, language: str) -> int:
    """Print a place's stories, one a line: name, slides, who may open it, title."""
    for name, one in saved.stories(place_id).items():
        kind = "ready" if one.is_ready else "draft" if one.story.audience == "analyst" else "shared"
        print(f"{name}\t{len(one.story.items)} slides\t{kind}\t{in_language(one.story.title, language)}")
    return 0


def write_story(place_id: str, name: str, out: Path, *, language: str, audience: str, **options: object) -> int:
    """Write a story to a file of the kind that its name ends with, from the figures of an audience.

    What a reader of the file should know of it is printed on standard error: texts without a translation, views that this
    audience is not shown, data refreshed since. Returns 0 when the file was written and 1 when it could not be.
    """
    folder = place_folder(place_id)
    place = folder.place
    speak_as(folder.folder)
    if language not in place.languages:
        raise DeclarationError(f"{place_id} is not shown in {language!r}; its languages are {', '.join(place.languages)}")
    try:
        make = maker(out.suffix.lower(), **options)
    except ValueError as unknown:
        print(f"evenground: {unknown}", file=sys.stderr)
        return 1
    story = saved.story(place_id, name).story
    items = shown(story, place_id, audience, language)
    today = datetime.now(ZoneInfo(place.time_zone)).date().isoformat()
    made = deck(story, place_id, audience, language, made_on=today, items=items)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(make(made))
    said = [f"not in {language}: {one}" for one in lacking(story, items, language)]
    said += [f"slide {at}: {one.exhibit.headline} ({one.exhibit.caption.note})" for at, one in enumerate(items, 1) if one.is_lost]
    said += [f"slide {at}: {one.exhibit.changed}" for at, one in enumerate(items, 1) if one.exhibit.changed]
    said += [f"slide {at}: {say('brief.unsupported', language, figures=', '.join(unsupported(one)))}" for at, one in enumerate(items, 1) if unsupported(one)]
    for line in said:
        print(line, file=sys.stderr)
    print(f"{out}: {len(items)} slides for the {audience} audience, release {made.release_id}")
    return 0


def write_snapshot(place_id: str, out: Path, *, audience: str) -> int:
    """Write a whole place as one page, from the figures of an audience; texts without a translation are counted on standard
    error. Returns 0."""
    folder = place_folder(place_id)
    speak_as(folder.folder)
    today = datetime.now(ZoneInfo(folder.place.time_zone)).date().isoformat()
    taken = snapshot(place_id, today, audience)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(snapshot_html(taken))
    for one in taken.editions:
        for name in one.lacking:
            print(f"not in {one.language}: {name}", file=sys.stderr)
    print(f"{out}: {len(taken.editions)} languages for the {audience} audience, release {taken.release_id}")
    return 0
