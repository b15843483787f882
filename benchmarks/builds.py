"""Seconds and peak memory of building each place from its published files.

Run `uv run python -m benchmarks.builds`. Every build is a process of its own; the seconds are those of the build, without
the start of Python, and the memory is the largest that the process, or a reader that it started, ever held.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile

from benchmarks.setting import ROOT, inputs
from benchmarks.table import Row, show
from evenground.catalog.library import place_folders

REPEATS = 3
MOST_SECONDS, MOST_MB = 15, 1024


def main() -> None:
    show("Build of each place from published files", rows())


def rows() -> list[Row]:
    return [row for place_id in place_folders() for row in measured(place_id)]


def measured(place_id: str) -> list[Row]:
    runs = [one_run(place_id) for _ in range(REPEATS)]
    seconds, memory = ([run[key] for run in runs] for key in ("seconds", "peak_mb"))
    made = f"{runs[0]['records']:,} records of {runs[0]['files']} files, {runs[0]['observations']:,} observations"
    return [
        Row(
            f"build of {place_id}", f"{statistics.median(seconds):.1f} s", f"{min(seconds):.1f} to {max(seconds):.1f} (n={REPEATS})",
            target=f"< {MOST_SECONDS} s", reached=statistics.median(seconds) < MOST_SECONDS, note=made,
        ),
        Row(
            f"build of {place_id}, peak memory", f"{statistics.median(memory):.0f} MB", f"{min(memory):.0f} to {max(memory):.0f}",
            target=f"< {MOST_MB} MB", reached=max(memory) < MOST_MB,
        ),
    ]  # fmt: skip


def one_run(place_id: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="evenground-benchmark-") as home:
        call = [sys.executable, "-m", "benchmarks.builds", place_id]
        done = subprocess.run(call, cwd=ROOT, env={**os.environ, "EVENGROUND_HOME": home}, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise SystemExit(f"benchmarks: the build of {place_id} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def build_here(place_id: str) -> None:
    """Build in this process and print what it took."""
    import resource

    from etl.load import build
    from evenground.catalog.library import place_folder

    built = build(place_folder(place_id), inputs())
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    found = {
        "seconds": built.seconds, "peak_mb": peak, "files": len(built.taken), "records": sum(one.rows_in for one in built.taken),
        "observations": len(built.observations),
    }  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    build_here(sys.argv[1]) if len(sys.argv) > 1 else main()
