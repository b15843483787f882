"""Goals: are we keeping the plan, on average and for the least favourable group?"""

import streamlit as st

from evenground.look.text import markdown
from evenground.ui import cached_community, community, goals, scope, story_desk

view = scope.current()
community.opened(view, "goals")
answer = cached_community.goal_tree(view.release, view.language)

if answer.table.empty:
    st.info(community.nothing(view) if community.is_bare(view) else answer.sentences[0])
else:
    community.told(answer)
    shown = goals.choose_plan(view, answer.table)
    goals.chart(view, answer, shown)
    st.header(view.say("goal.tree"))
    goals.tree(view, shown)
    goals.twins(view, answer, shown)
    story_desk.add_button(view, "goal_status", goals.plan_choice())
    st.markdown(f"**{view.say('careful.title')}.** " + " ".join(markdown(note) for note in answer.notes))
