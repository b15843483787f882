"""From a reader's choice to the picture: the indicator changes, and the map is drawn anew, in headless Chromium.

Run `uv run python -m benchmarks.browser`; wants the distribution's Chromium (`EVENGROUND_CHROMIUM` names another). Timed in
the page, from the key that picks the indicator to the first frame after the map has taken its new figures; the shapes are
there already. WebGL is drawn in software, on the machine that the server runs on too.
"""

from __future__ import annotations

import os
import shutil
import statistics

from playwright.sync_api import Page, sync_playwright

from benchmarks.pages import on_the_map
from benchmarks.server import Server, serving
from benchmarks.setting import built_home
from benchmarks.table import Row, quantile, show
from evenground.catalog.library import place_folders
from evenground.warehouse.releases import current

FLAGS = [
    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-sandbox",
]  # fmt: skip
MOST_MS = 400
NAIVE_MS = 503  # median at 100 areas, figures and shapes sent together; measured once on such a machine
PATIENCE = 60_000  # milliseconds
PICKS = 20
SEEN = """() => {
  const plot = [...document.querySelectorAll('.js-plotly-plot')].find(one => one._fullLayout && one._fullLayout.map);
  const map = plot && plot._fullLayout.map._subplot && plot._fullLayout.map._subplot.map;
  return map && map.loaded() ? {plot, map} : null;
}"""
WATCH = f"""() => {{
  const seen = {SEEN}, before = seen().plot.data;
  window.__took = null;
  addEventListener('keydown', pressed => {{
    if (pressed.key !== 'Enter') return;
    const began = performance.now();
    const look = () => {{
      const now = seen();
      if (!now || now.plot.data === before) return requestAnimationFrame(look);
      now.map.once('render', () => requestAnimationFrame(() => {{ window.__took = performance.now() - began; }}));
      now.map.triggerRepaint();
    }};
    requestAnimationFrame(look);
  }}, {{capture: true, once: true}});
}}"""


def main() -> None:
    with built_home():
        show("From a choice to the picture, in the browser", rows())


def rows() -> list[Row]:
    return [measured(server, place_id) for place_id in place_folders() for server in _one_server()]


def _one_server():
    with serving("dashboard") as server:
        yield server


def measured(server: Server, place_id: str) -> Row:
    areas, titles = on_the_map(current(place_id, "analyst"))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server.url}/map?place={place_id}", wait_until="commit")
        page.wait_for_function(f"() => Boolean(({SEEN})())")
        names = sorted(titles)[:PICKS]
        took = [pick(page, name) for name in names + names]
        browser.close()
    first, again = took[: len(names)], took[len(names) :]
    middle = statistics.median(took)
    return Row(
        f"{place_id}, {areas} areas: choice to picture", f"{middle:.0f} ms",
        f"{min(took):.0f} to {max(took):.0f}, 95th {quantile(took, 0.95):.0f} (n={len(took)})", f"naive page about {NAIVE_MS} ms",
        f"{middle / NAIVE_MS:.2f}", f"median < {MOST_MS} ms", middle < MOST_MS,
        f"first time {statistics.median(first):.0f}, again {statistics.median(again):.0f}",
    )  # fmt: skip


def pick(page: Page, title: str) -> float:
    """Milliseconds from the key that picks an indicator to the new picture."""
    box = page.locator(".st-key-indicator input[role=combobox]")
    box.click()
    box.fill(f"{title} · ")
    page.locator("[role=listbox] [role=option]").first.wait_for()
    page.evaluate(WATCH)
    box.press("Enter")
    page.wait_for_function("() => window.__took !== null")
    took = page.evaluate("window.__took")
    page.wait_for_function("() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'")
    return took


def chromium() -> str:
    found = os.environ.get("EVENGROUND_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise SystemExit("benchmarks: no Chromium was found; install the distribution's package `chromium`")
    return found


if __name__ == "__main__":
    main()
