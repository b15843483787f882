"""Load: how do I bring my own?"""

import streamlit as st

from evenground.ui import load_log, load_views, scope

view = scope.current()
st.title(view.say("load.title"))
if load_views.is_for_analysts(view):
    {"file": load_views.file, "log": load_log.log, "measures": load_views.measures}[load_views.choose_what(view)](view)
