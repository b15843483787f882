"""An outreach log on the Load page: the template, the check of a file, and where it waits for the next build."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from evenground.catalog.mapping import common_mappings
from evenground.catalog.template import template
from evenground.look.numbers import number
from evenground.look.text import labelled, markdown
from evenground.ui import child, uploads
from evenground.ui.load_views import in_english, rebuild
from evenground.ui.scope import Scope

KINDS = ("csv", "tsv", "gz", "txt", "xlsx", "xls", "ods")
FOLDER = "outreach"
"""Below the place's uploads: where a build looks for a log."""


def log(view: Scope) -> None:
    """The template to download; a file to check; the files that wait; the build."""
    if view.folder.place.outreach is None:
        st.info(view.say("load.log_none"), icon=":material/search_off:")
        return
    st.markdown(view.say("load.log_intro"))
    _template(view)
    mappings = common_mappings()
    mapping = st.selectbox(view.say("load.log_layout"), ["", *mappings], key="load-mapping", format_func=lambda key: _named(view, mappings[key].name) if key else view.say("load.log_template"))
    given = st.file_uploader(view.say("load.file_choose"), type=list(KINDS), key="load-log")
    if given is not None:
        path = uploads.put_aside(view.folder.id, given.name, given.getvalue())
        account = _checked(view, path, mapping)
        _account(view, account)
        if not account["refused"] and account.get("loaded") and st.button(view.say("load.keep"), key="load-keep-log", icon=":material/save:"):
            keep(view.folder.id, path, mapping)
            st.session_state.pop("load-reports", None)
            st.success(view.say("load.kept", file=markdown(path.name)))
    _waiting(view)
    rebuild(view)


def _named(view: Scope, words: dict[str, str]) -> str:
    return words.get(view.language) or words["en"]


def _template(view: Scope) -> None:
    """One sheet of the template: its columns in words, and an empty file with its headings."""
    sheets = {sheet.id: sheet for sheet in template().sheets}
    with st.expander(view.say("load.log_columns"), icon=":material/view_column:"):
        chosen = sheets[st.selectbox(view.say("load.log_sheet"), list(sheets), key="load-sheet", format_func=lambda key: _named(view, sheets[key].name))]
        st.markdown(markdown(_named(view, chosen.about)))
        rows = {
            view.say("data.reject_column"): [column.id for column in chosen.columns],
            view.say("load.holds"): [_named(view, column.about) for column in chosen.columns],
            view.say("load.needed"): [view.say("load.needed_yes") if column.required else "" for column in chosen.columns],
            view.say("load.example"): [column.example for column in chosen.columns],
        }
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", alt=view.say("load.log_columns"))
        st.download_button(view.say("download.template"), empty_sheet(chosen.id), file_name=f"{chosen.id}.csv", mime="text/csv", key="download-template", icon=":material/download:", on_click="ignore")


def empty_sheet(sheet_id: str) -> bytes:
    """A CSV with the headings of one sheet of the template and no row."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([column.id for column in template().sheet(sheet_id).columns])
    return out.getvalue().encode("utf-8-sig")


def _checked(view: Scope, path: Path, mapping: str) -> dict[str, Any]:
    known = st.session_state.setdefault("load-reports", {})
    key = (view.folder.id, view.release.id, path.parent.name, path.name, mapping)
    if key not in known:
        with st.spinner(view.say("load.checking")):
            known.clear()
            known[key] = check(view.folder.id, path, mapping)
    return known[key]


def check(place_id: str, path: Path, mapping: str = "") -> dict[str, Any]:
    """The account of `evenground check PLACE --log FILE --json`; `refused` says why where there is none."""
    named = ["--mapping", mapping] if mapping else []
    ended = child.run("check", place_id, "--log", str(path), "--json", *named, seconds=uploads.CHECK_SECONDS)
    found = next((line for line in ended.said.splitlines() if line.startswith("{")), "")
    return json.loads(found) if found else {"file": path.name, "refused": uploads.last_words(ended), "rejects": [], "sheets": []}


def _account(view: Scope, account: dict[str, Any]) -> None:
    name = f"**{markdown(account['file'])}**"
    if account["refused"]:
        st.error(labelled(name, f"{view.say('load.outcome_refused')}. {markdown(account['refused'])}", view.language))
        in_english(view)
        return
    outcome = "load_with_rejects" if account["rejected"] else "load"
    (st.warning if account["rejected"] else st.success)(labelled(name, view.say(f"load.outcome_{outcome}"), view.language))
    figures = {key: number(account[key], view.language) for key in ("rows_in", "loaded")}
    st.markdown(view.say("load.counted", **figures, rejected_rows=number(account["rejected"], view.language)))
    lines = [view.say("load.log_dropped", column=markdown(column), why=markdown(why)) for column, why in account["dropped"].items()]
    lines += [view.say("load.log_masked", kind=markdown(kind), count=int(count)) for kind, count in account["masked"].items()]
    lines += [view.say("load.log_no_area", why=markdown(why), count=int(count)) for why, count in account["no_area"].items() if count]
    lines += [view.say("load.log_partner", name=markdown(partner)) for partner in account["new_partners"]]
    lines += [view.say("load.log_double", first=markdown(one["engagement_id"]), second=markdown(one["other_id"])) for one in account["duplicates"][:20]]
    st.markdown("\n".join(f"- {line}" for line in [*lines, *map(markdown, account["notes"])]))
    if account["rejects"]:
        heads = {"records": "sources.number", "line": "data.reject_line", "column": "data.reject_column", "value": "data.reject_value", "reason": "data.reject_reason", "remedy": "data.reject_remedy"}
        table = pd.DataFrame(account["rejects"])[list(heads)].rename(columns={key: view.say(message) for key, message in heads.items()})
        st.markdown(f"**{view.say('load.rejected')}**")
        st.dataframe(table, hide_index=True, width="stretch", alt=view.say("load.rejected"))
        in_english(view)


def keep(place_id: str, path: Path, mapping: str) -> Path:
    """Move a checked log to where the next build looks; its name says the mapping it is read with: `march.form.csv`."""
    stem, _, ending = path.name.partition(".")
    name = path.name if not mapping or mapping in path.name.split(".") else f"{stem}.{mapping}.{ending}"
    folder = uploads.uploads(place_id) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return path.replace(folder / name)


def kept(place_id: str) -> list[Path]:
    folder = uploads.uploads(place_id) / FOLDER
    return sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []


def _waiting(view: Scope) -> None:
    waiting = kept(view.folder.id)
    st.markdown(f"#### {view.say('load.waiting')}")
    st.markdown(view.say("load.log_waiting" if waiting else "load.log_waiting_none"))
    for path in waiting:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{markdown(path.name)} · {number(max(path.stat().st_size // 1024, 1), view.language)} KB")
            if st.button(view.say("load.remove"), key=f"load-remove-log-{path.name}", icon=":material/delete:"):
                path.unlink(missing_ok=True)
                st.rerun()
