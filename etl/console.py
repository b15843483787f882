"""What a build, a check and a publication say on a terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from etl import check_report, limited
from etl.check_file import check_file, limits_for
from etl.checks import failed_expectations
from etl.inputs import BuildFailed
from etl.load import Built, build, read_all
from etl.publish import publish
from etl.tables import mask
from etl.take import Taken, check_accounts, take
from evenground.catalog.library import PlaceFolder, place_folder, place_folders
from evenground.catalog.source import Source
from evenground.warehouse import releases

REJECTS_SHOWN = 10


def build_with_progress(folder: PlaceFolder, inputs: Path | None) -> int:
    console = Console()
    with _bar(console) as bar:
        task = bar.add_task(folder.id, total=None)

        def read(source_id: str, number: int, of: int) -> None:
            bar.update(task, description=f"{folder.id}: {source_id}", completed=number, total=of)

        built = build(folder, inputs, on_source=read)
    print_summary(console, folder, built)
    return 0


def print_summary(console: Console, folder: PlaceFolder, built: Built) -> None:
    console.print(source_table(f"{folder.id}, from {built.inputs}", list(built.taken)))
    print_rejects(console, list(built.taken))
    shown = built.observations
    console.print(
        f"{folder.id}: {len(shown):,} observations of {shown['indicator_id'].nunique()} indicators, "
        f"{int(shown['value'].notna().sum()):,} with a number, in {built.seconds:.1f} s. Release {built.release.id}."
    )


def source_table(title: str, taken: list[Taken]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("source", overflow="fold")
    for name in ("vintage", "records in", "loaded", "rejected", "out of scope", "areas matched"):
        table.add_column(name, justify="left" if name == "vintage" else "right")
    for one in taken:
        matched = "" if one.areas_matched is None else f"{one.areas_matched} of {one.areas_known}"
        counts = (one.rows_in, one.rows_loaded, one.rows_rejected, one.rows_out_of_scope)
        table.add_row(one.source.id, one.source.vintage, *(f"{number:,}" for number in counts), matched)
    return table


def print_rejects(console: Console, taken: list[Taken]) -> None:
    for one in taken:
        rejected = one.tidy.rejected
        for (column, reason, remedy), rows in rejected.groupby(["column", "reason", "remedy"], sort=False):
            first = rows.iloc[0]
            console.print(
                f"{one.source.id}: {len(rows)} values of {column} rejected: {reason} (first: line {first['line']}, "
                f"{mask(first['value'])}); {remedy}"
            )


def check_place(folder: PlaceFolder, inputs: Path | None) -> int:
    console = Console()
    taken = read_all(folder, inputs)
    console.print(source_table(folder.id, taken))
    print_rejects(console, taken)
    console.print(f"{folder.id}: {len(taken)} files are in order; nothing was changed.")
    return 0


def check_one_file(path: Path, place_id: str | None, out: Path | None = None) -> int:
    """Check one file on its own: by the loader of the place's source of that name, else as a table or shapes of your own.

    `out` is where the report is written as JSON, for a program to read.
    """
    if not path.is_file():
        print(f"evenground: the file {path} is not there")
        return 1
    folder = place_folder(place_id) if place_id else None
    source = _source_of(folder, path) if folder else None
    if source:
        return _check_as(source, path, out)
    known, box, declared = None, None, {}
    if folder:
        known, box, declared = known_codes(folder.id), folder.place.region_box, {"time_zone": folder.place.time_zone}
    report = check_file(path, known_areas=known, region_box=box, declared=declared)
    print(report)
    check_report.write(check_report.of_report(report), out)
    return 0 if report.outcome in ("load", "warned") else 1


def check_log_file(folder: PlaceFolder, path: Path, mapping: str, inputs: Path | None, *, as_json: bool = False) -> int:
    """Print the account of one file of an outreach log; 0 where every record would load."""
    from etl.engagement.account import check_log

    if folder.place.outreach is None:
        raise BuildFailed(f"{folder.id}: the place declares no `outreach` in place.yml, so it keeps no log")
    base = inputs / folder.id if inputs and (inputs / folder.id).is_dir() else inputs
    account = check_log(folder, path, mapping, base)
    print(json.dumps(account.as_dict(), ensure_ascii=False, default=str) if as_json else account)
    return 1 if account.refused or account.rows[2] else 0


def _source_of(folder: PlaceFolder, path: Path) -> Source | None:
    """The place's declared source whose file has this name."""
    return next((one for one in folder.sources if Path(one.file).name == path.name), None)


def _check_as(source: Source, path: Path, out: Path | None) -> int:
    """Read a file as the source of its name, in a limited child process: its layout is known, its content is not."""
    console = Console()
    try:
        taken = limited.run(taken_in, source, path, limits=limits_for(path.stat().st_size))
    except Exception as wrong:
        said = f"{path.name} cannot be read as {source.id} ({type(wrong).__name__}: {wrong}); see docs/ for its layout"
        check_report.write(check_report.refused(path.name, said), out)
        print(said, file=sys.stderr)
        return 1
    console.print(source_table(f"{path.name}, read as {source.id}", [taken]))
    print_rejects(console, [taken])
    complaints = [text for text in failed_expectations(taken) if "areas" not in text]
    for text in complaints:
        console.print(text)
    console.print("Areas are matched when the place is built; nothing was changed.")
    check_report.write(check_report.of_source(taken, complaints), out)
    return 1 if complaints or len(taken.tidy.rejected) else 0


def taken_in(source: Source, path: Path) -> Taken:
    """A file taken in, with every record accounted for; runs in the child process."""
    taken = take(source, path)
    check_accounts(taken)
    return taken


def known_codes(place_id: str) -> set[str] | None:
    """Codes of every area in the place's current release; nothing where there is no release yet."""
    from evenground.warehouse.ask import ask

    try:
        return set(ask(releases.current(place_id, "analyst"), "area_codes")["code"])
    except releases.NoRelease:
        return None


def publish_with_summary(folder: PlaceFolder) -> int:
    released, counts = publish(folder)
    print(
        f"{folder.id}: public release {released.id} shows {counts['shown']:,} numbers and hides {counts['hidden']:,} "
        f"under policy {folder.place.policy.version}. It is not cleared for publication until the full audit exists."
    )
    return 0


def list_places() -> int:
    for place_id in place_folders():
        for audience in ("analyst", "public"):
            try:
                print(f"{place_id}\t{audience}\t{releases.current(place_id, audience).id}")
            except releases.NoRelease:
                print(f"{place_id}\t{audience}\tno release")
    return 0


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)
