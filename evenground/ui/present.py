"""The presentation of a story at an address of its own: one page, made once when it is opened."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from evenground.answers.exhibit import Deck
from evenground.answers.stories import saved
from evenground.answers.stories.deck import deck
from evenground.briefs.presentation import presentation
from evenground.catalog.library import place_folder, place_folders
from evenground.catalog.words import speak_as
from evenground.ui.audience import audience, must_sign_in
from evenground.warehouse.ask import UnreadableRelease
from evenground.warehouse.releases import NoRelease
from evenground.warehouse.story_files import NoStory

SECRET = secrets.token_bytes(32)
"""Of this process: where analysts sign in, only a page that one of them opened can make the address of a presentation."""
NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def address(place_id: str, name: str, language: str) -> str:
    """Where a story is presented in a language."""
    query = {"lang": language} | ({"key": _key(place_id, name)} if must_sign_in() else {})
    return f"/present/{place_id}/{name}?{urlencode(query)}"


def _key(place_id: str, name: str) -> str:
    return hmac.new(SECRET, f"{place_id}/{name}".encode(), hashlib.sha256).hexdigest()


async def present(request: Request) -> Response:
    place_id, name = request.path_params["place"], request.path_params["story"]
    if must_sign_in() and not hmac.compare_digest(request.query_params.get("key", ""), _key(place_id, name)):
        return Response(status_code=403, headers=NOT_KEPT)
    if place_id not in place_folders() or name not in openable(place_id):
        return Response(status_code=404, headers=NOT_KEPT)
    language = request.query_params.get("lang", "en")
    languages = place_folder(place_id).place.languages
    try:
        content = await run_in_threadpool(lambda: presentation(made(place_id, name, language if language in languages else languages[0])))
    except (NoRelease, NoStory, UnreadableRelease):
        return Response(status_code=404, headers=NOT_KEPT)
    return Response(content, media_type="text/html; charset=utf-8", headers=NOT_KEPT)


def openable(place_id: str) -> dict[str, saved.Saved]:
    """Stories that this server's audience may open, by name: drafts are the analysts' own."""
    found = saved.stories(place_id)
    return found if audience() == "analyst" else {name: one for name, one in found.items() if one.story.audience == "public"}


def made(place_id: str, name: str, language: str) -> Deck:
    """A story with its exhibits as they are today, for the audience of this server, in the place's own words."""
    speak_as(place_folder(place_id).folder)
    return deck(saved.story(place_id, name).story, place_id, audience(), language, made_on=today(place_id))


def today(place_id: str) -> str:
    """The day it is at the place, as an ISO day."""
    return datetime.now(ZoneInfo(place_folder(place_id).place.time_zone)).date().isoformat()
