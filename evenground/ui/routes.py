"""Addresses beside the pages: shapes and fonts, cached by their content, and headers that keep the browser at home."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from evenground.answers.geometry import Shapes, level_shapes, set_outline
from evenground.catalog.library import DATA, place_folders
from evenground.ui.audience import audience
from evenground.ui.present import present
from evenground.ui.window import TELL_WIDTH
from evenground.warehouse.releases import NoRelease, current

FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
FONTS = DATA / "fonts"
AT_HOME = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
    "frame-src 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'self'"
)


def shapes_address(place_id: str, what: str, key: str, drawing: str, shapes: Shapes) -> str:
    """The address of shapes, made from their content: `/shapes/<hash>/<place>/<level|set>/<key>/<drawing>`."""
    return f"/shapes/{shapes.digest}/{place_id}/{what}/{key.replace(':', '~')}/{drawing}"


async def shapes(request: Request) -> Response:
    asked = request.path_params
    if asked["place"] not in place_folders() or asked["drawing"] not in ("geographic", "hexagon"):
        return Response(status_code=404)
    try:
        release = current(asked["place"], audience())
    except NoRelease:
        return Response(status_code=404)
    find = {"level": level_shapes, "set": set_outline}.get(asked["what"])
    found = find and find(release, asked["key"].replace("~", ":"), asked["drawing"])
    if not found or found.digest != asked["digest"]:
        # Another release is current by now; the page that asks will be given the new address on its next run.
        return Response(status_code=404, headers={"Cache-Control": "no-store"})
    return Response(found.content, media_type="application/geo+json", headers=FOR_GOOD)


async def fonts(request: Request) -> Response:
    file = font_files().get((request.path_params["digest"], request.path_params["name"]))
    if file is None:
        return Response(status_code=404)
    kinds = {".woff2": "font/woff2", ".ttf": "font/ttf"}
    return Response(file.read_bytes(), media_type=kinds[file.suffix], headers=FOR_GOOD)


def font_addresses() -> tuple[str, ...]:
    """Addresses of the regular fonts, for names on maps of points."""
    return tuple(f"/fonts/{digest}/{name}" for digest, name in font_files() if name.endswith("-Regular.woff2"))


@lru_cache
def font_files() -> dict[tuple[str, str], Path]:
    """The fonts that travel with the product, by content hash and name."""
    files = [file for file in sorted(FONTS.glob("*")) if file.suffix in (".woff2", ".ttf")]
    return {(hashlib.sha256(file.read_bytes()).hexdigest()[:16], file.name): file for file in files}


class StayHome(BaseHTTPMiddleware):
    """Headers that refuse other hosts, framing and content sniffing."""

    async def dispatch(self, request: Request, call_next):
        response = await call_next(request)
        if response.headers.get("content-type", "").startswith("text/html"):
            response = await _with_width(response)
        response.headers.setdefault("Content-Security-Policy", AT_HOME)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


async def _with_width(response: Response) -> Response:
    """The page with a line that tells the width of its window, ahead of everything else in its head."""
    sent = b"".join([part async for part in response.body_iterator])
    page = (gzip.decompress(sent) if response.headers.get("content-encoding") == "gzip" else sent).decode("utf-8")
    headers = {name: value for name, value in response.headers.items() if name not in ("content-length", "etag", "content-encoding")}
    return Response(page.replace("<head>", f"<head>{TELL_WIDTH}", 1), status_code=response.status_code, headers=headers)


ROUTES = [
    Route("/shapes/{digest}/{place}/{what}/{key}/{drawing}", shapes),
    Route("/fonts/{digest}/{name}", fonts),
    Route("/present/{place}/{story}", present),
]
