"""How fast an outreach log is loaded with every check, beside DuckDB's bare read of the same file.

    uv run python -m benchmarks.outreach_log [--rows 1000000] [--repeats 3]

Both end in a database file, closed: the bare read in one table, the load in the warehouse's tables (engagements, areas,
groups, languages, topics, partners, likely doubles) with its account and the marts that Coverage sums. The file is made with a fixed seed: 5,000 areas by
code or by name, one to three of them a session, 400 partners, two questions, titles and notes. 1 record in 10,000 is
broken, 1 in 1,000 notes holds a telephone number. Each run is a process of its own; libraries are loaded before its clock starts.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from benchmarks.table import Row, show
from etl.engagement.files import sheets_of
from etl.engagement.places import Places
from etl.engagement.read import take_in
from evenground.warehouse.write import write_release

AREAS, PARTNERS, BLOCK = 5000, 400, 100_000
MOST_SECONDS, MOST_MB = 60, 2048
TYPES = np.array(["outreach_session", "workshop", "training", "table_meeting", "Town hall", "Formation"])
SETTINGS = np.array(["community_centre", "school", "library", "shelter", "online", "congregation", ""])


def make(path: Path, rows: int, seed: int = 20261121) -> None:
    """Write the log as CSV in the template's form."""
    random = np.random.default_rng(seed)
    codes = np.array([f"{n:05d}" for n in range(AREAS)])
    areas = np.concatenate([codes, np.array([f"Quartier n° {code}" for code in codes])])
    partners = np.array([f"Partner {n}" for n in range(PARTNERS)])
    days = pd.date_range("2019-01-01", "2024-12-31").strftime("%Y-%m-%d").to_numpy()
    for start in range(0, rows, BLOCK):
        n = min(BLOCK, rows - start)
        number = pd.Series(np.arange(start, start + n)).astype("str")
        kind = random.random(n)
        yes, no, unknown = random.integers(0, 30, n), random.integers(0, 20, n), random.integers(0, 10, n)
        one, two, three = (pd.Series(areas[random.integers(0, len(areas), n)]) for _ in range(3))
        of_many = one + "; " + pd.Series(codes[random.integers(0, AREAS, n)])
        table = pd.DataFrame(
            {
                "engagement_id": "E" + number,
                "owner_organization": partners[random.integers(0, 40, n)],
                "date": np.where(kind < 0.0001, "2024-13-45", days[random.integers(0, len(days), n)]),
                "type": TYPES[random.integers(0, len(TYPES), n)],
                "title": "Session number " + number,
                "setting": SETTINGS[random.integers(0, len(SETTINGS), n)],
                "area": np.where(kind < 0.9, one, of_many),
                "people": yes + no + unknown,
                "groups": "newcomer: yes " + pd.Series(yes).astype("str") + ", no " + pd.Series(no).astype("str") + ", unknown "
                + pd.Series(unknown).astype("str") + "; black: yes " + pd.Series(yes // 2).astype("str"),
                "languages": np.where(kind < 0.5, "en", "fr; en"),
                "partners": pd.Series(partners[random.integers(0, PARTNERS, n)]) + "; " + pd.Series(partners[random.integers(0, 20, n)]),
                "topics": np.where(kind < 0.3, "housing", "food; vaccination"),
                "hours": random.integers(1, 16, n) / 2,
                "notes": np.where(kind > 0.999, "call 514-555-0172 about " + number, "went well, session " + number),
            }
        )  # fmt: skip
        table.to_csv(path, index=False, mode="a", header=start == 0)


def bare(path: Path, database: Path) -> int:
    with duckdb.connect(str(database)) as writer:
        writer.execute("create table log as select * from read_csv(?, header=true, all_varchar=true)", [str(path)])
        return writer.execute("select count(*) from log").fetchone()[0]


def loaded(path: Path, database: Path) -> int:
    sheets = sheets_of(path, {})
    made = take_in(sheets, places())
    sheets.clear()
    assert made.rows_in == made.rows_loaded + made.rejects["line"].nunique(), (made.rows_in, made.rows_loaded)
    about = {"kind": "recorded", "as_of": date(2024, 12, 31), "rows_in": made.rows_in, "rows_loaded": made.rows_loaded, "rows_rejected": made.rows_rejected}
    write_release(database, made.tables | {"reject": made.rejects, "outreach_log": pd.DataFrame([about]), "dim_area": areas()})
    return made.rows_loaded


def areas() -> pd.DataFrame:
    keys = pd.Series([f"zone:2024:{n:05d}" for n in range(AREAS)])
    return pd.DataFrame({"area_key": keys, "level_key": "zone:2024", "code": keys.str[-5:], "name_en": keys, "source_id": "made"})


def places() -> Places:
    made = Places("zone:2024", 5, ())
    for n in range(AREAS):
        key = f"zone:2024:{n:05d}"
        made.shown[key] = f"Quartier n° {n:05d}"
        for name in (f"{n:05d}", f"quartier n {n:05d}", f"quartier no {n:05d}"):
            made.names[name].add(key)
    return made


def measure(what: str, path: str) -> None:
    """Run one of the two in this process and print what it took."""
    import resource

    with tempfile.TemporaryDirectory() as folder:
        start, processor = time.perf_counter(), time.process_time()
        rows = {"bare": bare, "loaded": loaded}[what](Path(path), Path(folder) / "log.duckdb")
        seconds, processor = time.perf_counter() - start, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "processor": processor, "peak_mb": peak, "rows": rows}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "PATH"), help=argparse.SUPPRESS)
    chosen, _ = parser.parse_known_args()
    if chosen.measure:
        measure(*chosen.measure)
        return
    runs: dict[str, list[dict]] = {"bare": [], "loaded": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "engagements.csv"
        make(path, chosen.rows)
        size = path.stat().st_size / 1e6
        for _ in range(chosen.repeats):
            for what, found in runs.items():
                call = [sys.executable, "-m", "benchmarks.outreach_log", "--measure", what, str(path)]
                done = subprocess.run(call, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[1])
                if done.returncode:
                    raise SystemExit(done.stderr)
                found.append(json.loads(done.stdout))
    show(f"{chosen.rows:,} engagements, {size:.0f} MB, {AREAS:,} areas, {PARTNERS} partners", rows_of(runs))


def rows_of(runs: dict[str, list[dict]]) -> list[Row]:
    seconds = {what: [run["seconds"] for run in found] for what, found in runs.items()}
    middle = {what: statistics.median(some) for what, some in seconds.items()}
    busy = {what: statistics.median(run["processor"] for run in found) for what, found in runs.items()}
    peak = {what: max(run["peak_mb"] for run in found) for what, found in runs.items()}
    spread = {what: f"{min(some):.1f} to {max(some):.1f} (n={len(some)})" for what, some in seconds.items()}
    return [
        Row("DuckDB's bare read", f"{middle['bare']:.1f} s", spread["bare"], note=f"{peak['bare']:.0f} MB, processor {busy['bare']:.1f} s"),
        Row("checked and loaded", f"{middle['loaded']:.1f} s", spread["loaded"], f"bare {middle['bare']:.1f} s",
            f"{middle['loaded'] / middle['bare']:.1f}", f"< {MOST_SECONDS} s", middle["loaded"] < MOST_SECONDS, f"{runs['loaded'][0]['rows']:,} rows loaded, processor {busy['loaded']:.1f} s"),
        Row("peak memory", f"{peak['loaded']:.0f} MB", "", f"bare {peak['bare']:.0f} MB", f"{peak['loaded'] / peak['bare']:.1f}", f"< {MOST_MB} MB", peak["loaded"] < MOST_MB),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
