"""Every benchmark, one after the other: `python -m benchmarks`. Each prints its own table beside its floor or peer."""

import runpy
from pathlib import Path

SHARED = {"__init__", "__main__", "empty_app", "empty_page", "server", "setting", "table", "viewer"}

if __name__ == "__main__":
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.stem not in SHARED:
            print(f"\n== {file.stem}", flush=True)
            runpy.run_module(f"benchmarks.{file.stem}", run_name="__main__")
