"""What analysts bring, on the screen: a file for the next build, or a table of groups to be measured."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from evenground.answers.shelf import shelf
from evenground.look.dates import day
from evenground.look.numbers import number
from evenground.look.text import labelled, markdown
from evenground.stats.inequality.table import INPUTS
from evenground.ui import child, scope, uploads
from evenground.ui.audience import audience
from evenground.ui.scope import Scope

WHAT = ("file", "log", "measures")
MEASURE_KINDS = ("closed_form", "noise_aware", "percentile")
SHOWN_ROWS = 200


def is_for_analysts(view: Scope) -> bool:
    """True for analysts; the public is told why there is nothing to do here."""
    if audience() == "analyst":
        return True
    st.info(view.say("load.analysts_only"), icon=":material/lock:")
    return False


def choose_what(view: Scope) -> str:
    now = scope.asked("bring", WHAT, WHAT[0])
    st.session_state["bring"] = now
    picked = st.segmented_control(view.say("load.what"), WHAT, key="bring", format_func=lambda key: view.say(f"load.what_{key}"), required=True, label_visibility="collapsed")
    scope.add_to_address(bring=picked or now)
    return picked or now


def file(view: Scope) -> None:
    """An indicator table or boundaries: put aside, checked in a process of its own, kept only when asked."""
    st.markdown(view.say("load.file_intro"))
    given = st.file_uploader(view.say("load.file_choose"), type=list(uploads.KINDS), key="load-file")
    if given is not None:
        path = uploads.put_aside(view.folder.id, given.name, given.getvalue())
        report = _checked(view, path)
        _report(view, report)
        if report["outcome"] != "refused":
            _offer_to_keep(view, path, report)
    _kept(view)


def _checked(view: Scope, path: Path) -> dict[str, Any]:
    """The report on a file, made once for the same bytes and release."""
    known = st.session_state.setdefault("load-reports", {})
    key = (view.folder.id, view.release.id, path.parent.name, path.name)
    if key not in known:
        with st.spinner(view.say("load.checking")):
            known.clear()
            known[key] = uploads.check(view.folder.id, path)
    return known[key]


def _report(view: Scope, report: dict[str, Any]) -> None:
    outcome = str(report["outcome"]).replace(" ", "_")
    tell = {"refused": st.error, "load": st.success}.get(outcome, st.warning)
    said = [labelled(f"**{markdown(report['file'])}**", view.say(f"load.outcome_{outcome}"), view.language)]
    if report.get("reason"):
        said.append(markdown("; ".join(part for part in (report["reason"], report.get("remedy", "")) if part)))
    tell(". ".join(said))
    if report.get("rows_in") is not None:
        figures = {name: number(report[name], view.language) for name in ("rows_in", "loaded", "rejected_rows")}
        st.markdown(view.say("load.counted", **figures))
    if report.get("source"):
        st.markdown(view.say("load.read_as", source=markdown(report["source"])))
    for line in (*report.get("warnings", ()), *report.get("notes", ())):
        st.markdown(f"- {markdown(line)}")
    _table(view, "load.rejected", report["rejected"], {"line": "data.reject_line", "column": "data.reject_column", "value": "data.reject_value", "reason": "data.reject_reason", "remedy": "data.reject_remedy"})
    _table(view, "load.preview", report["preview"], {})
    if report["rejected"] or report.get("reason"):
        in_english(view)


def in_english(view: Scope) -> None:
    """Said below reasons and remedies to a reader of another language."""
    if view.language != "en":
        st.caption(view.say("load.english"))


def _table(view: Scope, title: str, rows: list[dict[str, Any]], heads: dict[str, str]) -> None:
    if not rows:
        return
    table = pd.DataFrame(rows).rename(columns={name: view.say(key) for name, key in heads.items()})
    for name in table.select_dtypes(["object", "str"]):
        table[name] = table[name].map(lambda one: "" if one is None else str(one))
    st.markdown(f"**{view.say(title)}**")
    st.dataframe(table, hide_index=True, width="stretch", alt=view.say(title))


def _offer_to_keep(view: Scope, path: Path, report: dict[str, Any]) -> None:
    if st.button(view.say("load.keep"), key="load-keep", icon=":material/save:"):
        uploads.keep(view.folder.id, path)
        st.session_state.pop("load-reports", None)
        st.success(view.say("load.kept", file=markdown(path.name)))
    if not report.get("source") and report.get("kind") not in ("geojson", "json", "shapefile", "gpkg"):
        with st.expander(view.say("load.declare"), icon=":material/edit_note:"):
            st.markdown(view.say("load.declare_how"))
            st.code(_declaration(view, path), language="yaml")


def _declaration(view: Scope, path: Path) -> str:
    """The lines of `sources` in place.yml that make a kept table part of every build; the analyst fills in the rest."""
    level = view.chosen.level.split(":", 1)
    stem = "".join(sign if sign.isalnum() else "_" for sign in path.name.split(".")[0].lower())
    return "\n".join([
        f"- id: {stem}", "  provides: observations", "  loader: tidy_layout", f"  file: {path.name}",
        "  publisher: {en: ..., fr: ...}", "  title: {en: ..., fr: ...}", "  licence: {en: ..., fr: ...}", "  licence_is_open: false",
        '  vintage: "..."', f"  level: {level[0]}", f'  area_vintage: "{level[-1]}"', "  measures:", "    - {indicator: ...}",
    ])  # fmt: skip


def _kept(view: Scope) -> None:
    """Files that wait for the next build, and the build itself."""
    waiting = uploads.kept(view.folder.id)
    st.markdown(f"#### {view.say('load.waiting')}")
    if not waiting:
        st.markdown(view.say("load.waiting_none"))
    for path in waiting:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{markdown(path.name)} · {number(max(path.stat().st_size // 1024, 1), view.language)} KB")
            if st.button(view.say("load.remove"), key=f"load-remove-{path.name}", icon=":material/delete:"):
                uploads.remove(view.folder.id, path.name)
                st.rerun()
    rebuild(view)


def rebuild(view: Scope) -> None:
    """Build the place again from its files and what was kept; a build that fails changes nothing."""
    about = shelf(view.release, "release").iloc[0]
    if about["inputs"] != "starter tables" and not os.environ.get(child.INPUTS):
        st.markdown(view.say("load.no_inputs", place=view.folder.id))
        return
    st.markdown(view.say("load.rebuild_about", date=day(about["built_at"].date(), view.language)))
    if not st.button(view.say("load.rebuild"), key="load-rebuild", icon=":material/construction:"):
        return
    with st.status(view.say("load.rebuilding"), expanded=True) as told:
        ended = child.run("build", view.folder.id, seconds=uploads.BUILD_SECONDS)
        st.code(ended.said[-6000:] or "–", language=None)
        done = ended.code == 0
        told.update(label=view.say("load.rebuilt" if done else "load.rebuild_failed"), state="complete" if done else "error")


def measures(view: Scope) -> None:
    """A table of groups, for any number of settings: every measure with its interval, as a file."""
    st.markdown(view.say("load.measures_intro"))
    with st.expander(view.say("load.measures_columns"), icon=":material/view_column:"):
        st.dataframe(_columns(view), hide_index=True, width="stretch", alt=view.say("load.measures_columns"))
    kinds = st.multiselect(view.say("load.measures_kinds"), MEASURE_KINDS, default=MEASURE_KINDS[:2], key="load-kinds", format_func=lambda key: view.say(f"load.kind_{key}"))
    given = st.file_uploader(view.say("load.measures_choose"), type=list(uploads.GROUP_KINDS), key="load-groups")
    if given is None or not kinds:
        return
    if st.button(view.say("load.measures_start"), key="load-measure", icon=":material/calculate:"):
        st.session_state["load-measured"] = _measured(view, given.name, given.getvalue(), tuple(kinds))
    found = st.session_state.get("load-measured")
    if found and found["file"] == given.name:
        _show_measured(view, found)


def _measured(view: Scope, name: str, content: bytes, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Run `evenground measures` in a child process, with a progress bar for its lines "done of all"."""
    bar = st.progress(0.0, text=view.say("load.measuring"))
    with tempfile.TemporaryDirectory(prefix="evenground-") as folder:
        table, out = Path(folder) / uploads.plain_name(name), Path(folder) / "result.csv"
        table.write_bytes(content)
        asked = [part for kind in kinds for part in ("--kind", kind)]
        ended = child.run("measures", str(table), "--out", str(out), "--progress", *asked, seconds=uploads.MEASURE_SECONDS, on_line=_teller(view, bar))
        bar.empty()
        done = ended.code == 0 and out.is_file()
        return {"file": name, "bytes": out.read_bytes() if done else b"", "said": "" if done else uploads.last_words(ended), "late": ended.timed_out}


