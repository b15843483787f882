"""What Activity, Projects, Portrait and Goals share on the screen: the demonstration label, tables with downloads, bars."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.community import log
from evenground.catalog.words import say
from evenground.charts import frame
from evenground.look.caption import Caption
from evenground.look.numbers import number
from evenground.look.text import markdown
from evenground.ui import outreach_scope, tables, window
from evenground.ui.audience import audience
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope


def opened(view: Scope, page: str) -> None:
    """Title and question of a page, and the label of a demonstration log."""
    st.title(view.say(f"nav.{page}"))
    st.caption(view.say(f"{QUESTIONS[page]}.question"))
    outreach_scope.notice(view)
    if view.language != view.folder.place.languages[0] and log.log_of(view.release).kind != "none":
        st.caption(view.say("community.as_written"))


QUESTIONS = {"projects": "project", "goals": "goal", "portrait": "portrait", "activity": "activity"}


def is_bare(view: Scope) -> bool:
    """True where no log is behind the release, or the public release holds nothing of it."""
    return log.log_of(view.release).kind == "none" or audience() == "public"


def nothing(view: Scope) -> str:
    """Why there is nothing: no log, or not in the public release."""
    return view.say("community.no_log" if log.log_of(view.release).kind == "none" else "community.not_in_release")


def told(answer: Answer) -> None:
    """Sentences of an answer, and what has no number."""
    st.markdown(" ".join(markdown(part) for part in answer.sentences))
    if answer.missing:
        st.caption(" ".join(markdown(part) for part in answer.missing))


def listed(view: Scope, table: pd.DataFrame, columns: dict[str, str], name: str, words: Caption, *, height: int | None = None) -> None:
    """A table with a download that carries its words; a column's heading is a message, and empty columns are left out."""
    shown = twin(view, table, columns)
    more = {} if height is None else {"height": height}
    tables.table(view, shown, alt=markdown(f"{words.title}. {words.subtitle}"), key=f"table-{name}", **more)
    credited(words)
    table_button(view, lambda: shown, name, words)


def twin(view: Scope, table: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Columns of a table under headings in the reader's language; truths are yes and no, days are ISO days."""
    if not columns:
        return table
    kept = [one for one in columns if one in table and (table.empty or table[one].replace("", None).notna().any())]
    shown = table[kept].copy()
    for one in kept:
        if shown[one].dtype == bool:
            shown[one] = [view.say("community.yes" if truth else "community.no") for truth in shown[one]]
        elif shown[one].dtype == object:
            shown[one] = ["" if part is None or part != part else str(part) for part in shown[one]]
    return shown.rename(columns={one: view.say(columns[one]) for one in kept})


def credited(words: Caption) -> None:
    """The line below every view: the day it is read on and the source, which says so where it is a demonstration."""
    st.caption(markdown(f"{words.context}. {words.credit}"))


def drawn(figure: go.Figure, words: Caption, key: str, alt: str) -> None:
    """A figure under its finding, which says so first where it is of a demonstration, and measure, with its source below."""
    first = say("log.first_word", words.language) if words.demonstration else ""
    title = words.title if not first or words.title.startswith(first) else f"{first} {words.title}"
    st.markdown(f"**{markdown(title)}**")
    st.caption(markdown(words.subtitle))
    st.plotly_chart(figure.update_layout(meta=None), key=key, theme=None, config=frame.config(), alt=markdown(alt))
    credited(words)


def width() -> int:
    """Pixels of a figure across the page."""
    return 350 if window.is_narrow() else 940


def days(view: Scope, count: float) -> str:
    return "" if count != count else view.say("community.days", count=int(count))


def figures(view: Scope, values: Sequence[float]) -> list[str]:
    return [number(value, view.language) for value in values]
