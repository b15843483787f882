"""What every view of Coverage has: its title, its chart, and the words and the source below it."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.outreach import captions
from evenground.answers.outreach.log_choices import LogChoices
from evenground.charts import frame
from evenground.charts.coverage import WIDE
from evenground.look.caption import Caption
from evenground.look.text import markdown
from evenground.ui import outreach_scope, window
from evenground.ui.scope import Scope


def caption(view: Scope, log: LogChoices, answer: Answer, title: str) -> Caption:
    """The words around a view of coverage: measure, period, what it is of, source."""
    return captions.caption(log, view.release, answer, title)


def title(view: Scope, key: str) -> None:
    st.markdown(f"#### {markdown(outreach_scope.first_word(view) + view.say(f'coverage.{key}'))}")


def source(view: Scope, log: LogChoices, answer: Answer) -> None:
    words = caption(view, log, answer, "")
    st.caption(markdown(f"{words.subtitle[:1].upper()}{words.subtitle[1:]}, {words.period}. {words.credit}"))


def width() -> int:
    """Pixels that a chart as wide as the page has."""
    return window.map_width() if window.is_narrow() else WIDE


def chart(figure: go.Figure, key: str, alt: str) -> None:
    st.plotly_chart(figure.update_layout(meta=None), key=f"chart-{key}", theme=None, config=frame.config(), alt=markdown(alt))
