"""Start cards: one per role, each with something to take away at once."""

from __future__ import annotations

import streamlit as st

from evenground.look.text import markdown
from evenground.ui import cached
from evenground.ui.scope import Scope, choose_area
from evenground.ui.story_desk import add_button


def roles(view: Scope) -> None:
    """A row of cards; each says one true thing and leads to the page where it is worked on."""
    release, language = view.release, view.language
    told = {
        "analyst": cached.one_number(release, language).sentences,
        "director": (cached.need(release, language).facts["headline"],),
        "coordinator": cached.freshness(release, language).sentences[1:],
        "lead": cached.changes(release, language).sentences,
    }
    goes_to = {"analyst": "screens/disparities.py", "director": "screens/brief.py", "coordinator": "screens/activity.py", "lead": "screens/coverage.py"}
    *columns, own = st.columns(len(told) + 1, border=True)
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
    """The three sentences of the overview: need, outreach, change."""
    release, language = view.release, view.language
    for title, said in (
        (view.say("overview.need"), cached.need(release, language).sentences),
        (view.say("overview.outreach"), cached.outreach(release, language).sentences[:2]),
        (view.say("card.changed"), cached.changes(release, language).sentences),
    ):
        st.markdown(f"#### {title}\n" + " ".join(markdown(sentence) for sentence in said))


def gaps(view: Scope) -> None:
    """Headline gaps, each with what it is compared with."""
    answer = cached.headline_gaps(view.release, view.language)
    if not answer.sentences:
        st.write(view.say("gap.none"))
        return
    for indicator_id, sentence in zip(answer.table["indicator_id"], answer.sentences, strict=True):
        st.markdown(f"- {markdown(sentence)}")
        add_button(view, "gap", {"indicator": indicator_id}, key=f"gap-{indicator_id}")
    st.caption(view.say("gap.compared"))
    for source in answer.provenance:
        st.caption(markdown(source.line))
