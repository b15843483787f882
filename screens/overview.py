"""Overview: what matters now?"""

import streamlit as st

from evenground.answers.stories.choices import address
from evenground.look.text import markdown
from evenground.ui import cached, cards, scope, story_desk, views

view = scope.current()
place = view.folder.place

st.title(place.full_name.get(view.language) or place.full_name["en"])
st.write(markdown(place.introduction.get(view.language) or place.introduction["en"]))

left, right = st.columns([3, 2], gap="large")
with left:
    views.opening_map(view)
    story_desk.add_button(view, "map", address(cached.opening(view.release, view.language)))
with right:
    cards.sentences(view)
    story_desk.add_button(view, "need", {})

st.header(view.say("overview.gaps"))
cards.gaps(view)

st.header(view.say("overview.roles"))
cards.roles(view)

st.header(view.say("overview.freshness"))
for sentence in cached.freshness(view.release, view.language).sentences:
    st.write(sentence)
