"""Rewrite the pins in pyproject.toml from the environment that uv has just resolved.

`python scripts/renew_pins.py --newest` first lets every package move to its newest version that fits the ranges; without
it the script only writes down what is installed. The lock file names package hosts, so it stays out of the repository;
these pins name packages and versions only.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> dict[str, str]:
    """What uv put into the project's environment, by canonical name."""
    listed = subprocess.run(["uv", "pip", "list", "--format", "json"], cwd=PYPROJECT.parent, capture_output=True, check=True)
    found = {canonical(one["name"]): one["version"] for one in json.loads(listed.stdout)}
    found.pop("evenground", None)
    return dict(sorted(found.items()))


def write(pins: list[str]) -> None:
    text = PYPROJECT.read_text(encoding="utf-8")
    block = "constraint-dependencies = [\n" + "".join(f'    "{pin}",\n' for pin in pins) + "]"
    PYPROJECT.write_text(re.sub(r"constraint-dependencies = \[[^\]]*\]", block, text), encoding="utf-8")


def main() -> None:
    if "--newest" in sys.argv:
        write(["soupsieve<4"])  # later ones leave Python 3.11.0 to 3.11.4 behind
        subprocess.run(["uv", "sync", "--upgrade"], cwd=PYPROJECT.parent, check=True)
    pins = [f"{name}=={version}" for name, version in installed().items()]
    write(pins)
    print(f"{len(pins)} pins written")


if __name__ == "__main__":
    main()
