from pathlib import Path

from evenground.look import fonts
from evenground.look.caption import PHRASES, Caption
from evenground.look.comparator import Comparator

SAID = dict(
    title="The finding", subtitle="The measure", unit="years", period="2010 to 2015", geography="Census tracts (2010)",
    groups="Everyone", interval="95% confidence interval", source="Publisher, Title (2018)", licence="Public domain.",
    retrieved="2026-11-20",
)  # fmt: skip


def test_a_caption_says_unit_period_geography_groups_interval_and_source():
    caption = Caption(**SAID, note="A note.")
    assert caption.context == "2010 to 2015 · Census tracts (2010) · Everyone · 95% confidence interval"
    assert caption.credit == "Source: Publisher, Title (2018). Licence: Public domain. Retrieved November 20, 2026."
    assert caption.lines == ("The finding", "The measure, years", caption.context, "A note.", caption.credit)


def test_a_unit_that_the_title_says_is_not_said_again():
    said = SAID | {"subtitle": "Residents per occupied dwelling", "unit": "residents per occupied dwelling"}
    assert Caption(**said).measure == "Residents per occupied dwelling" and Caption(**SAID).measure == "The measure, years"


def test_a_demonstration_is_said_first():
    assert Caption(**SAID, demonstration="Demonstration").lines[0] == "Demonstration"


def test_french_credits_follow_french_rules():
    credit = Caption(**SAID, language="fr").credit
    assert credit.startswith("Source\u00a0: Publisher") and credit.endswith("Consulté le 20 novembre 2026.")
    assert set(PHRASES["en"]) == set(PHRASES["fr"])


def test_only_what_says_something_travels_in_the_metadata():
    assert "note" not in Caption(**SAID).as_dict()
    assert Caption(**SAID).as_dict()["period"] == "2010 to 2015"


def test_a_comparator_without_a_figure_is_known_to_be_none():
    assert Comparator("City", 76.6).is_known
    assert not Comparator("City", float("nan")).is_known


def test_fonts_are_found_in_order_and_their_absence_is_no_error(tmp_path: Path):
    assert fonts.font_files(tmp_path / "nowhere") == ()
    for name in ("b.ttf", "a.otf", "licence.txt"):
        (tmp_path / name).write_bytes(b"")
    assert [file.name for file in fonts.font_files(tmp_path)] == ["a.otf", "b.ttf"]
    assert fonts.matplotlib_families()[-1] == "DejaVu Sans"
