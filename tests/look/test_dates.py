from datetime import date

import pytest

from evenground.look.dates import PHRASES, day, days, edition, month, period, short_month


@pytest.mark.parametrize(
    ("period_id", "english", "french"),
    [
        ("2019-2021", "2019 to 2021", "2019 à 2021"),
        ("2021", "2021", "2021"),
        ("2025-06", "June 2025", "juin 2025"),
        ("2010-13", "2010-13", "2010-13"),
        ("to 2022-09-02", "cumulative to September 2, 2022", "cumulatif au 2 septembre 2022"),
        ("2022-01-01/2022-03-31", "January 1, 2022 to March 31, 2022", "du 1er janvier 2022 au 31 mars 2022"),
        ("2022-09-01", "September 1, 2022", "1er septembre 2022"),
        ("2021 census", "2021 census", "2021 census"),
        ("2022-02-30", "2022-02-30", "2022-02-30"),
    ],
)
def test_periods_in_words(period_id, english, french):
    assert period(period_id, "en") == english
    assert period(period_id, "fr") == french
    assert period(period_id, "iu") == english


def test_days_and_months():
    assert day(date(2026, 11, 20), "fr") == "20 novembre 2026"
    assert day("2026-11-20", "en") == "November 20, 2026"
    assert month(date(2026, 11, 20), "fr") == "novembre 2026"
    assert days(date(2017, 5, 1), date(2019, 4, 30), "fr") == "du 1er mai 2017 au 30 avril 2019"
    assert (short_month("2022-09", "en"), short_month("2022-09", "fr")) == ("Sep 2022", "sept. 2022")
    assert days("2017-05-01", "2019-04-30", "en") == "May 1, 2017 to April 30, 2019"


def test_every_phrase_exists_in_both_languages():
    assert set(PHRASES["en"]) == set(PHRASES["fr"])


@pytest.mark.parametrize(
    ("vintage", "english", "french"),
    [
        ("2018", "2018", "2018"),
        ("2020-2024", "2020 to 2024", "2020 à 2024"),
        ("2023-08", "August 2023", "août 2023"),
        ("to 2021", "to 2021", "jusqu’en 2021"),
        ("to 2024-04-09", "to April 9, 2024", "jusqu’au 9 avril 2024"),
        ("not_stated", "edition not stated", "édition non précisée"),
        ("various", "various years, not stated by indicator", "années diverses, non précisées par indicateur"),
        ("second edition", "second edition", "second edition"),
    ],
)
def test_editions_in_words(vintage, english, french):
    assert edition(vintage, "en") == english and edition(vintage, "fr") == french
