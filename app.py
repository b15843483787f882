"""The browser's door: who is looking, which place, which language, which page."""

import streamlit as st

from evenground.catalog.declaration import DeclarationError
from evenground.catalog.library import DATA
from evenground.catalog.words import speak_as
from evenground.ui import doors, errors, scope, shell, sign_in
from evenground.warehouse.ask import UnreadableRelease
from evenground.warehouse.releases import NoRelease

st.set_page_config(page_title="Evenground", page_icon=str(DATA / "brand" / "icon.png"), layout="wide")
sign_in.required()

with st.sidebar:
    st.markdown("### Evenground")
    folder, language = scope.choose_place_and_language()

speak_as(folder.folder)
shell.speak(language)
page = st.navigation(doors.pages(language), position="top", expanded=True)  # a narrow window folds away all past the tenth
try:
    with st.sidebar:
        view = scope.choose_view(folder, language, drawn=doors.shows_figures(page))
except (NoRelease, DeclarationError) as absent:
    st.error(str(absent))
    st.stop()
except UnreadableRelease as unreadable:
    errors.build_again(unreadable, folder, language)
    st.stop()

st.set_page_config(page_title=f"{page.title} · {folder.place.name.get(language) or folder.place.name['en']} · Evenground")
st.session_state["scope"] = view
shell.notices(view)
above = st.empty()
try:
    page.run()
except UnreadableRelease as unreadable:
    errors.build_again(unreadable, folder, language)
with above:
    shell.not_on_offer(view)
scope.write_address(st.session_state["scope"], of_map=st.session_state["scope"] is not view)
shell.foot(view)