def _teller(view: Scope, bar: st.delta_generator.DeltaGenerator) -> Callable[[str], None]:
    def tell(line: str) -> None:
        done, _, of = line.partition(" of ")
        if done.isdigit() and of.isdigit() and int(of):
            figures = {"done": number(int(done), view.language), "of": number(int(of), view.language)}
            bar.progress(int(done) / int(of), text=view.say("load.measured_so_far", **figures))

    return tell


def _show_measured(view: Scope, found: dict[str, Any]) -> None:
    if not found["bytes"]:
        st.error(f"**{markdown(found['file'])}**: {view.say('load.outcome_refused')}. {markdown(found['said'])}" + (f" {view.say('load.too_long')}" if found["late"] else ""))
        return
    with tempfile.TemporaryFile() as whole:
        whole.write(found["bytes"])
        whole.seek(0)
        shown = pd.read_csv(whole, nrows=SHOWN_ROWS, dtype={"case_id": str})
    lines = found["bytes"].count(b"\n") - 1
    st.success(view.say("load.measured", rows=number(lines, view.language)))
    st.dataframe(shown, hide_index=True, width="stretch", alt=view.say("load.what_measures"))
    if lines > SHOWN_ROWS:
        st.caption(view.say("load.first_rows", count=SHOWN_ROWS))
    st.download_button(view.say("download.table"), found["bytes"], file_name=f"{Path(found['file']).stem}-measures.csv", mime="text/csv", key="download-measured", icon=":material/download:", on_click="ignore")


def _columns(view: Scope) -> pd.DataFrame:
    """Columns of a table of groups with their other names and meaning."""
    return pd.DataFrame({
        view.say("data.reject_column"): [names[0] for names in INPUTS.values()],
        view.say("load.also"): [", ".join(names[1:]) for names in INPUTS.values()],
        view.say("load.holds"): [view.say(f"load.column_{key}") for key in INPUTS],
    })  # fmt: skip
