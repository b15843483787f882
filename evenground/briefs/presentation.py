"""A story as one page that fills the screen: no network, no other file, letters of 24 pixels or more, keys and remote alike.

Figures are shapes and words of the page itself, so they stay sharp on any projector; verdicts differ by shape and bars by
pattern, so nothing rests on colour. Once opened the page asks for nothing, so it never changes during a meeting. Without
scripts the slides follow one another, and that is how they print.
"""

from __future__ import annotations

import json
from pathlib import Path

from evenground.answers.exhibit import Deck, Exhibit
from evenground.briefs import page, parts
from evenground.briefs.fitting import pages
from evenground.briefs.slide_html import SIZE, WIDE, foot, logo, slide
from evenground.briefs.vector_map import hatches
from evenground.catalog.words import say
from evenground.look import text
from evenground.look.dates import day

HERE = Path(__file__).parent
LINES = 17
"""Lines of methods or sources that one slide holds."""


def presentation(deck: Deck) -> bytes:
    """The whole deck as HTML in UTF-8: cover, a slide per exhibit, methods and sources last.

    The presenter's notes are in the page but not on the slide: they are shown in a second window, or when asked for.
    """
    slides = [_cover(deck), *((parts.headline(one), slide(one, deck), _notes(one)) for one in deck.exhibits), *_behind(deck)]
    sections = "\n".join(_section(content, at, len(slides), title, deck) for at, (title, content, _) in enumerate(slides))
    data = {"titles": [one for one, _, _ in slides], "notes": [one for _, _, one in slides], "words": _words(deck.language)}
    held = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    body = f'{hatches()}<main class="eg-deck">{sections}</main>{_aside(deck)}{_nav(deck)}<script type="application/json" id="eg-data">{held}</script>'
    script = (HERE / "presentation.js").read_text(encoding="utf-8")
    return page.document(deck.language, deck.title, style(parts.accent(deck)), body, script)


def style(accent: str = parts.ACCENT) -> str:
    """The rules of the whole page; those of a slide alone are `slide_style`."""
    return (HERE / "presentation.css").read_text(encoding="utf-8").replace(parts.ACCENT, accent)


def slide_style() -> str:
    """The rules that a slide needs wherever it is shown; its size follows the font size of what holds it."""
    return style().partition("/* the page */")[0]


def _words(language: str) -> dict[str, str]:
    """What the page says while it is shown, with its own names for what the script fills in."""
    filled = {"next_up": {"headline": "{headline}"}, "slide": {"at": "{at}", "of": "{of}"}, "end": {}, "no_notes": {}}
    return {key: str(say(f"present.{key}", language, **values)) for key, values in filled.items()}


def _section(content: str, at: int, of: int, title: str, deck: Deck) -> str:
    label = say("present.slide", deck.language, at=at + 1, of=of)
    return f'<section class="eg-slide" id="s{at + 1}" tabindex="-1" aria-label="{text.html(label)}: {text.html(title)}">{content}</section>'


def _notes(exhibit: Exhibit) -> str:
    asked = f"{say('export.ask', exhibit.caption.language)} {exhibit.ask}" if exhibit.ask else ""
    return " ".join(part for part in (exhibit.note, asked) if part)


def _cover(deck: Deck) -> tuple[str, str, str]:
    who = " · ".join(f'<span class="eg-whole">{text.html(one)}</span>' if len(one) < 50 else text.html(one) for one in (deck.place_name, day(deck.made_on, deck.language), deck.owner, deck.mailbox) if one)
    subtitle = f'<p class="eg-subtitle">{text.html(deck.subtitle)}</p>' if deck.subtitle else ""
    content = f'<div class="eg-cover">{logo(deck)}<h1{page.lang(deck.title, deck.language)}>{text.html(deck.title)}</h1>{subtitle}<p>{who}</p></div>{foot(deck, None)}'
    return deck.title, content, ""


def _behind(deck: Deck) -> list[tuple[str, str, str]]:
    """Methods and sources, as many slides as they need."""
    methods = [(f"{heading}. {words}", f"<p><b>{text.html(heading)}.</b> {text.html(words)}</p>") for heading, words in deck.methods]
    sources = [(words, f"<p>{text.html(words)}</p>") for words in (f"{one.line}. {one.licence}" for one in deck.sources)]
    made = []
    for key, told in (("export.methods", methods), ("export.sources", sources)):
        for at, some in enumerate(pages([words for words, _ in told], SIZE, WIDE, LINES)):
            title = str(say(f"{key}_more" if at else key, deck.language))
            made.append((title, f'<h2>{text.html(title)}</h2><div class="eg-behind">{"".join(told[one][1] for one in some)}</div>{foot(deck, None)}', ""))
    return made


def _aside(deck: Deck) -> str:
    return f'<aside class="eg-notes" aria-label="{text.html(say("present.notes", deck.language))}" hidden><p class="eg-at"></p><p class="eg-note"></p><p class="eg-next"></p></aside>'


def _nav(deck: Deck) -> str:
    def button(does: str, key: str) -> str:
        return f'<button type="button" {does}>{text.html(say(f"present.{key}", deck.language))}</button>'

    made = [
        button('data-go="-1"', "previous"), '<span class="eg-count" aria-live="polite"></span>', button('data-go="1"', "next"),
        button('data-do="notes"', "notes"), button('data-do="full"', "full_screen"),
    ]  # fmt: skip
    return f'<nav class="eg-nav" aria-label="{text.html(say("brief.present", deck.language))}">{"".join(made)}</nav>'
