"""A place in one file: nothing from a network, every figure of the release, each language, and words for what is missing."""

import re

import numpy as np
import pytest
from lxml import html

from evenground.answers.area_values import area_values
from evenground.answers.overview import opening
from evenground.answers.snapshot import MOST_MAPS, measures, snapshot
from evenground.briefs.snapshot import snapshot_html
from evenground.look.numbers import number
from evenground.warehouse.releases import current

MADE_ON = "2026-11-21"


def page(place_id: str):
    made = snapshot_html(snapshot(place_id, MADE_ON))
    return made, html.fromstring(made.decode())


def rows_of(table) -> dict[str, list[str]]:
    return {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in table.xpath(".//tbody/tr")}


def test_nothing_asks_a_network_and_it_is_small_enough_for_a_village(real_home):
    for place_id in ("nunavik", "kansas-city"):
        made = snapshot_html(snapshot(place_id, MADE_ON))
        told = made.decode()
        asked = re.findall(r"(?:src|href)=[\"']?([^\"'> ]+)|url\(([^)]+)\)", told)
        assert {(one or other)[:5].split(":")[0].rstrip("0123456789") for one, other in asked if not (one or other).startswith("#")} <= {"data"}
        assert "default-src 'none'" in told and len(made) < 2_500_000


def test_every_area_has_the_figure_of_the_release(real_home):
    release = current("kansas-city", "public")
    chosen = opening(release, "en")
    answer = area_values(chosen, release)
    _, shown = page("kansas-city")
    table = shown.xpath("//main[@id='in-en']//table[contains(@class, 'areas')]")[0]
    rows = rows_of(table)
    assert len(rows) == len(answer.table) == 283
    for one in answer.table.itertuples():
        expected = number(one.value, "en", 1) if one.status == "published" else "Not reported"
        assert rows[one.name][0] == expected
    long = table.xpath(".//td[@data-long]/@data-long")[0].replace("\u00a0", " ")
    assert re.fullmatch(r"[\d.]+ years \([\d.]+ to [\d.]+\)", long)


def test_withheld_figures_are_words_everywhere(real_home):
    release = current("ottawa", "public")
    answer = area_values(opening(release, "en"), release)
    withheld = answer.table[answer.table["status"] == "suppressed"]
    assert len(withheld)
    rows = rows_of(page("ottawa")[1].xpath("//main[@id='in-en']//table[contains(@class, 'areas')]")[0])
    assert {rows[name][0] for name in withheld["name"]} == {"Withheld to protect privacy"}


def test_each_language_is_there_with_its_own_numbers(real_home):
    _, shown = page("ottawa")
    english, french = (shown.xpath(f"//main[@id='in-{one}']")[0] for one in ("en", "fr"))
    assert english.get("lang") == "en-CA" and french.get("lang") == "fr-CA"
    assert "26.7% of residents" in english.text_content().replace("\u00a0", " ")
    assert "26,7 % de la population" in french.text_content().replace("\u00a0", " ")
    assert "Cartes\u00a0: Quartiers" in french.text_content() and "Étendue de tous les secteurs\u00a0: 2,1" in html.tostring(french, encoding="unicode")
    assert len(english.xpath(".//article")) == len(french.xpath(".//article")) == MOST_MAPS


def test_what_has_no_inuktitut_is_listed_and_syllabics_travel_with_their_font(real_home):
    made, shown = page("nunavik")
    inuktitut = shown.xpath("//main[@id='in-iu']")[0]
    assert "ᓴᓪᓗᐃᑦ" in inuktitut.text_content()
    listed = inuktitut.xpath(".//details")[0].text_content()
    assert "introduction" in listed and re.search(r"\d+ texts", listed)
    assert b"Noto Sans Canadian Aboriginal';font-weight:400" in made


def test_an_area_is_found_by_what_other_languages_of_the_file_call_it(real_home):
    _, shown = page("nunavik")
    inuktitut, english = (shown.xpath(f"//main[@id='in-{one}']")[0] for one in ("iu", "en"))
    offered = inuktitut.xpath(".//datalist/option/@value")
    assert {"ᓴᓪᓗᐃᑦ", "Salluit"} <= set(offered) and len(offered) == len(set(offered))
    assert inuktitut.xpath(".//table[contains(@class, 'areas')]//th[. = 'ᓴᓪᓗᐃᑦ']/@data-also") == ["Salluit"]
    assert english.xpath(".//table[contains(@class, 'areas')]//th[. = 'Salluit']/@data-also") == ["ᓴᓪᓗᐃᑦ"]
    assert not page("kansas-city")[1].xpath("//th[@data-also]")


def test_maps_share_their_shapes_and_say_what_they_show(real_home):
    _, shown = page("kansas-city")
    shapes = {node.get("id") for node in shown.xpath("//defs/path")}
    pictures = shown.xpath("//main[@id='in-en']//article//svg[@role='img']")
    assert len(pictures) == MOST_MAPS
    for picture in pictures:
        used = [node.get("href", "").lstrip("#") for node in picture.xpath(".//use")]
        assert set(used) <= shapes and len(used) == len(set(used)) > 250
        assert len(picture.get("aria-label")) > 40 and picture.xpath(".//use/title")[0].text


def test_every_domain_has_its_turn_and_the_opening_view_comes_first(real_home):
    for place_id in ("ottawa", "kansas-city", "nunavik"):
        release = current(place_id, "public")
        found = measures(release)
        assert found[0] == (opening(release, "en").indicator, opening(release, "en").period)
        assert len({one for one, _ in found}) == len(found) <= MOST_MAPS


def test_anchors_lead_somewhere_and_ids_are_used_once(real_home):
    _, shown = page("nunavik")
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in shown.xpath("//a/@href")} <= set(ids)


def test_the_same_release_gives_the_same_file(real_home):
    first, second = (snapshot_html(snapshot("nunavik", MADE_ON)) for _ in range(2))
    assert first == second
    assert np.all(snapshot("nunavik", MADE_ON).editions[0].whole["value"] != "")


@pytest.mark.browser
def test_a_phone_shows_one_map_and_one_area_without_sideways_scroll(browser, real_home, tmp_path):
    (tmp_path / "place.html").write_bytes(snapshot_html(snapshot("nunavik", MADE_ON)))
    shown = browser.new_page(viewport={"width": 390, "height": 844}, locale="fr-CA")
    wrong = []
    shown.on("pageerror", lambda error: wrong.append(str(error)))
    shown.goto((tmp_path / "place.html").as_uri())
    assert shown.evaluate("document.querySelector('main:not([hidden])').id") == "in-fr"
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    assert shown.locator("main:not([hidden]) article:visible").count() == 1
    shown.select_option("#pick-fr", index=1)
    assert shown.locator("main:not([hidden]) article:visible").count() == 1
    shown.fill("#who-fr", "Inukjuak")
    assert "résidents" in shown.locator("main:not([hidden]) .portrait").inner_text()
    shown.get_by_role("button", name="ᐃᓄᒃᑎᑐᑦ").click()
    assert shown.evaluate("document.documentElement.lang") == "iu-Cans-CA"
    for name in ("ᓴᓪᓗᐃᑦ", "Salluit", " salluit"):  # found by the syllabic and by the Latin name
        shown.fill("#who-iu", "")
        shown.fill("#who-iu", name)
        assert shown.locator("main:not([hidden]) .portrait h3").inner_text() == "ᓴᓪᓗᐃᑦ · Salluit"
    rows = shown.locator("main:not([hidden]) table.stack tbody tr")
    assert rows.count() > 5 and all(row["right"] <= 390 for row in rows.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())"))
    assert wrong == []
    shown.close()
