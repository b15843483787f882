"""What is known of the reader's window: its width, and whether it is light or dark."""

from __future__ import annotations

import streamlit as st

COOKIE = "evenground_width"
NARROW = 700  # pixels
MAP_WIDTHS, DOTS_WIDTHS = {True: 350, False: 560}, {True: 350, False: 400}
"""Pixels of a map and of a ranking on a phone, and in their columns on a desk."""

TELL_WIDTH = f'<script>document.cookie="{COOKIE}="+window.innerWidth+";path=/;SameSite=Lax"</script>'
"""Put into the page before it connects: the map's zoom has to be worked out for the width it will have."""

FOLLOW_THEME = """<script>
if (!window.evengroundFollowsTheme) {
  window.evengroundFollowsTheme = true;
  const app = document.querySelector('[data-testid=stApp]');
  const theme = () => getComputedStyle(app).colorScheme;
  const drawn = theme();
  new MutationObserver(() => { if (theme() !== drawn) location.reload(); }).observe(app, {attributeFilter: ['class']});
}
</script>"""
"""Opens the same address again when a reader turns the page dark or light: charts hold their colours from the server."""


def is_narrow() -> bool:
    width = str(st.context.cookies.get(COOKIE, ""))
    return width.isdigit() and int(width) < NARROW


def number_format(language: str) -> str | None:
    """How a table writes its numbers: the browser does it, so with the signs of its own language only where that is the page's."""
    return "localized" if str(st.context.locale or "").lower().startswith(language) else None


def map_width() -> int:
    return MAP_WIDTHS[is_narrow()]


def dots_width() -> int:
    return DOTS_WIDTHS[is_narrow()]


def theme() -> str:
    """`light` or `dark`, as the reader's page is now."""
    return "dark" if getattr(st.context.theme, "type", "light") == "dark" else "light"
