"""The fonts that ship hold every letter that a reader meets, in a file for the server and one for the browser."""

import csv
import io
import unicodedata
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

DATA = Path(__file__).resolve().parents[2] / "data"
FONTS = DATA / "fonts"
LATIN, SYLLABICS = "NotoSans", "NotoSansCanadianAboriginal"


def letters(family: str, weight: str = "Regular") -> set[int]:
    return set(TTFont(FONTS / f"{family}-{weight}.ttf").getBestCmap())


def words() -> str:
    """Every text a reader may meet in declarations and starter tables."""
    files = [*DATA.rglob("*.yml"), *DATA.rglob("*.csv")]
    return "".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_every_letter_of_the_readers_texts_is_in_a_font(weight):
    known = letters(LATIN, weight) | letters(SYLLABICS, weight)
    used = {char for char in words() if unicodedata.category(char)[0] in "LMN"}
    assert {char for char in used if ord(char) not in known} == set()
    assert any(0x1400 <= ord(char) <= 0x167F for char in used)


def test_every_published_name_in_syllabics_is_in_the_font(inputs):
    text = (inputs / "nunavik" / "nunavik_villages.csv").read_text(encoding="utf-8")
    names = [row["inuktitut_syllabics"] for row in csv.DictReader(io.StringIO(text)) if row["inuktitut_syllabics"]]
    assert len(names) == 9
    assert {ord(char) for char in "".join(names)} <= letters(SYLLABICS)


@pytest.mark.parametrize("family", [LATIN, SYLLABICS])
@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_file_for_the_browser_is_small_and_made_for_it(family, weight):
    served = (FONTS / f"{family}-{weight}.woff2").read_bytes()
    assert served.startswith(b"wOF2") and len(served) < 100_000


def ink(text: str, family: str) -> int:
    font = font_manager.FontProperties(fname=FONTS / f"{family}-Regular.ttf")
    figure = plt.figure(figsize=(3, 1), dpi=60)
    try:
        figure.text(0.1, 0.4, text, fontproperties=font, size=20)
        figure.canvas.draw()
        return int((np.asarray(figure.canvas.buffer_rgba())[..., 0] < 128).sum())
    finally:
        plt.close(figure)


@pytest.mark.parametrize("text, family", [("ᐊᑯᓕᕕᒃ", SYLLABICS), ("Québec, l’œuvre « où » – 5 × −3 %", LATIN)])
def test_accents_and_syllabics_are_drawn_on_the_server(text, family):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing letter is only a warning there
        assert ink(text, family) > 100


def test_the_licence_travels_with_the_fonts():
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    for family in (LATIN, SYLLABICS):
        owner = TTFont(FONTS / f"{family}-Regular.ttf")["name"].getDebugName(0)
        assert owner in licence
