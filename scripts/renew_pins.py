"""Rewrite the pins in pyproject.toml from the environment that uv has just resolved.

Run `python -m uv sync --upgrade` and then `python -m uv run python scripts/renew_pins.py`. The lock file names package
hosts, so it stays out of the repository; these pins name packages and versions only.
"""

import re
from importlib.metadata import distributions
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> dict[str, str]:
    found = {canonical(d.metadata["Name"]): d.version for d in distributions()}
    found.pop("evenground", None)
    return dict(sorted(found.items()))


def main() -> None:
    pins = "".join(f'    "{name}=={version}",\n' for name, version in installed().items())
    text = PYPROJECT.read_text(encoding="utf-8")
    block = f"constraint-dependencies = [\n{pins}]"
    PYPROJECT.write_text(re.sub(r"constraint-dependencies = \[[^\]]*\]", block, text), encoding="utf-8")
    print(f"{pins.count(chr(10))} pins written")


if __name__ == "__main__":
    main()
