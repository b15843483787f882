"""How fast a long tidy table is taken in with every check, beside DuckDB's bare read of the same file.

    uv run python benchmarks/load_tidy.py [--rows 4000000] [--repeats 3]

Both end in a table of a new database file, closed. The file is made with a fixed seed in a temporary folder: one row per
area, indicator and year, with interval, numerator and denominator; 2% of the values withheld, and one record in 10,000
broken (a cell too many). Each run is a process of its own; time, processor time and peak memory are the median of the
repeats, taken in turn; libraries are loaded before the clock starts.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from etl import counting
from etl.intake.read_tidy import read_tidy
from etl.intake.table import open_table
from etl.sources.tidy_layout import observations_table

AREAS, INDICATORS = 5000, 40
KEPT = [  # what the file itself tells; level, interval's level and kind are the source's and the same in every row
    "line", "area_code", "indicator_id", "period_id", "stratum_id", "value", "ci_low", "ci_high", "numerator",
    "denominator", "status", "symbol",
]  # fmt: skip


def make(path: Path, rows: int, seed: int = 20261121) -> int:
    """Write the table; returns how many of its records are broken."""
    random = np.random.default_rng(seed)
    broken = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("area,indicator,period,stratum,value,numerator,denominator,ci_low,ci_high\n")
        for block in range(-(-rows // AREAS)):
            people = random.integers(100, 5000, AREAS)
            cases = (people * random.random(AREAS)).astype(int)
            percent = 100 * cases / people
            half = 1.96 * np.sqrt(percent * (100 - percent) / people) + 0.1
            kind = random.random(AREAS)
            for area in range(min(AREAS, rows - block * AREAS)):
                key = f"29{area:09d},indicator_{block % INDICATORS},{2000 + block // INDICATORS},everyone"
                if kind[area] < 0.02:
                    file.write(f"{key},x,,,,\n")
                    continue
                low, high = max(0.0, percent[area] - half[area]), percent[area] + half[area]
                extra = ",?" if kind[area] > 0.9999 else ""
                broken += bool(extra)
                file.write(f"{key},{percent[area]:.1f},{cases[area]},{people[area]},{low:.1f},{high:.1f}{extra}\n")
    return broken


def bare(path: Path, database: Path) -> int:
    with duckdb.connect(str(database)) as writer:
        # the bare reader is told what is broken, or it would refuse the file
        writer.execute(
            "create table observed as select * from read_csv(?, header=true, delim=',', ignore_errors=true, nullstr='x')",
            [str(path)],
        )
        return writer.execute("select count(*) from observed").fetchone()[0]


def checked(path: Path, database: Path) -> int:
    rows_in = counting.count(path, "table")
    cells = open_table(path)
    seen = read_tidy(cells)
    observed = observations_table(seen).select(KEPT)
    rejected = len(cells.rejects.lines())
    assert rows_in == len(observed) + rejected, (rows_in, len(observed), rejected)
    with duckdb.connect(str(database)) as writer:
        writer.register("incoming", in_batches(observed))
        writer.execute("create table observed as select * from incoming")
    return len(observed)


def in_batches(table: pa.Table) -> pa.Table:
    return pa.Table.from_batches(table.to_batches(max_chunksize=1 << 18))  # so that the database reads it side by side


def measure(what: str, path: str) -> None:
    """Run one of the two in this process and print what it took."""
    import resource

    with tempfile.TemporaryDirectory() as folder:
        start, before = time.perf_counter(), time.process_time()
        loaded = {"bare": bare, "checked": checked}[what](Path(path), Path(folder) / "observed.duckdb")
        seconds, processor = time.perf_counter() - start, time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "processor": processor, "peak_mb": peak, "loaded": loaded}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=4_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "PATH"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        measure(*chosen.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "observed.csv"
        broken = make(path, chosen.rows)
        print(f"{chosen.rows:,} records, {path.stat().st_size / 1e6:.0f} MB, {broken} of them broken")
        runs: dict[str, list[dict]] = {"bare": [], "checked": []}
        for _ in range(chosen.repeats):
            for what, found in runs.items():
                call = [sys.executable, __file__, "--measure", what, str(path)]
                found.append(json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout))
    report(runs)


def report(runs: dict[str, list[dict]]) -> None:
    middle = {
        what: {key: statistics.median(run[key] for run in found) for key in found[0]} for what, found in runs.items()
    }
    print(f"{'':24}{'seconds':>10}{'spread':>14}{'processor s':>14}{'peak MB':>10}{'loaded':>12}")
    for what, words in (("bare", "DuckDB's bare read"), ("checked", "counted, read, checked")):
        found, spread = middle[what], [run["seconds"] for run in runs[what]]
        shown = f"{min(spread):.2f}-{max(spread):.2f}"
        print(
            f"{words:24}{found['seconds']:10.2f}{shown:>14}{found['processor']:14.2f}{found['peak_mb']:10.0f}{found['loaded']:12,.0f}"
        )
    ratio = middle["checked"]["seconds"] / middle["bare"]["seconds"]
    processor = middle["checked"]["processor"] / middle["bare"]["processor"]
    print(f"ratio {ratio:.2f} by the clock, {processor:.2f} by processor time")


if __name__ == "__main__":
    main()
