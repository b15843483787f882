"""Where the real files are, and a place's releases built from them in a folder that is removed afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ROOT.parent / "shared" / "data"


def inputs() -> Path:
    """The folder of published files: `EVENGROUND_INPUTS`, else the one beside the checkout."""
    folder = Path(os.environ.get("EVENGROUND_INPUTS") or BESIDE)
    if not folder.is_dir():
        raise SystemExit(f"benchmarks: no published files in {folder}; set EVENGROUND_INPUTS to the folder with <place>/")
    return folder.resolve()


@contextmanager
def built_home() -> Iterator[Path]:
    """An `EVENGROUND_HOME` with the working releases of every place; `EVENGROUND_BENCHMARK_HOME` names one to reuse."""
    kept = os.environ.get("EVENGROUND_BENCHMARK_HOME")
    if kept:
        yield use(Path(kept))
        return
    with tempfile.TemporaryDirectory(prefix="evenground-benchmark-") as folder:
        home = use(Path(folder))
        run_cli("build", "--all", "--inputs", str(inputs()))
        yield home


def use(home: Path, places: Path | None = None) -> Path:
    """Point this process, and those it starts, to a home and to places from outside the repository."""
    os.environ["EVENGROUND_HOME"] = str(home)
    os.environ["EVENGROUND_PLACES"] = str(places or "")
    return home


def run_cli(*words: str) -> None:
    """One `evenground` command in a process of its own, quiet unless it fails."""
    call = [sys.executable, "-m", "cli", *words]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise SystemExit(f"benchmarks: `evenground {' '.join(words)}` failed:\n{done.stdout}\n{done.stderr}")
