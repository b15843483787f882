"""The map of a place with 5,000 areas: build, server time of a re-run, bytes.

Run `uv run python -m benchmarks.many_areas`. The place is constructed (`benchmarks/made_place.py`), written to a temporary
folder and found through `EVENGROUND_PLACES`.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from pathlib import Path

from benchmarks import made_place
from benchmarks.pages import measured
from benchmarks.server import serving
from benchmarks.setting import run_cli, use
from benchmarks.table import Row, show

AREAS = 5000


def main() -> None:
    show(f"A constructed place of {AREAS:,} areas", rows())


def rows() -> list[Row]:
    before = {name: os.environ.get(name, "") for name in ("EVENGROUND_HOME", "EVENGROUND_PLACES")}
    try:
        with tempfile.TemporaryDirectory(prefix="evenground-benchmark-") as folder:
            return _rows(Path(folder))
    finally:
        os.environ.update(before)


def _rows(folder: Path) -> list[Row]:
    places, inputs = made_place.write(folder, AREAS)
    use(folder / "home", places)
    began = time.perf_counter()
    run_cli("build", made_place.ID, "--inputs", str(inputs))
    took = time.perf_counter() - began
    built = Row(f"build of {AREAS:,} areas, {made_place.MEASURES} indicators", f"{took:.1f} s", "one run", note="with the start of Python")
    with serving("dashboard") as ours, serving("empty") as empty:
        return [built, *asyncio.run(measured(ours, empty, made_place.ID))]


if __name__ == "__main__":
    main()
