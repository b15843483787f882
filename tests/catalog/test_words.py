"""The message catalogues: complete, consistent and cited."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from evenground.catalog import words
from evenground.catalog.declaration import DeclarationError
from evenground.catalog.library import place_folders


def test_french_says_everything_that_english_says():
    assert words.missing("fr") == []


def test_no_language_says_what_english_does_not():
    for language in ("fr", "iu"):
        assert words.keys(language) - words.keys("en") == set(), language


def test_every_language_fills_in_the_same_values():
    english = words.catalogue("en")
    for language in ("fr", "iu"):
        for key, message in words.catalogue(language).items():
            assert words.named_values(message) == words.named_values(english[key]), f"{language}: {key}"


def test_what_lacks_inuktitut_is_listed_and_falls_back_to_the_next_language():
    lacking = words.missing("iu")
    assert "verdict.better" in lacking
    found = words.say("verdict.better", "iu", ("fr", "en"))
    assert (found, found.language, found.is_fallback) == ("Meilleur", "fr", True)


def test_every_inuktitut_word_names_its_source():
    cited = words.citations("iu")
    assert set(cited) == words.keys("iu")
    assert all(len(source) > 20 for source in cited.values())


def test_inuktitut_words_are_written_in_syllabics_only():
    for key, message in words.catalogue("iu").items():
        assert re.fullmatch("[\u1400-\u167f …]+", message), f"{key}: {message}"


def test_a_word_in_the_readers_language_is_no_fallback():
    assert not words.say("shell.close", "iu").is_fallback
    assert not words.say("nav.map", "fr").is_fallback


def test_plurals_follow_each_language():
    assert [words.say("number.areas", "en", count=n) for n in (0, 1, 2)] == ["0 areas", "1 area", "2 areas"]
    assert [words.say("number.areas", "fr", count=n) for n in (0, 1, 2)] == ["0 secteur", "1 secteur", "2 secteurs"]
    assert words.say("number.residents", "fr", count=14045) == "14\u00a0045 résidents"
    assert words.say("number.residents", "en", count=14045) == "14,045 residents"


def test_an_unknown_key_or_a_value_left_out_is_refused():
    with pytest.raises(KeyError, match="no.such.key"):
        words.say("no.such.key", "en")
    with pytest.raises(KeyError, match="needs the value 'name'"):
        words.say("map.profile_link", "fr")


def test_values_cannot_name_other_values():
    assert words.say("map.profile_link", "en", name="{mailbox}") == "Open the portrait of {mailbox}"


def test_french_breaks_no_line_before_a_colon_or_inside_guillemets():
    for key, message in words.catalogue("fr").items():
        for text in message.values() if isinstance(message, dict) else [message]:
            assert not re.search(r" [:%»]|« | [;?!]", text), f"{key}: {text!r}"
            assert "'" not in text, f"{key}: write ’ in {text!r}"


def test_no_message_uses_words_the_product_avoids():
    avoided = r"\b(contacts?|neediest|worst-off|subscribers|bi-?weekly|minorit(y|ies)|least advantaged)\b"
    for key, message in words.catalogue("en").items():
        for text in message.values() if isinstance(message, dict) else [message]:
            assert not re.search(avoided, text, re.IGNORECASE), f"{key}: {text!r}"


def test_a_number_or_an_empty_message_is_refused_with_its_key(tmp_path, monkeypatch):
    (tmp_path / "en.yml").write_text("shell:\n  retries: 3\n", encoding="utf-8")
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    words.catalogue.cache_clear()
    try:
        with pytest.raises(DeclarationError, match=r"en\.yml: shell\.retries: a text was expected, got 3"):
            words.catalogue("en")
    finally:
        words.catalogue.cache_clear()


def test_every_key_in_the_code_has_a_message():
    root = words.FOLDER.parents[1]
    files = [*root.glob("*.py"), *(file for room in ("evenground", "screens", "etl") for file in root.glob(f"{room}/**/*.py"))]
    found = {}
    for file in files:
        for key in re.findall(r"\bsay\(\s*(f?\"[a-z_]+\.[^\"]+\")", file.read_text(encoding="utf-8")):
            found.setdefault(key, file.name)
    assert len(found) > 50
    known = words.keys("en")
    for key, file in found.items():
        pattern = re.sub(r"\{[^}]*\}", "[a-z_]+", key.removeprefix("f").strip('"'))
        assert any(re.fullmatch(pattern, name) for name in known), f"{file}: {key}"


def test_a_message_stands_in_one_file_only(tmp_path, monkeypatch):
    (tmp_path / "en").mkdir()
    (tmp_path / "en.yml").write_text("part: {uno: a}\n", encoding="utf-8")
    (tmp_path / "en" / "more.yml").write_text("part: {due: b}\nmore: {uno: c}\n", encoding="utf-8")
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    assert words.catalogue.__wrapped__("en") == {"part.uno": "a", "part.due": "b", "more.uno": "c"}
    (tmp_path / "en" / "more.yml").write_text("part: {uno: b}\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"more\.yml: 1 messages .*part\.uno"):
        words.catalogue.__wrapped__("en")


def test_a_place_says_in_its_own_words_what_it_has_words_for(tmp_path):
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.yml").write_text("table: {area: Community}\n", encoding="utf-8")
    words.speak_as(tmp_path)
    try:
        assert words.say("table.area", "en") == "Community"
        assert words.say("table.value", "en") == "Value"
    finally:
        words.speak_as(tmp_path / "nowhere")
    assert words.say("table.area", "en") == "Area"
    (tmp_path / "words" / "fr.yml").write_text("table: {no_such: x}\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"fr\.yml: 1 messages that nobody says"):
        words.own_words.__wrapped__(tmp_path)


@pytest.mark.parametrize("folder", [folder.folder for folder in place_folders().values()], ids=place_folders())
def test_a_places_own_messages_fill_in_the_same_values_in_both_languages(folder):
    own = words.own_words(folder)
    assert own.get("en", {}).keys() == own.get("fr", {}).keys()
    for language, messages in own.items():
        for key, message in messages.items():
            assert words.named_values(message) <= words.named_values(words.catalogue("en")[key]), f"{language}: {key}"


def test_another_thread_says_what_the_place_says_where_it_is_told_to(tmp_path):
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.yml").write_text("table: {area: Community}\n", encoding="utf-8")
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(words.say, "table.area", "en").result() == "Area"
        assert threads.submit(words.spoken_as(tmp_path, lambda: words.say("table.area", "en"))).result() == "Community"
