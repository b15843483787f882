"""Where a map looks: centre and zoom for given bounds and window, worked out here because the browser's own fit is not
applied to maps of areas whose shapes come from an address."""

from __future__ import annotations

import math
from dataclasses import dataclass

TILE = 512
"""Width of the world in pixels at zoom 0, in MapLibre."""

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True)
class Ground:
    """Where the shapes of a map come from, and the window they are drawn in.

    `shapes_url`, `outline_url` and `land_url` (the ground below a map of points) are absolute paths on our own host.
    `id_path` is where a feature holds what the table's `feature_id` (or `area_key`) says: `id`, or a short number such
    as `properties.n`. `name_path` is where it holds its name, already escaped for Plotly (`look.text.plotly`): then
    names are not sent with each figure. `width` and `height` are the pixels of the map itself, as well as they are
    known: a phone is about 360 wide. `fonts` are addresses of fonts for names on a map of points.
    """

    shapes_url: str
    bounds: Bounds
    outline_url: str | None = None
    outline_name: str = ""
    land_url: str | None = None
    width: int = 720
    height: int = 540
    fonts: tuple[str, ...] = ()
    id_path: str = "id"
    name_path: str = ""


def _mercator(latitude: float) -> float:
    """Height on the map as a share of the world, 0 at the north; latitudes beyond the map's own edge are cut."""
    bounded = math.radians(max(min(latitude, 85.0511), -85.0511))
    return (1 - math.asinh(math.tan(bounded)) / math.pi) / 2


def _latitude(share: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * share))))


def view(bounds: Bounds, width: float, height: float, padding: float = 18) -> tuple[dict[str, float], float]:
    """Centre and zoom at which `bounds` fill a window.

    Parameters
    ----------
    bounds : west, south, east, north, in degrees
    width, height : window in pixels
    padding : pixels left free on every side

    Returns
    -------
    centre : {"lon": ..., "lat": ...}
    zoom : float, 0 to 15

    Raises
    ------
    ValueError
        If the bounds are not finite or not in order.
    """
    west, south, east, north = bounds
    if not all(math.isfinite(edge) for edge in bounds) or east < west or north < south:
        raise ValueError(f"bounds must be west, south, east, north in degrees, got {bounds}")
    top, bottom = _mercator(north), _mercator(south)
    wide, high = (east - west) / 360, bottom - top
    room = (max(width - 2 * padding, 1), max(height - 2 * padding, 1))
    scales = [pixels / (TILE * share) for pixels, share in zip(room, (wide, high), strict=True) if share > 0]
    zoom = min(max(math.log2(min(scales)), 0), 15) if scales else 9.0
    return {"lon": (west + east) / 2, "lat": _latitude((top + bottom) / 2)}, round(zoom, 3)
