"""A reader with a window: opens addresses, chooses, clicks, and notes everything that went wrong meanwhile."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, quote, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 60_000  # milliseconds; two slow cores draw WebGL in software
OWN_PROTOCOLS = ("data:", "blob:", "about:")
PROBES = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit's browser part looks for its server below the page's own path first and is told that it is not there."""

NOTE_REFUSALS = """
window.__refused = [];
document.addEventListener('securitypolicyviolation', e => window.__refused.push(e.violatedDirective + ' ' + e.blockedURI));
"""
TAKEN_IN = "() => new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 60))"
"""Streamlit gathers what it receives for some milliseconds before it draws it."""

STILL = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  if (!app || app.dataset.testScriptState !== 'notRunning' || app.dataset.testConnectionState !== 'CONNECTED') return false;
  if (document.querySelector('[data-stale=true], [data-testid=stSkeleton]')) return false;
  const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
  return charts.every(chart => {
    const plot = chart.querySelector('.js-plotly-plot');
    if (!plot || !plot._fullLayout) return false;
    const inner = plot._fullLayout.map && plot._fullLayout.map._subplot;
    return !plot._fullLayout.map || Boolean(inner && inner.map && inner.map.loaded());
  });
}"""
"""The script has ended, nothing on the page is left from the run before, and every map has drawn what it was given."""


class Reader:
    """One browser window on one server."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url = url
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE / 3)
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.runs = 0
        self.page.add_init_script(NOTE_REFUSALS)
        self.page.on("request", lambda request: self._note_address(request.url))
        self.page.on("websocket", self._listen)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.errors.append(f"uncaught: {error}"))

    def _listen(self, socket: WebSocket) -> None:
        self._note_address(socket.url)
        socket.on("framereceived", self._count_run)

    def _count_run(self, frame: bytes | str) -> None:
        """Count the runs of the script that the server has said are over: the page shows that for an instant only."""
        if isinstance(frame, bytes) and ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished":
            self.runs += 1

    def _note_address(self, address: str) -> None:
        if not address.startswith(OWN_PROTOCOLS) and urlsplit(address).netloc != urlsplit(self.url).netloc:
            self.outside.append(address)

    def _note_console(self, message: ConsoleMessage) -> None:
        probe = "404" in message.text and urlsplit(message.location.get("url", "")).path.endswith(PROBES)
        if message.type == "error" and not probe:
            self.errors.append(message.text)

    # Going about

    def open(self, path: str, **choices: str) -> Reader:
        """Open `/map?place=...` and wait until it is drawn."""
        query = "&".join(f"{key}={quote(value, safe='')}" for key, value in choices.items())
        self.page.goto(f"{self.url}/{path.lstrip('/')}" + (f"?{query}" if query else ""), wait_until="commit")
        return self.settled()

    def settled(self) -> Reader:
        """Wait until the foot, which every page prints last, is there and everything above it is drawn."""
        self.page.locator(".st-key-foot, [data-testid=stAlert]").last.wait_for(state="attached", timeout=PATIENCE)
        self.page.evaluate(TAKEN_IN)
        self.page.wait_for_function(STILL, polling=100, timeout=PATIENCE)
        return self

    @contextmanager
    def a_run(self):
        """What is done inside makes the server run the page again; wait until it has."""
        before, last = self.runs, time.monotonic() + PATIENCE / 1000
        yield
        while self.runs == before:
            assert time.monotonic() < last, f"no run of the script within {PATIENCE / 1000:g} s"
            self.page.wait_for_timeout(20)
        self.settled()

    def visit(self, title: str) -> Reader:
        """Go to another page by its link at the top, or in the sidebar of a narrow window."""
        folded = self.open_sidebar()
        link = self.page.get_by_role("link", name=title, exact=True).first if folded else self._in_its_section(title)
        with self.a_run():
            link.click()
        if folded:
            self.page.get_by_test_id("stSidebarCollapseButton").locator("button").click()
            self.page.get_by_test_id("stExpandSidebarButton").wait_for()
        return self

    def _in_its_section(self, title: str) -> Locator:
        """The link of a page, in the menu of the section that holds it."""
        for section in self.page.get_by_test_id("stTopNavSection").all():
            section.click()
            self.page.get_by_test_id("stTopNavDropdownLink").first.wait_for()
            link = self.page.get_by_role("menuitem", name=title, exact=True)
            if link.count():
                return link.first
            self.page.keyboard.press("Escape")
            self.page.get_by_test_id("stTopNavDropdownLink").first.wait_for(state="hidden")
        raise AssertionError(f"no page {title!r} in the navigation")

    def turn(self, scheme: str) -> Reader:
        """The reader's device turns dark or light; the page follows by opening itself again."""
        with self.page.expect_navigation(wait_until="commit", timeout=PATIENCE):
            self.page.emulate_media(color_scheme=scheme)
        return self.settled()

    def open_sidebar(self) -> bool:
        """On a narrow window the choices and the links are folded away at first; True when they were."""
        button = self.page.get_by_test_id("stExpandSidebarButton")
        if not button.is_visible():
            return False
        button.click()
        self.page.locator("[data-testid=stSidebar][data-collapsed=false]").wait_for()
        return True

    def open_more(self) -> Reader:
        """Open the map's further choices, which stand above what else can be opened."""
        self.page.get_by_test_id("stPopoverButton").first.click()
        self.page.get_by_test_id("stPopoverBody").wait_for()
        return self

    def close_more(self) -> Reader:
        self.page.keyboard.press("Escape")
        self.page.get_by_test_id("stPopoverBody").wait_for(state="hidden")
        return self

    # Choosing

    def widget(self, key: str) -> Locator:
        return self.page.locator(f".st-key-{key}")

    def chosen(self, key: str) -> str:
        """The words that a select box shows."""
        return self.widget(key).locator("input[role=combobox]").input_value()

    def options(self, key: str) -> list[str]:
        """The first options that a select box lists; long lists draw more while they are scrolled."""
        self.widget(key).locator("button[aria-haspopup=listbox]").click()
        listed = self.page.locator("[role=listbox] [role=option]")
        listed.first.wait_for()
        found = listed.all_inner_texts()
        self.page.keyboard.press("Escape")
        return found

    def choose(self, key: str, option: str) -> Reader:
        """Pick an option of a select box by its words, as a reader types them."""
        box = self.widget(key).locator("input[role=combobox]")
        box.click()
        box.fill(option)
        with self.a_run():
            self.page.locator("[role=listbox] [role=option]").get_by_text(option, exact=True).first.click()
        return self

    def type_in(self, key: str, text: str) -> Reader:
        field = self.widget(key).locator("input")
        with self.a_run():
            field.fill(text)
            field.press("Enter")
        return self

    # Looking

    def chart(self, name: str) -> Locator:
        """A chart by its key: `map`, `dots`, or `opening` on the overview."""
        return self.widget(f"chart-{name}").locator(".js-plotly-plot")

    @property
    def address(self) -> dict[str, str]:
        """The choices that the address holds now."""
        return {key: values[0] for key, values in parse_qs(urlsplit(self.page.url).query).items()}

    @property
    def headline(self) -> str:
        return self.page.locator("h1").first.inner_text()

    @property
    def text(self) -> str:
        """All words of the page's body, with runs of white space as one space."""
        return plain(self.page.get_by_test_id("stMain").inner_text())

    @property
    def language(self) -> str:
        return self.page.evaluate("document.documentElement.lang")

    def complaints(self) -> list[str]:
        """Everything that no reader should ever see or cause."""
        shown = [f"shown: {words[:300]}" for words in self.page.locator("[data-testid=stException], [data-testid=stAlertContentError]").all_inner_texts()]
        refused = [f"refused by the security policy: {what}" for what in self.page.evaluate("window.__refused")]
        return [*shown, *refused, *(f"requested: {address}" for address in self.outside), *self.errors]

    def overflow(self) -> float:
        """Pixels by which the page is wider than its window."""
        return self.page.evaluate(
            """() => { const main = document.querySelector('[data-testid=stMain]');
            return Math.max(document.documentElement.scrollWidth - window.innerWidth, main.scrollWidth - main.clientWidth); }"""
        )


def plain(text: str) -> str:
    """Words as a reader takes them in: any run of white space is one space."""
    return re.sub(r"\s+", " ", text).strip()
