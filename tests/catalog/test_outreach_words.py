"""The words that every outreach log shares, and what a place says of its own."""

from evenground.catalog.library import indicators, place_folders
from evenground.catalog.outreach import vocabulary


def test_no_word_or_alias_means_two_things():
    for words in (vocabulary().types, vocabulary().settings, vocabulary().languages, vocabulary().statuses):
        spelled = [spelling.lower() for word in words for spelling in {word.id, *word.aliases}]
        assert len(spelled) == len(set(spelled))


def test_every_word_is_said_in_both_languages():
    for words in vocabulary().model_dump().values():
        assert all({"en", "fr"} <= set(word["name"]) for word in words)


def test_places_read_their_log_by_indicators_and_levels_that_exist():
    declared = indicators()
    for folder in place_folders().values():
        outreach = folder.place.outreach
        folder.place.level(outreach.level)
        assert all(need.indicator in declared and declared[need.indicator].higher_is != "neither" for need in outreach.need)
        assert {*outreach.own_lists, *outreach.other_lists} <= {one.id for one in folder.place.area_sets}
