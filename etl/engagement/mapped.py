"""A published layout as a sheet of the template, by its mapping: columns renamed, values said in our words, counts gathered."""

from __future__ import annotations

import pandas as pd

from etl.intake.header import plain_name
from etl.intake.outcome import Cells, Refused
from evenground.catalog.mapping import Mapping
from evenground.catalog.template import template

CHECKED = {"1", "yes", "oui", "true", "vrai", "checked", "x"}


def as_template(cells: Cells, mapping: Mapping) -> pd.DataFrame:
    """The cells under our column names; published columns that mean nothing of ours keep theirs and are reported later."""
    texts = cells.frame().drop(columns="line").astype("str")
    columns = [texts.iloc[:, i].fillna("").str.strip() for i in range(texts.shape[1])]
    headers = [str(name) for name in texts.columns]
    meaning = _meaning(headers, mapping)
    made, left = _named(columns, headers, meaning)
    for ours, prefix in mapping.flags.items():
        made[ours] = _joined([made.get(ours), *_flagged(left, prefix)], columns)
    for ours, pattern in mapping.patterns.items():
        if ours in made:
            made[ours] = made[ours].str.extract(pattern, expand=True).iloc[:, 0].fillna("")
    if mapping.list_splits:
        _split_lists(made, mapping)
    for ours, values in mapping.values.items():
        if ours in made:
            said = {plain_name(theirs): value for theirs, value in values.items()}
            made[ours] = made[ours].map({text: said.get(plain_name(text), text) for text in made[ours].unique()})
    if mapping.counts:
        made["groups"] = _groups(left, mapping, columns)
    for ours, value in mapping.constants.items():
        made[ours] = made[ours].mask(made[ours] == "", value) if ours in made else pd.Series(value, index=texts.index, dtype="str")
    return pd.concat({**made, **left}, axis=1) if made or left else texts


def recognised(columns: list[str], mapping: Mapping) -> bool:
    """Whether the published columns show this layout."""
    seen = {_question(name, mapping) for name in columns} | {plain_name(name) for name in columns}
    return bool(mapping.recognise) and all(plain_name(name) in seen for name in mapping.recognise)


def _question(header: str, mapping: Mapping) -> str:
    """A published header in plain letters, without the group it stands in."""
    return plain_name(header.rsplit(mapping.group_mark, 1)[-1] if mapping.group_mark else header)


def _meaning(headers: list[str], mapping: Mapping) -> dict[str, str]:
    """Published header -> ours: what the mapping says first, then names and aliases of the template."""
    sheet = template().sheet(mapping.sheet)
    known = {alias: column.id for column in sheet.columns for alias in column.aliases} | {column.id: column.id for column in sheet.columns}
    said = {plain_name(theirs): ours for theirs, ours in mapping.columns.items()}
    counted = {plain_name(one.column) for one in mapping.counts}
    absent = sorted(one.column for one in mapping.counts if plain_name(one.column) not in {_question(h, mapping) for h in headers})
    if absent and len(absent) == len(mapping.counts) and not any(_question(h, mapping) in said for h in headers):
        raise Refused(f"the file has none of the columns of the mapping {mapping.id!r} (first: {absent[0]!r})", "name the mapping that fits")
    found = {}
    for header in headers:
        question = _question(header, mapping)
        ours = said.get(plain_name(header)) or said.get(question) or (known.get(question) if question not in counted else None)
        if ours:
            found[header] = ours
    taken_by_mapping = {ours for header, ours in found.items() if _question(header, mapping) in said}
    return {h: ours for h, ours in found.items() if _question(h, mapping) in said or plain_name(h) in said or ours not in taken_by_mapping}


def _named(columns: list[pd.Series], headers: list[str], meaning: dict[str, str]) -> tuple[dict[str, pd.Series], dict[str, pd.Series]]:
    made: dict[str, list[pd.Series]] = {}
    left: dict[str, pd.Series] = {}
    for header, column in zip(headers, columns, strict=True):
        if header in meaning:
            made.setdefault(meaning[header], []).append(column)
        else:
            left[header] = column
    return {ours: _joined(parts, columns) for ours, parts in made.items()}, left


def _joined(parts: list[pd.Series | None], columns: list[pd.Series]) -> pd.Series:
    """Several columns that say one thing: what is filled, divided by `;`."""
    whole = None
    for part in parts:
        if part is None:
            continue
        whole = part if whole is None else whole.where(part == "", whole.where(whole == "", whole + "; ") + part)
    return whole if whole is not None else pd.Series("", index=columns[0].index, dtype="str")


def _flagged(left: dict[str, pd.Series], prefix: str) -> list[pd.Series]:
    """Columns of one question with several answers, each as its answer where it is checked."""
    own = [header for header in left if header.startswith(prefix) and len(header) > len(prefix)]
    made = []
    for header in own:
        checked = left.pop(header).str.lower().isin(CHECKED)
        made.append(pd.Series("", index=checked.index, dtype="str").mask(checked, header.removeprefix(prefix)))
    return made


def _split_lists(made: dict[str, pd.Series], mapping: Mapping) -> None:
    kinds = {column.id: column.kind for column in template().sheet(mapping.sheet).columns}
    for ours in made:
        if kinds.get(ours) in ("choices", "list"):
            made[ours] = made[ours].str.replace(mapping.list_splits, "; ", regex=True)


def _groups(left: dict[str, pd.Series], mapping: Mapping, columns: list[pd.Series]) -> pd.Series:
    """Counts in columns as one text of questions and answers."""
    by_name = {_question(header, mapping): header for header in left}
    whole = pd.Series("", index=columns[0].index, dtype="str")
    for question in dict.fromkeys(one.question for one in mapping.counts):
        answers = pd.Series("", index=whole.index, dtype="str")
        for one in (one for one in mapping.counts if one.question == question and plain_name(one.column) in by_name):
            cell = left[by_name[plain_name(one.column)]].str.replace(r"[.,]0+$", "", regex=True)
            has = ~cell.isin(["", "-", "–", "—"])
            answers = answers.mask(has, answers.where(answers == "", answers + ", ") + f"{one.answer} " + cell)
        whole = whole.mask(answers != "", whole.where(whole == "", whole + "; ") + f"{question}: " + answers)
    for one in mapping.counts:
        left.pop(by_name.get(plain_name(one.column), ""), None)
    return whole
