"""Portrait: who lives here, what is strong here?"""

import streamlit as st

from evenground.look.text import markdown
from evenground.ui import community, portrait, scope
from evenground.ui.audience import audience

view = scope.current()
community.opened(view, "portrait")
area = portrait.choose(view)

if area:
    st.header(markdown(portrait.name_of(view, area)))
    answer = portrait.state(view, area)
    if audience() == "analyst" or answer.facts["state"] == "approved":
        portrait.whole(view, area, answer)
else:
    portrait.offer(view)
