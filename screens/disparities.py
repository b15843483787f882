"""Disparities: between whom, how large, is it closing?"""

import streamlit as st

from evenground.ui import disparities, disparity_priorities, scope
from evenground.ui.disparity_choice import choose_comparison

view = scope.current()
say = view.say
top = st.container()
chosen = choose_comparison(view)

if chosen is None:
    with top:
        disparities.absent(view)
else:
    with top:
        disparities.heading(chosen)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        disparities.groups_chart(chosen)
    with right:
        disparities.gap_card(chosen)
    disparities.careful(chosen)
    disparities.not_the_gap(chosen)
    disparities.table(chosen)

    st.header(say("disparities.time_title"))
    disparities.over_time(chosen)

    st.header(say("disparities.curve_title"))
    disparities.curve(chosen)

    st.header(say("disparities.fewer_title"))
    disparities.fewer(chosen)

    st.header(say("disparities.measures_title"))
    disparities.measures(chosen)

    st.header(say("disparities.reference_title"))
    disparities.reference(chosen)

    st.header(say("disparities.matrix_title"))
    disparity_priorities.matrix(chosen)

    st.header(say("disparities.multiples_title"))
    disparity_priorities.multiples(chosen)

    st.header(say("disparities.made_of_title"))
    disparities.made_of(chosen)

    st.header(say("disparities.burden_title"))
    disparities.burden(chosen)
    disparities.sources(chosen)
