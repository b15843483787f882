"""What a coordinator, an organizer and the public see of outreach, in a browser."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta

import openpyxl
import pytest
from reader import Reader, plain
from servers import Server, serving

from etl.load import build
from etl.publish import publish
from evenground.answers.community import portrait
from evenground.answers.community.ladder import congregations
from evenground.answers.community.log import today
from evenground.answers.outreach import log_offer
from evenground.answers.outreach.log_choices import LogChoices
from evenground.catalog.library import place_folder, place_folders
from evenground.catalog.words import say
from evenground.look.dates import month
from evenground.look.numbers import number
from evenground.warehouse.home import place_home
from evenground.warehouse.releases import current

PLACE = "nunavik"
WORKER = "Community Liaison Wellness Worker"
PAGES = ("activity", "projects", "portrait", "goals")


@pytest.fixture
def month_loaded(inputs, tmp_path, monkeypatch) -> dict[str, Server]:
    """Servers for analysts and the public on a home where a coordinator has loaded last month's spreadsheet: of three posts one
    has reported, one has not yet, and one is vacant."""
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("EVENGROUND_PLACES", raising=False)
    uploads = place_home(PLACE) / "inputs" / "outreach"
    uploads.mkdir(parents=True)
    spreadsheet().save(uploads / "month.xlsx")
    build(place_folder(PLACE), inputs)
    publish(place_folder(PLACE))
    with ExitStack() as running:
        yield {
            audience: running.enter_context(serving(tmp_path / "home", audience, tmp_path / f"{audience}.log")) for audience in ("analyst", "public")
        }  # fmt: skip


def last_month():
    return today(PLACE).replace(day=1) - timedelta(days=1)


def spreadsheet() -> openpyxl.Workbook:
    """Last month's sheets: a session, three posts, and the one report that came in."""
    last, book = last_month(), openpyxl.Workbook()
    book.remove(book.active)
    sheets = {
        "engagements": [
            ["date", "type", "owner_organization", "area", "people", "reported_by", "visibility"],
            [last.replace(day=5).isoformat(), "community_activity", "Health centre", "Salluit", "14", "clww-salluit", "public"],
        ],
        "partners": [["partner_id", "name"], ["centre", "Health centre"]],
        "posts": [
            ["post_id", "title", "area", "organization", "filled_from", "every"],
            *([f"clww-{name.lower()}", WORKER, name, "Health centre", filled, "month"] for name, filled in (("Salluit", "2024-01-01"), ("Inukjuak", "2024-01-01"), ("Ivujivik", ""))),
        ],
        "reports": [["post_id", "month", "received_on"], ["clww-salluit", f"{last:%Y-%m}", today(PLACE).isoformat()]],
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def test_a_coordinator_sees_what_is_not_yet_received_and_what_is_vacant_and_the_public_only_the_total(month_loaded, new_reader):
    named = month(last_month(), "en")
    reader = new_reader(month_loaded["analyst"]).open("/activity", place=PLACE, lang="en", activity="reports")
    assert f"{named}: 1 of 2 expected reports received." in reader.text
    assert "1 report is not yet received: Inukjuak." in reader.text
    assert "1 post is vacant: Ivujivik." in reader.text
    assert plain(say("activity.report_note", "en")) in reader.text
    assert plain(say("log.demonstration", "en")) not in reader.text

    public = new_reader(month_loaded["public"]).open("/activity", place=PLACE, lang="en", activity="reports")
    assert "reports received from" in public.text and "3 posts in all" in public.text
    for kept in ("Inukjuak", "Ivujivik", "Salluit", WORKER, say("activity.report_vacant", "en")):
        assert kept not in public.text


def test_an_organizer_shows_one_on_ones_by_congregation_over_life_expectancy(open_page, real_home):
    release = current("kansas-city", "analyst")
    first, last = log_offer.begins_on(release), log_offer.read_on(release)
    level = place_folder("kansas-city").place.outreach.level
    log = LogChoices("kansas-city", "en", level, last.isoformat(), first.isoformat(), last.isoformat())
    held = congregations(log, release)

    reader = open_page("/activity", place="kansas-city", lang="en", activity="ladder", over="life_expectancy")
    assert plain(held.sentences[0]) in reader.text
    assert "Life expectancy at birth" in reader.text
    circles = reader.chart("one-on-ones").evaluate(
        "plot => plot.data.filter(trace => trace.type === 'scattermap' && trace.hovertemplate).flatMap(trace => trace.customdata.map(row => row[1]))"
    )
    placed = held.table[held.table["one_on_ones"] > 0].dropna(subset=["lon"])
    told = [
        f"<b>{row.name_}</b><br>{say('activity.one_on_ones_short', 'en')}: {number(row.one_on_ones, 'en')}<br>{say('activity.led_ago', 'en', count=int(row.days_since))}"
        for row in placed.rename(columns={"name": "name_"}).itertuples()
    ]
    assert sorted(one for one in circles if "One-on-ones" in one) == sorted(told) and len(told) > 5


@pytest.mark.parametrize("place", place_folders())
def test_every_page_stays_inside_a_phone(open_page, real_home, place):
    area = portrait.signed_areas(current(place, "analyst"))[0]
    reader: Reader = open_page("/portrait", 390, "dark", place=place, lang="fr", area=area)
    for page in PAGES:
        reader.open(f"/{page}", place=place, lang="en", area=area)
        assert reader.overflow() <= 0, page
