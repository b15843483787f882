"""The terminal's door: `evenground build | check | publish | serve | brief | places | measures`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

INPUTS = "EVENGROUND_INPUTS"


def main(arguments: list[str] | None = None) -> None:
    """Run one command; a failure is one message on standard error and a non-zero exit."""
    chosen = parser().parse_args(arguments)
    sys.exit(_told(lambda: chosen.run(chosen)))


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="evenground", description="Health-equity indicators beside outreach.")
    verbs = top.add_subparsers(required=True, metavar="COMMAND")

    build = verbs.add_parser("build", help="build a place's warehouse from published files, or from its starter tables")
    _places(build)
    _inputs(build)
    build.set_defaults(run=_build)

    check = verbs.add_parser("check", help="check a place's files, or one file, without changing anything")
    check.add_argument("place", metavar="PLACE", nargs="?")
    check.add_argument("--file", type=Path, help="check this one file in the generic tidy layout, or as boundaries")
    check.add_argument("--log", type=Path, metavar="FILE", help="check this file of an outreach log: the template, or a layout that a mapping reads")
    check.add_argument("--mapping", default="", help="name of the mapping that reads the log file")
    check.add_argument("--json", action="store_true", help="print the account of the log file as JSON")
    check.add_argument("--report", type=Path, help="also write the report on the file to this path, as JSON")
    _inputs(check)
    check.set_defaults(run=_check)

    publish = verbs.add_parser("publish", help="write the public release of a place: protected values only")
    _places(publish)
    publish.set_defaults(run=_publish)

    serve = verbs.add_parser("serve", help="open the dashboard; places without a release are built first")
    serve.add_argument(
        "--audience", choices=("analyst", "public"), help="which store to show; public by default off loopback"
    )
    serve.add_argument("--address", default="127.0.0.1", help="address to listen on (default: this machine only)")
    serve.add_argument("--port", type=_port, default=8501)
    serve.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    _inputs(serve)
    serve.set_defaults(run=_serve)

    measures = verbs.add_parser("measures", help="measures of inequality for a table of groups, for any number of settings")
    measures.add_argument("table", metavar="TABLE", type=Path, help="CSV, XLSX or Parquet with case_id, estimate, se, population ...")
    measures.add_argument("--out", type=Path, required=True, help="CSV or Parquet to write")
    measures.add_argument("--kind", action="append", choices=("closed_form", "percentile", "noise_aware"), help="kind of interval; may be repeated")
    measures.add_argument("--progress", action="store_true", help="say how many settings are done, one line each time")
    measures.set_defaults(run=_measures)

    brief = verbs.add_parser("brief", help="write a story as slides, a fact sheet, a workbook or a page; or list a place's stories")
    brief.add_argument("place", metavar="PLACE")
    what = brief.add_mutually_exclusive_group(required=True)
    what.add_argument("--story", metavar="NAME", help="the story to write")
    what.add_argument("--list", action="store_true", help="list the stories, one a line, name first")
    what.add_argument("--snapshot", action="store_true", help="the whole place as one page that needs no network, in each of its languages")
    brief.add_argument("--out", type=Path, metavar="FILE", help="file to write: .pptx, .pdf, .xlsx or .html")
    brief.add_argument("--language", default="en", help="language of the words and numbers (default: en)")
    brief.add_argument("--audience", choices=("public", "analyst"), default="public", help="whose figures (default: the public's)")
    brief.add_argument("--large-print", action="store_true", help="a fact sheet in large print")
    brief.add_argument("--black-and-white", action="store_true", help="a fact sheet for a printer without colours")
    brief.add_argument("--paper", choices=("letter", "a4"), help="of a fact sheet (default: letter)")
    brief.set_defaults(run=_brief)

    template = verbs.add_parser("template", help="write the empty outreach log: a workbook, or one sheet as CSV")
    template.add_argument("--out", type=Path, required=True, metavar="FILE", help="FILE.xlsx, or FILE.csv for one sheet")
    template.add_argument("--sheet", default="engagements", help="the sheet that a CSV holds (default: engagements)")
    template.add_argument("--language", choices=("en", "fr"), default="en", help="of the explanations")
    template.set_defaults(run=_template)

    places = verbs.add_parser("places", help="list the places and their releases")
    places.set_defaults(run=_list_places)
    return top


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, got {number}")
    return number


def _places(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("place", metavar="PLACE", nargs="?")
    verb.add_argument("--all", action="store_true", help="every place")


def _inputs(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--inputs",
        type=Path,
        default=os.environ.get(INPUTS) or None,
        help=f"folder with <place>/ (default: ${INPUTS}, else the starter tables)",
    )


def _chosen(chosen: argparse.Namespace) -> list:
    from evenground.catalog.library import place_folder, place_folders

    if chosen.all == bool(chosen.place):
        raise SystemExit("evenground: name one PLACE, or --all")
    return list(place_folders().values()) if chosen.all else [place_folder(chosen.place)]


def _build(chosen: argparse.Namespace) -> int:
    from etl.console import build_with_progress

    return _each(chosen, lambda folder: build_with_progress(folder, _folder(chosen.inputs)))


def _check(chosen: argparse.Namespace) -> int:
    from etl.console import check_log_file, check_one_file, check_place
    from evenground.catalog.library import place_folder

    if not chosen.place and not chosen.file:
        raise SystemExit("evenground: name a PLACE, a --file, or both")
    if chosen.log:
        if not chosen.place:
            raise SystemExit("evenground: name the PLACE that the log is of")
        folder = place_folder(chosen.place)
        return _told(lambda: check_log_file(folder, chosen.log, chosen.mapping, _folder(chosen.inputs), as_json=chosen.json))
    if chosen.file:
        return _told(lambda: check_one_file(chosen.file, chosen.place, chosen.report))
    return _told(lambda: check_place(place_folder(chosen.place), _folder(chosen.inputs)))


def _publish(chosen: argparse.Namespace) -> int:
    from etl.console import publish_with_summary

    return _each(chosen, publish_with_summary)


def _serve(chosen: argparse.Namespace) -> int:
    from serve import serve

    return _told(
        lambda: serve(
            audience=chosen.audience, address=chosen.address, port=chosen.port, inputs=_folder(chosen.inputs),
            open_browser=not chosen.no_browser,
        )
    )  # fmt: skip


def _measures(chosen: argparse.Namespace) -> int:
    from etl.measure_file import measure_file

    kinds = tuple(chosen.kind or ("closed_form", "noise_aware"))
    say = (lambda done, of: print(f"{done} of {of}", flush=True)) if chosen.progress else (lambda done, of: None)
    table = measure_file(chosen.table, chosen.out, kinds, say)
    print(f"{table['case_id'].nunique():,} settings, {len(table):,} rows written to {chosen.out}")
    return 0


def _brief(chosen: argparse.Namespace) -> int:
    from evenground.briefs.at_the_terminal import list_stories, write_snapshot, write_story

    if chosen.list:
        return list_stories(chosen.place, chosen.language)
    if chosen.snapshot:
        if chosen.out is None or chosen.out.suffix.lower() != ".html":
            raise SystemExit("evenground: a snapshot is one page; name it with --out FILE.html")
        return write_snapshot(chosen.place, chosen.out, audience=chosen.audience)
    if chosen.out is None:
        raise SystemExit("evenground: name the file to write with --out FILE.pptx, .pdf, .xlsx or .html")
    options = {"large_print": chosen.large_print, "black_and_white": chosen.black_and_white} | ({"paper": chosen.paper} if chosen.paper else {})
    return write_story(chosen.place, chosen.story, chosen.out, language=chosen.language, audience=chosen.audience, **options)


def _template(chosen: argparse.Namespace) -> int:
    from evenground.catalog.template_file import template_csv, template_workbook

    try:
        made = template_workbook(chosen.language) if chosen.out.suffix.lower() == ".xlsx" else template_csv(chosen.sheet).encode()
    except KeyError as unknown:
        raise SystemExit(f"evenground: {unknown.args[0]}") from unknown
    chosen.out.write_bytes(made)
    print(f"the template was written to {chosen.out}")
    return 0


def _list_places(_: argparse.Namespace) -> int:
    from etl.console import list_places

    return _told(list_places)


def _each(chosen: argparse.Namespace, act) -> int:
    """Act on every chosen place even when one fails; the exit code says whether any did."""
    return max([_told(lambda folder=folder: act(folder)) for folder in _chosen(chosen)])


def _told(act) -> int:
    try:
        return act() or 0
    except Exception as failure:
        if not isinstance(failure, _expected()):
            raise
        print(failure, file=sys.stderr)
        return 1


def _expected() -> tuple[type[Exception], ...]:
    """Failures that say themselves what to do. Imported when something failed: they load the whole build."""
    from etl.inputs import BuildFailed
    from etl.measure_file import UnreadableTable
    from etl.take import AnotherVintage, MissingFile, Unaccounted
    from evenground.catalog.declaration import DeclarationError
    from evenground.warehouse.releases import Busy, NoRelease
    from evenground.warehouse.story_files import NoStory
    from evenground.warehouse.write import WrongTable

    return (AnotherVintage, BuildFailed, MissingFile, Unaccounted, UnreadableTable, DeclarationError, Busy, NoRelease, NoStory, WrongTable)


def _folder(named: Path | str | None) -> Path | None:
    if named is None:
        return None
    folder = Path(named)
    if not folder.is_dir():
        raise SystemExit(f"evenground: the inputs folder {folder} is not there")
    return folder.resolve()


if __name__ == "__main__":
    main()
