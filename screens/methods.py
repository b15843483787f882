"""Data & methods: what is this number, where does it come from, and what happened to every record?"""

import streamlit as st

from evenground.answers.shelf import shelf
from evenground.ui import cached, library, scope
from evenground.ui.audience import audience

view = scope.current()
say, language, release = view.say, view.language, view.release

st.title(say("data.title"))
st.caption(say("page.data"))

meaning = cached.definition(release, view.chosen.indicator, language)
st.header(meaning.facts["title"])
library.definitions(meaning.table)

st.header(say("sources.indicators"))
library.indicators(view, cached.indicator_list(release, language).table)

st.header(say("data.sources"))
sources = cached.sources(release, language)
st.write(sources.sentences[0])
st.caption(say("data.accounted"))
library.sources(view, sources.table)

with st.expander(say("sources.selector")):
    library.left_out(view, cached.left_out(release))

st.header(say("data.rejects"))
library.rejects(view, cached.rejected(release) if audience() == "analyst" else None)

st.header(say("data.methods"))
library.method_notes(view)

st.header(say("start.facts"))
library.facts(view, shelf(release, "facts"))

st.header(say("data.citation"))
st.code(cached.citation(release, language), language=None, wrap_lines=True)
