"""Projects: what is the community building, with what support, and what was promised?"""

import streamlit as st

from evenground.ui import cached_community, community, projects, promises, record_forms, record_marks, scope
from evenground.ui.audience import audience

view = scope.current()
community.opened(view, "projects")

if cached_community.board(view.release, view.language).table.empty and community.is_bare(view):
    st.info(community.nothing(view))
else:
    projects.public_note(view)
    projects.board(view)
    projects.spans(view)

    st.header(view.say("project.requests_title"))
    projects.requests(view)

    st.header(view.say("project.link_title"))
    projects.links(view)

    if audience() == "analyst":  # a public release holds no single session
        st.header(view.say("project.workshops_title"))
        projects.workshops(view)

    st.header(view.say("commitment.title"))
    promises.promises(view)

if audience() == "analyst":
    record_marks.promise_form(view)
    record_forms.commitment_form(view)
