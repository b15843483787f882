"""The public sees the public release, marked as not cleared, with nothing of the working store."""

from __future__ import annotations

import csv
import io

import pytest
from reader import plain

from evenground.answers import methods
from evenground.answers.area_values import area_values
from evenground.answers.captions import caption
from evenground.answers.choices import Choices
from evenground.answers.overview import opening
from evenground.catalog.library import place_folders
from evenground.catalog.words import say
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import current

PAGES = ("/", "/map", "/methods")


@pytest.mark.parametrize("place", place_folders())
def test_every_public_page_is_marked_and_shows_the_public_release(new_reader, public_server, real_home, place):
    release = current(place, "public")
    chosen = opening(release, "en")
    reader = new_reader(public_server)
    for page in PAGES:
        reader.open(page, place=place, lang="en")
        assert say("shell.not_cleared", "en") in reader.text
        assert say("shell.audience_public", "en") in reader.text
        assert say("shell.audience_analyst", "en") not in reader.text
        assert release.id in reader.text
        if page == "/map":
            answer = area_values(chosen, release)
            assert plain(reader.headline) == plain(caption(chosen, release, answer).title)


def test_the_public_sees_no_rejected_record(new_reader, public_server, real_home):
    rejected = {place: len(methods.rejected(current(place, "analyst"))) for place in place_folders()}
    reader = new_reader(public_server).open("/methods", place=max(rejected, key=rejected.get), lang="en")
    assert say("data.rejects_hidden", "en") in reader.text
    assert reader.page.locator(".st-key-download-rejects").count() == 0


def test_a_hidden_figure_is_neither_on_the_page_nor_in_the_table_that_leaves(new_reader, public_server, real_home):
    chosen, hidden = a_view_with_hidden_figures()
    reader = new_reader(public_server).open(
        "/map", place=chosen.place, lang="en", indicator=chosen.indicator, geo=chosen.level, period=chosen.period,
        group=chosen.stratum, area=hidden["area_key"],
    )  # fmt: skip
    assert say("status.suppressed", "en") in reader.widget("area-card").inner_text()
    with reader.page.expect_download() as taken:
        reader.page.get_by_role("button", name=say("download.table", "en")).click()
    rows = list(csv.reader(io.StringIO(taken.value.path().read_bytes().decode("utf-8-sig"))))
    assert any(say("shell.not_cleared", "en") in row[0] for row in rows if row)
    headings = next(row for row in rows if row and row[0] == say("table.area", "en"))
    row = dict(zip(headings, next(row for row in rows if row and row[0] == hidden["name"]), strict=True))
    assert row[say("table.status", "en")] == say("status.suppressed", "en")
    for figure in ("value", "ci_low", "ci_high", "numerator", "rank"):
        assert row.get(say(f"table.{figure}", "en"), "") == ""


def a_view_with_hidden_figures() -> tuple[Choices, dict[str, object]]:
    """A view of a public release with an area whose figure is hidden there and known to analysts, beside shown ones."""
    for place in place_folders():
        release, working = current(place, "public"), current(place, "analyst")
        offer = ask(release, "offer")
        for _, one in offer[(offer["with_value"] > 5) & (offer["with_value"] < offer["areas"])].iterrows():
            chosen = Choices(place, "en", one["indicator_id"], one["level_key"], one["period_id"], one["stratum_id"])
            shown, known = area_values(chosen, release).table, area_values(chosen, working).table
            hidden = shown[shown["status"].eq("suppressed") & known["value"].notna()]
            if len(hidden):
                return chosen, hidden.iloc[0].to_dict()
    raise AssertionError("no public release hides a figure that the working store has")


def test_shapes_of_the_public_server_are_those_of_the_public_release(new_reader, public_server):
    reader = new_reader(public_server)
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url) if "/shapes/" in request.url else None)
    reader.open("/map", place="ottawa", lang="en")
    collection = reader.page.request.get(next(address for address in asked if "/level/" in address)).json()
    assert all(set(feature["properties"]) == {"n", "en", "fr", "iu"} for feature in collection["features"])
