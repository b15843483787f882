"""Start cards: one per role, each with something to take away at once."""

from __future__ import annotations

from functools import partial

import streamlit as st

from evenground.answers.exhibit import Exhibit
from evenground.look.dates import period
from evenground.look.numbers import number
from evenground.look.text import markdown
from evenground.ui import cached
from evenground.ui.scope import Scope, choose_area
from evenground.ui.story_desk import add_button

MOST_CARDS = 3
"""Gaps side by side: more would be narrow on a desk and long on a phone."""
ROWS = (3, 2)
"""Start cards in each row: five abreast cut the names of pages in French."""


def roles(view: Scope) -> None:
    """Cards in two rows; each says one true thing and leads to the page where it is worked on."""
    release, language = view.release, view.language
    told = {
        "analyst": cached.one_number(release, language).sentences,
        "director": (cached.need(release, language).facts["headline"],),
        "coordinator": cached.freshness(release, language).sentences[1:],
        "lead": cached.changes(release, language).sentences,
    }
    goes_to = {"analyst": "screens/disparities.py", "director": "screens/brief.py", "coordinator": "screens/activity.py", "lead": "screens/coverage.py"}
    *columns, own = (column for row in ROWS for column in st.columns(row, border=True))
    with own:
        my_area(view)
    for column, (role, sentences) in zip(columns, told.items(), strict=True):
        with column:
            st.markdown(f"**{view.say(f'role.{role}')}**")
            st.markdown("  \n".join(markdown(sentence) for sentence in sentences))
            st.page_link(goes_to[role], label=view.say(f"card.{role}"), icon=":material/arrow_forward:")


def my_area(view: Scope) -> None:
    """The organizer's card: one area, picked once for every page, with its figure to take along."""
    st.markdown(f"**{view.say('role.organizer')}**")
    opening = cached.opening(view.release, view.language)
    picked = choose_area(view.release, view.language, opening.level, view.say("start.my_area"))
    if picked:
        st.markdown(markdown(cached.one_number(view.release, view.language, picked).sentences[0]))
    st.page_link("screens/portrait.py", label=view.say("card.organizer"), icon=":material/arrow_forward:")


def sentences(view: Scope) -> None:
    """The three sentences of the overview: need, outreach, change. What the map's own title says stands once."""
    release, language = view.release, view.language
    first, *more = cached.need(release, language).sentences
    for title, said in (
        (view.say("overview.need"), more or (first,)),
        (view.say("overview.outreach"), cached.outreach(release, language).sentences[:2]),
        (view.say("card.changed"), cached.changes(release, language).sentences),
    ):
        st.markdown(f"#### {title}\n" + " ".join(markdown(sentence) for sentence in said))


def gaps(view: Scope) -> None:
    """Headline gaps as cards, the place's own published statements first: two figures beside each other, and what they allow to say."""
    answer = cached.headline_gaps(view.release, view.language)
    published = cached.statements(view.release, view.language)
    if answer.table.empty and not published:
        st.write(view.say("gap.none"))
        return
    cards = [partial(statement, view, one) for one in published]
    cards += [partial(gap_card, view, row) for row in answer.table.head(MOST_CARDS - len(cards)).to_dict("records")]
    for card, column in zip(cards, st.columns(len(cards), border=True), strict=True):
        with column:
            card()
    st.caption(view.say("gap.compared"))
    for source in answer.provenance:
        st.caption(markdown(source.line))


def gap_card(view: Scope, row: dict[str, object]) -> None:
    """One gap: the figure of each side, then its size, whom it is unfavourable to, and whether chance alone could explain it."""
    st.markdown(f"**{markdown(str(row['title']))}**")
    st.caption(markdown(f"{row['unit']} · {period(str(row['period_id']), view.language)}"))
    with st.container(horizontal=True):
        for name, value in ((row["group"], row["value"]), (row["other"], row["other_value"])):
            st.metric(markdown(str(name)), number(float(value), view.language, int(row["decimals"])), width="content")
    st.markdown(markdown(str(row["told"])))
    with st.container(horizontal=True):
        add_button(view, "gap", {"indicator": str(row["indicator_id"])}, key=f"gap-{row['indicator_id']}")
        open_disparities(view, str(row["indicator_id"]))


def open_disparities(view: Scope, indicator: str) -> None:
    """A way to the page where the gap is looked at from every side; the indicator becomes the shared choice."""
    if st.button(
        view.say("gap.open"), key=f"open-gap-{indicator}", icon=":material/arrow_forward:", type="tertiary",
        on_click=st.session_state.__setitem__, args=("indicator", indicator),
    ):  # fmt: skip
        st.switch_page("screens/disparities.py")


def statement(view: Scope, told: Exhibit) -> None:
    """A published statement in its publisher's own figure; nothing here was computed by us."""
    row = told.answer.table.iloc[0]
    st.markdown(f"**{markdown(str(row['title']))}**")
    st.caption(view.say("gap.published"))
    st.metric(markdown(" · ".join(part for part in (str(row["population_group"]), str(row["period"])) if part)), f"{row['value_text']} {row['unit']}")
    st.markdown(" ".join(markdown(sentence) for sentence in told.answer.sentences[1:]))
    add_button(view, "fact", {"fact": str(row["fact_id"])}, key=f"fact-{row['fact_id']}")
