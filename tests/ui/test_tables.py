"""Tables on the screen: the browser writes numbers in its own language only where that is the page's; names stay in sight."""

from types import SimpleNamespace

import pandas as pd
import pytest

from evenground.ui import tables, window


@pytest.mark.parametrize(
    ("browser", "language", "written"),
    [("fr-CA", "fr", "localized"), ("en-US", "fr", None), ("en-CA", "en", "localized"), ("fr", "en", None), (None, "en", None), ("en-CA", "iu", None)],
)
def test_numbers_have_the_signs_of_the_page_or_none(monkeypatch, browser, language, written):
    monkeypatch.setattr(window.st, "context", SimpleNamespace(locale=browser, cookies={}))
    made = tables.columns(SimpleNamespace(language=language), pd.DataFrame({"Area": ["A"], "Rate": [1340.2], "Sessions": [12]}))
    assert {name: made[name]["type_config"]["format"] for name in ("Rate", "Sessions")} == {"Rate": written, "Sessions": written}
    assert made["Area"]["pinned"]


def test_a_table_that_begins_with_a_number_pins_nothing(monkeypatch):
    monkeypatch.setattr(window.st, "context", SimpleNamespace(locale="en", cookies={}))
    made = tables.columns(SimpleNamespace(language="en"), pd.DataFrame({"Rank": [1], "Area": ["A"]}))
    assert list(made) == ["Rank"] and not made["Rank"]["pinned"]
    assert tables.columns(SimpleNamespace(language="en"), pd.DataFrame({"Area": ["A"]})) == {}


def test_long_names_leave_room_for_the_figures_on_a_phone(monkeypatch):
    shown = pd.DataFrame({"Area": ["A", "Brookside - Briarbrook - Morgan's Grant"], "Rate": [1.0, 2.0]})
    for pixels, width in (("390", tables.NAMES), ("1440", None)):
        monkeypatch.setattr(window.st, "context", SimpleNamespace(locale="en", cookies={window.COOKIE: pixels}))
        assert tables.columns(SimpleNamespace(language="en"), shown)["Area"]["width"] == width
