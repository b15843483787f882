"""Map: where is it higher, where is it lower?"""

import streamlit as st

from evenground.answers.stories.choices import address
from evenground.look.text import markdown
from evenground.ui import cached, details, fact_sheets, scope, story_desk, views

heading = st.container()
view, colour_by = scope.choose_map(views.pick_area(scope.current()))
scope.keep(view)
answer = cached.area_values(view.chosen, view.release)
words = cached.words(view.chosen, view.release)

heading.title(markdown(words.title))
heading.caption(markdown(f"{words.measure}. {words.context}"))

if answer.table["value"].isna().all():
    details.empty(view, answer)
else:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        views.map_chart(view, answer, colour_by=colour_by)
        if view.chosen.drawing == "hexagon":
            st.caption(view.say("choose.drawing_hexagon_note"))
        st.caption(view.say("map.click"))
        story_desk.add_button(view, "map", address(view.chosen, colour="verdict" if colour_by == "verdict" else ""))
    with right:
        ranked = views.ranks(view)
        st.markdown(f"**{view.say('ranking.title' if ranked else 'ranking.title_by_name')}**")
        views.dots_chart(view, answer, by="value" if ranked else "name")
        story_desk.add_button(view, "ranking", address(view.chosen))

    details.chosen_area(view, answer)
    if colour_by == "clusters":
        st.markdown(markdown(cached.similar_neighbours(view.chosen.but(second=None, resources=()), view.release).sentences[0]))
    for sentence in answer.sentences:
        st.markdown(markdown(sentence))
    details.careful(view, answer)
    details.table(view, answer, words)
    details.downloads(view, answer, words, colour_by)
    fact_sheets.of_indicator(view, address(view.chosen))
    details.outlined(view)
details.sources(view, words)
