"""The floor: a Streamlit page that says one word."""

import streamlit as st

st.text("empty")
