"""Load: how do I bring my own?"""

import streamlit as st

from evenground.ui import load_views, scope

view = scope.current()
st.title(view.say("load.title"))
if load_views.is_for_analysts(view):
    load_views.DRAWN[load_views.choose_what(view)](view)
