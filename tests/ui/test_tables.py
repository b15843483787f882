"""Tables on the screen: the browser writes numbers in its own language only where that is the page's; names stay in sight."""

from types import SimpleNamespace

import pandas as pd
import pytest

from evenground.ui import tables, window


@pytest.mark.parametrize(
    ("browser", "language", "written"),
    [("fr-CA", "fr", "localized"), ("en-US", "fr", "plain"), ("en-CA", "en", "localized"), ("fr", "en", "plain"), (None, "en", "plain"), ("en-CA", "iu", "plain")],
)
def test_numbers_have_the_signs_of_the_page_or_none(monkeypatch, browser, language, written):
    monkeypatch.setattr(window.st, "context", SimpleNamespace(locale=browser))
    made = tables.columns(SimpleNamespace(language=language), pd.DataFrame({"Area": ["A"], "Rate": [1340.2], "Sessions": [12]}))
    assert {name: made[name]["type_config"]["format"] for name in ("Rate", "Sessions")} == {"Rate": written, "Sessions": written}
    assert made["Area"]["pinned"]


def test_a_table_that_begins_with_a_number_pins_nothing(monkeypatch):
    monkeypatch.setattr(window.st, "context", SimpleNamespace(locale="en"))
    made = tables.columns(SimpleNamespace(language="en"), pd.DataFrame({"Rank": [1], "Area": ["A"]}))
    assert list(made) == ["Rank"] and not made["Rank"]["pinned"]
    assert tables.columns(SimpleNamespace(language="en"), pd.DataFrame({"Area": ["A"]})) == {}
