"""Brief: how do I say this to people who decide?"""

import streamlit as st

from evenground.ui import scope, story_desk

view = scope.current()
say = view.say

st.title(say("nav.brief"))
st.caption(say("brief.introduction"))

story_desk.open_new()
story = story_desk.choose(view)
if story:
    story_desk.head(view, story)
    untranslated = st.container()  # above the slides, and known once they are
    story_desk.take_away(view, story)
    if story_desk.may_edit(story):
        story_desk.settings(view, story)
    items = story_desk.slides(view, story)
    with untranslated:
        story_desk.without_translation(view, story, items)
    if story_desk.may_edit(story):
        story_desk.more_slides(view, story)
    st.caption(say("brief.link"))
st.divider()
story_desk.whole_place(view)
story_desk.new(view)
