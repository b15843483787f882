"""What a deck says about itself to programs: the language of every run, fonts for syllabics, its properties."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from evenground.answers.exhibit import Deck
from evenground.briefs import parts
from evenground.briefs.slide_master import SYLLABIC
from evenground.look import text


def set_properties(made: Any, deck: Deck) -> None:
    about = made.core_properties
    about.title, about.author, about.subject = (text.one_line(part) for part in (deck.title, deck.owner, deck.subtitle))
    about.last_modified_by, about.keywords = deck.owner, deck.place_name or deck.place
    about.comments = parts.stamp(deck)
    about.language = parts.TAGS.get(deck.language, "en-CA")
    about.created = about.modified = datetime.fromisoformat(deck.made_on)
    about.revision = 1


def speak(made: Any, language: str) -> None:
    """The language of every run, so that a screen reader pronounces it; syllabics get a font that has them."""
    roots = [slide._element for slide in made.slides]
    roots += [slide.notes_slide._element for slide in made.slides if slide.has_notes_slide]
    roots += [shape.chart._chartSpace for slide in made.slides for shape in slide.shapes if getattr(shape, "has_chart", False) and shape.has_chart]
    for root in roots:
        for run in (*root.iter(qn("a:r")), *root.iter(qn("a:fld"))):
            words = "".join(node.text or "" for node in run.iter(qn("a:t")))
            properties = run.find(qn("a:rPr"))
            if properties is None:
                properties = etree.Element(qn("a:rPr"))
                run.insert(0, properties)
            properties.set("lang", parts.tag(words, language))
            if parts.SYLLABICS.search(words):
                for kind in ("latin", "ea", "cs"):
                    for old in properties.findall(qn(f"a:{kind}")):
                        properties.remove(old)
                for kind in ("latin", "ea", "cs"):
                    etree.SubElement(properties, qn(f"a:{kind}"), typeface=SYLLABIC)
        for node in (*root.iter(qn("a:endParaRPr")), *root.iter(qn("a:defRPr"))):
            node.set("lang", parts.tag("", language))
